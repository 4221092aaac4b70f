public import Contests

/// A contest on its way into the store.
public struct FinishedContest: Sendable {
  /// What the roster calls it.
  public var name: String?
  /// Everything that decided the result.
  public var configuration: ContestConfiguration
  /// The version of the program that held it.
  public var engineVersion: String
  /// Where the series came from, in the configuration's order.
  public var sources: [SeriesSource]
  /// The dividends, splits and rates.
  public var events: EventSet?
  /// The hash under which attempts on the data are counted.
  public var dataFingerprint: String
  /// The result.
  public var record: ContestRecord

  /// Makes a contest of its parts.
  public init(
    name: String?, configuration: ContestConfiguration, engineVersion: String,
    sources: [SeriesSource], events: EventSet?, dataFingerprint: String, record: ContestRecord
  ) {
    precondition(
      sources.count == configuration.series.count, "every series of a contest has a source")
    self.name = name
    self.configuration = configuration
    self.engineVersion = engineVersion
    self.sources = sources
    self.events = events
    self.dataFingerprint = dataFingerprint
    self.record = record
  }

  /// The hash of everything that decided the result.
  public var fingerprint: String { configuration.fingerprint(engineVersion: engineVersion) }
  /// The hash of the result, bit for bit.
  public var digest: String { Self.digest(of: record) }

  /// The hash of a contest's result, bit for bit; what the ledger adds is no part of it.
  public static func digest(of record: ContestRecord) -> String { ContestDigest.hex(record) }
}

/// What the store says about a contest.
public struct StoredContest: Sendable {
  /// The number by which people call it, after a `c`.
  public let id: Int64
  /// The hash of everything that decided the result.
  public let fingerprint: String
  /// The hash of the result, bit for bit.
  public let digest: String
  /// What the roster calls it.
  public let name: String?
  /// The symbols, with spaces between them.
  public let symbols: String
  /// The version of the program that held it.
  public let engineVersion: String
  /// When it was saved, UTC.
  public let savedAt: String
  /// Everything that decided the result.
  public let configuration: ContestConfiguration
  /// Where the series came from, in the configuration's order.
  public let sources: [SeriesSource]
  /// The dividends, splits and rates.
  public let events: EventSet?
  /// The lines of the table, best first.
  public let standings: [StandingRow]

  /// The name by which people call it: `c4`.
  public var title: String { "c\(id)" }
}

/// An agent's line in a stored table.
public struct StandingRow: Sendable, Hashable {
  /// The agent's name.
  public let agent: String
  /// Where its record comes from.
  public let kind: String
  /// Its place; nil if not ranked.
  public let rank: Int?
  /// The best of the places among which its true one lies.
  public let rankLow: Int?
  /// The worst of them.
  public let rankHigh: Int?
  /// In which share of the draws it was the best.
  public let probabilityOfBest: Double?
  /// What it is ranked by.
  public let score: Double?
  /// Equity at the start.
  public let startEquity: Double
  /// Equity at the end.
  public let finalEquity: Double
  /// Why it is not ranked, or ranked last.
  public let reason: String?
}
