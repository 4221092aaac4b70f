/// What a list says about a run.
public struct RunSummary: Sendable, Hashable {
  /// The number by which people call it.
  public let id: Int64
  /// The hash of everything that decided the result.
  public let fingerprint: String
  /// The strategy's name.
  public let strategy: String
  /// Its inputs, as `name=value` with spaces between them.
  public let inputs: String
  /// The symbols, with spaces between them.
  public let symbols: String
  /// The name of the fill convention.
  public let convention: String
  /// The first session day, as an ISO date; nil if there was none.
  public let firstDay: String?
  /// The last session day.
  public let lastDay: String?
  /// The version of the program that ran it.
  public let engineVersion: String
  /// Cash at the start.
  public let initialCapital: Double
  /// Equity at the end.
  public let finalEquity: Double
  /// The Sharpe ratio a year; nil if there is none.
  public let sharpe: Double?
  /// How many trades were closed.
  public let tradeCount: Int
  /// When it was saved, UTC.
  public let savedAt: String
}

/// A run as the store has it.
public struct StoredRun: Sendable {
  /// What a list says about it.
  public let summary: RunSummary
  /// Everything that decided the result.
  public let configuration: RunConfiguration
  /// Where the series came from, in the configuration's order.
  public let sources: [SeriesSource]
  /// The dividends, splits and rates.
  public let events: EventSet?
  /// The result.
  public let content: RunContent

  /// The number by which people call it.
  public var id: Int64 { summary.id }
  /// The hash of everything that decided the result.
  public var fingerprint: String { summary.fingerprint }
}
