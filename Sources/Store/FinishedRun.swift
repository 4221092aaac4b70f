public import Contests

/// Where a series of a run came from, and how it was read.
public struct SeriesSource: Sendable, Hashable {
  /// The file, as an absolute path; `-` for standard input.
  public var path: String
  /// Which end of its bar a time names.
  public var label: String
  /// The clocks of times without an offset.
  public var zone: String
  /// How broken rows were mended, as on the command line; empty for not at all.
  public var repair: String

  /// Makes a source.
  public init(path: String, label: String, zone: String, repair: String) {
    self.path = path
    self.label = label
    self.zone = zone
    self.repair = repair
  }
}

/// A run on its way into the store.
public struct FinishedRun: Sendable {
  /// Everything that decided the result.
  public var configuration: RunConfiguration
  /// The version of the program that ran it.
  public var engineVersion: String
  /// The name of the fill convention.
  public var convention: String
  /// Where the series came from, in the configuration's order.
  public var sources: [SeriesSource]
  /// The dividends, splits and rates.
  public var events: EventSet?
  /// The result.
  public var content: RunContent
  /// The attempt that it was; nil if it has no day.
  public var trial: Trial?

  /// Makes a run of its parts.
  public init(
    configuration: RunConfiguration, engineVersion: String, convention: String,
    sources: [SeriesSource], events: EventSet?, content: RunContent, trial: Trial?
  ) {
    precondition(
      sources.count == configuration.allSeries.count, "every series of a run has a source")
    self.configuration = configuration
    self.engineVersion = engineVersion
    self.convention = convention
    self.sources = sources
    self.events = events
    self.content = content
    self.trial = trial
  }

  /// The hash of everything that decided the result.
  public var fingerprint: String { configuration.fingerprint(engineVersion: engineVersion) }
}

/// What became of a run that was saved.
public struct SavedRun: Sendable, Hashable {
  /// The number by which people call it.
  public var id: Int64
  /// The hash of everything that decided the result.
  public var fingerprint: String
  /// Whether it was there already; it is then not kept twice.
  public var isRepeated: Bool
  /// Whether the run that was there already has the same result, to the bit.
  public var agrees: Bool

  /// The number and the beginning of the hash: `run 7 (3f2a91c04b1d)`.
  public var title: String { "run \(id) (\(fingerprint.prefix(12)))" }
}
