import Analysis
public import Contests
public import Formats
import Market

/// Everything that decides the result of a contest, in one canonical form.
public struct ContestConfiguration: Codable, Sendable, Hashable {
  /// A participant.
  public struct Participant: Codable, Sendable, Hashable {
    /// The name in the table.
    public var name: String
    /// Where its record comes from.
    public var kind: String
    /// How it acts: `sleeves` or `account` of an expert, `returns` or `cash`.
    public var performer: String
    /// The strategy it belongs to.
    public var family: String
    /// All inputs, given or standard.
    public var inputs: [RunConfiguration.Input]
    /// The instruments it trades; nil for all.
    public var symbols: [String]?
    /// Most entries in one direction.
    public var pyramiding: Int
    /// The text of the script it runs; nil for others.
    public var source: String?
    /// The hash of the returns, for an agent that is not replayed.
    public var returns: String?
  }

  /// How the ranking is made and put to the test.
  struct Judging: Codable, Hashable {
    var span: String
    var score: String
    var draws: Int
    var blockLength: Int?
    var confidence: Double
    var lookback: Int
    var horizon: Int
  }

  /// The agents, references left out, by name.
  public var agents: [Participant]
  /// The series, by symbol.
  public var series: [RunConfiguration.Series]
  /// The hash of the dividends, splits and rates; nil if there were none.
  public var events: String?
  var rules: RulesDocument
  var judging: Judging
  /// The first day that counts, as an ISO date.
  public var first: String
  /// The last day that counts.
  public var last: String
  /// The key of all random numbers.
  public var seed: UInt64

  /// The one text that says all this.
  public var canonicalText: String { CanonicalJSON.text(self) }

  /// The hash of the configuration and of the engine's version.
  public func fingerprint(engineVersion: String) -> String {
    SHA256.digest("contest 1\n\(engineVersion)\n" + canonicalText).hex
  }
}

extension ContestConfiguration {
  /// Writes down what a contest was.
  ///
  /// - Parameter fingerprints: The hash of each series as it was read, in the contest's order.
  public init(_ contest: Contest, fingerprints: [String], events: EventSet?) {
    let rulebook = contest.rulebook
    agents = contest.agents.filter { $0.kind != .reference }.map(Participant.init)
    series = zip(contest.givenSeries, fingerprints).map {
      RunConfiguration.Series(timeframe: $0.timeframe, fingerprint: $1, instrument: $0.instrument)
    }
    self.events = events?.fingerprint
    rules = RulesDocument(rulebook.rules)
    judging = Judging(
      span: rulebook.span.rawValue, score: rulebook.score.rawValue,
      draws: rulebook.resampling.draws, blockLength: rulebook.resampling.blockLength,
      confidence: rulebook.resampling.confidence, lookback: rulebook.prediction.lookback,
      horizon: rulebook.prediction.horizon)
    first = contest.window.first.description
    last = contest.window.last.description
    seed = contest.seed
  }

  /// The rulebook that was written down.
  ///
  /// - Throws: A data error that names a word this program does not know.
  public func rulebook() throws(LocatedError) -> Rulebook {
    guard let span = Rulebook.Span(rawValue: judging.span),
      let score = Score(rawValue: judging.score), judging.draws >= 1,
      judging.confidence > 0, judging.confidence < 1, judging.blockLength ?? 1 >= 1
    else {
      throw LocatedError(
        .data, "a stored rulebook is not as this program writes it", path: "judging",
        found: "\(judging.span), \(judging.score)")
    }
    return Rulebook(
      rules: try rules.rules(), span: span, score: score,
      resampling: Resampling(
        draws: judging.draws, blockLength: judging.blockLength, confidence: judging.confidence),
      prediction: PredictionPlan(lookback: judging.lookback, horizon: judging.horizon))
  }
}

extension ContestConfiguration.Participant {
  fileprivate init(_ agent: Agent) {
    name = agent.name
    kind = agent.kind.rawValue
    family = agent.family
    inputs = agent.inputs.map { RunConfiguration.Input($0.name, $0.value) }
    symbols = agent.symbols
    pyramiding = agent.pyramiding
    source = agent.source
    switch agent.performer {
    case .sleeves: performer = "sleeves"
    case .account: performer = "account"
    case .cash: performer = "cash"
    case .returns(let table):
      performer = "returns"
      var hash = SHA256()
      hash.update(ColumnBytes.bytes(table.days[...]))
      hash.update(ColumnBytes.bytes(table.returns[...]))
      returns = hash.finalize().hex
    }
  }
}
