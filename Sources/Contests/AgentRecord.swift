public import Analysis
public import Replay

/// What an agent leaves behind: columns over the days of the contest's window.
public struct AgentRecord: Sendable {
  /// How an agent's contest ended.
  public enum Outcome: Sendable, Hashable {
    /// With the last day.
    case finished
    /// With the loss of everything; it ranks last.
    case ruined
    /// With a failure of its own, for this reason; it is not ranked.
    case disqualified(String)
    /// Before it was replayed to the end, because the user interrupted; it is not ranked.
    case unfinished
  }

  /// The agent.
  public let agent: Agent
  /// How its contest ended.
  public internal(set) var outcome: Outcome
  /// Capital before the first day, in account currency.
  public internal(set) var startEquity: Double
  /// Equity at the end of each session day of the window, summed over its accounts.
  public internal(set) var equity: [Double] = []
  /// Net value of positions over equity at the end of each day; −1 for fully short.
  public internal(set) var exposure: [Double] = []
  /// Sum over its accounts of the absolute net value of positions, over equity, for each day.
  public internal(set) var grossExposure: [Double] = []
  /// Notional traded on each day, over equity at its end.
  public internal(set) var turnover: [Double] = []
  /// Closed trades, in ascending order of exit, entry and instrument.
  public internal(set) var trades = TradeColumns()
  /// The instrument of each trade, as an index into the contest's series.
  public internal(set) var tradeInstruments: [Int32] = []
  /// How many executions there were.
  public internal(set) var fillCount = 0
  /// How many orders were refused or cut.
  public internal(set) var rejectionCount = 0
  /// Fees paid, in account currency.
  public internal(set) var fees = 0.0
  /// Account currency lost to slippage.
  public internal(set) var slippageCost = 0.0
  /// The code path that each of its accounts took.
  public internal(set) var paths: [RunRecord.Path] = []
  /// All metrics of its days and trades, in the order in which they are shown.
  public internal(set) var metrics: [Metric] = []
  /// Its accounts in detail, in the order of `Contest.sleeves`; empty unless asked for.
  public internal(set) var runs: [RunRecord] = []
  /// What a reader should know about the record.
  public internal(set) var warnings: [String]

  init(_ agent: Agent, capital: Double, outcome: Outcome = .finished) {
    self.agent = agent
    self.outcome = outcome
    startEquity = capital
    warnings = agent.warnings
  }
}

extension AgentRecord {
  /// The agent's name.
  public var name: String { agent.name }

  /// Whether it takes part in the ranking.
  public var isRanked: Bool { outcome == .finished || outcome == .ruined }

  /// Equity at the end.
  public var finalEquity: Double { equity.last ?? startEquity }

  /// The return of each session day; −1 on the day of ruin and 0 after it.
  public var returns: [Double] {
    var previous = startEquity
    return equity.map { value in
      guard previous > 0 else { return 0 }
      defer { previous = value }
      return value > 0 ? value / previous - 1 : -1
    }
  }

  /// The metric of a name; nil if there is none of that name or the agent did not finish.
  public subscript(id: MetricID) -> Metric? { metrics.first { $0.id == id } }

  /// Why it did not reach the last day as others did; nil if it did.
  public var reason: String? {
    switch outcome {
    case .finished: nil
    case .ruined: "lost everything"
    case .disqualified(let reason): reason
    case .unfinished: "not replayed to the end"
    }
  }
}
