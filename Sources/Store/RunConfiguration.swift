public import Formats
public import Market

/// Everything that decides the result of a run, in one canonical form.
///
/// Times of day, paths, threads and the machine are no part of it.
public struct RunConfiguration: Codable, Sendable, Hashable {
  /// What traded.
  public struct Strategy: Codable, Sendable, Hashable {
    /// What kind of strategy it is: `expert` for one of the catalog, `script` for a source text.
    public var kind: String
    /// The name: of the expert, or the title of the script.
    public var name: String
    /// All inputs, given or standard, in the order in which the strategy declares them.
    public var inputs: [Input]
    /// The source text of a script; nil for an expert, which belongs to the engine's version.
    public var source: String?

    /// Makes a strategy.
    public init(kind: String = "expert", name: String, inputs: [Input] = [], source: String? = nil)
    {
      self.kind = kind
      self.name = name
      self.inputs = inputs
      self.source = source
    }
  }

  /// An input of a strategy with its value as text.
  public struct Input: Codable, Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value as a person would set it.
    public var value: String

    /// Makes an input.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A series of bars that was replayed.
  public struct Series: Codable, Sendable, Hashable {
    /// The interval of one bar.
    public var timeframe: String
    /// The hash of the bars as they were read, before any of them were cut off.
    public var fingerprint: String
    /// Every property of the instrument.
    public var instrument: InstrumentMetadata

    /// The instrument's symbol.
    public var symbol: String { instrument.symbol ?? "" }

    /// Makes a description of a series.
    public init(timeframe: Timeframe, fingerprint: String, instrument: Instrument) {
      self.timeframe = timeframe.description
      self.fingerprint = fingerprint
      self.instrument = InstrumentMetadata(allOf: instrument)
    }
  }

  /// What traded.
  public var strategy: Strategy
  /// How the account traded.
  public var rules: RulesDocument
  /// The series, in the run's order.
  public var series: [Series]
  /// The series that a script could request without trading them; nil if there were none.
  public var companions: [Series]?
  /// The hash of the dividends, splits and rates; nil if there were none.
  public var events: String?
  /// The first day traded, as an ISO date; nil for the first day of the data.
  public var from: String?
  /// The last day, as an ISO date; nil for the last day of the data.
  public var to: String?
  /// The seed of everything random.
  public var seed: UInt64

  /// Makes a configuration.
  public init(
    strategy: Strategy, rules: RulesDocument, series: [Series], companions: [Series]? = nil,
    events: String? = nil,
    from: CivilDate? = nil, to: CivilDate? = nil, seed: UInt64 = 0
  ) {
    self.strategy = strategy
    self.rules = rules
    self.series = series
    self.companions = companions
    self.events = events
    self.from = from?.description
    self.to = to?.description
    self.seed = seed
  }

  /// All series with a source, those that traded first.
  public var allSeries: [Series] { series + (companions ?? []) }

  /// The one text that says all this.
  public var canonicalText: String { CanonicalJSON.text(self) }

  /// The hash of the configuration alone: runs of one key are one trial, whatever the version.
  public var key: String { SHA256.digest("trial 1\n" + canonicalText).hex }

  /// The hash of the configuration and of the engine's version: runs of one fingerprint are one run.
  public func fingerprint(engineVersion: String) -> String {
    SHA256.digest("run 1\n\(engineVersion)\n" + canonicalText).hex
  }

  /// The hash of all data of the run, of which the ledger of trials counts the looks.
  ///
  /// The order of the series and the days that were cut off do not change it: a look at a part of
  /// the data is a look at the data.
  public var dataFingerprint: String {
    let fingerprints = series.map(\.fingerprint).sorted()
    if fingerprints.count == 1 { return fingerprints[0] }
    return SHA256.digest("data 1\n" + fingerprints.joined(separator: "\n")).hex
  }

  /// The inputs as `name=value`, with spaces between them.
  public var inputText: String {
    strategy.inputs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }
}
