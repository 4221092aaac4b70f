public import Analysis
public import Contests
public import Formats
import Indicators
import Market
public import Platform
public import Replay
import Trading

/// One netted master portfolio over the agents of a contest.
public struct EnsembleRecord: Sendable {
  /// How the weights were decided.
  public let plan: DecisionPlan
  /// The agents that take part, in the order of the weights.
  public let agents: [String]
  /// The decisions, in order of time.
  public let decisions: [AllocationDecision]
  /// Units traded after each decision to fit holdings to it, one entry for each instrument.
  public let adjustments: [[(symbol: String, units: Double)]]
  /// The master account.
  public let master: RunRecord
  /// The master's measures, against buy-and-hold of the contest.
  public let analysis: PerformanceAnalysis
  /// Equity of the master at the end of each session day of the contest's window.
  public let equity: [Double]
  /// Notional that agents would have traded against each other.
  public let nettedNotional: Double
  /// Notional traded a year over mean equity.
  public let yearlyTurnover: Double
}

/// Combines the agents of a contest into one account.
public enum Ensemble {
  /// Trades the agents' orders from one account, scaled by weights that the plan decides.
  ///
  /// - Parameters:
  ///   - record: A contest that was held with `Referee.Detail.runs`.
  ///   - names: The agents that take part; all that finished and are no references if nil.
  /// - Throws: A usage error when no agent can take part.
  public static func run(
    _ plan: DecisionPlan, over record: ContestRecord, agents names: [String]? = nil,
    cancellation: Cancellation? = nil
  ) throws(LocatedError) -> EnsembleRecord {
    let contest = record.contest
    let members = record.records.filter { member in
      !member.runs.isEmpty
        && (names.map { $0.contains(member.name) }
          ?? (member.agent.kind != .reference && member.outcome == .finished))
    }
    guard !members.isEmpty else {
      throw LocatedError(
        .usage, "no agent can take part in the ensemble",
        expected: "agents that are replayed to the end")
    }
    let table = ReturnTable(days: contest.window.days, returns: members.map(\.returns))
    let decisions = plan.decisions(
      agents: members.map(\.name), table: table, periodsPerYear: contest.window.periodsPerYear)
    let book = MasterBook(
      series: contest.series, agents: members.map(\.name),
      accounts: accounts(of: members, in: contest), decisions: decisions)
    var rules = contest.rulebook.rules
    rules.pyramiding = .max
    let input = ReplayInput(
      series: contest.series, events: contest.events, tradesFrom: tradesFrom(members))
    let master = try Replay.run(
      Follower(), over: input, rules: rules, source: book, cancellation: cancellation)
    return try finish(plan, members, decisions, book, master, record)
  }

  private static func accounts(
    of members: [AgentRecord], in contest: Contest
  ) -> [FollowedAccount] {
    members.enumerated().flatMap { index, member in
      zip(contest.sleeves(of: member.agent), member.runs).map { sleeve, run in
        FollowedAccount(
          agent: index, record: run, instruments: sleeve.instruments,
          masterCount: contest.series.count)
      }
    }
  }

  /// The first instant of any member's record.
  private static func tradesFrom(_ members: [AgentRecord]) -> Int64 {
    members.flatMap(\.runs).compactMap(\.times.first).min() ?? .max
  }

  private static func finish(
    _ plan: DecisionPlan, _ members: [AgentRecord], _ decisions: [AllocationDecision],
    _ book: MasterBook, _ master: RunRecord, _ record: ContestRecord
  ) throws(LocatedError) -> EnsembleRecord {
    let contest = record.contest
    let (equity, days) = SessionDays.fold(equity: master.equity, days: master.days)
    let hold = record[Agent.holdName].flatMap { $0.outcome == .finished ? $0.returns : nil }
    let analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: master.rules.initialCapital, dailyEquity: equity, days: days,
        periodsPerYear: contest.window.periodsPerYear,
        benchmarkReturns: days == contest.window.days ? hold : nil,
        dailyExposure: SessionDays.fold(equity: master.exposure, days: master.days).dailyEquity),
      trades: TradeColumns(master.trades))
    var adjustments = [[(symbol: String, units: Double)]](repeating: [], count: decisions.count)
    for one in book.adjustments {
      let symbol = contest.series[one.instrument].instrument.symbol
      if let place = adjustments[one.decision].firstIndex(where: { $0.symbol == symbol }) {
        adjustments[one.decision][place].units += one.units
      } else {
        adjustments[one.decision].append((symbol, one.units))
      }
    }
    let mean = equity.isEmpty ? 1 : equity.reduce(0, +) / Double(equity.count)
    let years = Double(max(1, days.count)) / Double(contest.window.periodsPerYear)
    return EnsembleRecord(
      plan: plan, agents: members.map(\.name), decisions: decisions, adjustments: adjustments,
      master: master, analysis: analysis, equity: equity, nettedNotional: book.nettedNotional,
      yearlyTurnover: mean > 0 ? master.turnover / mean / years : 0)
  }
}

/// An expert that places nothing: the master's fills come from the accounts it follows.
private struct Follower: Expert {
  var requirements: Requirements { Requirements() }
  func makeSession() -> any ExpertSession { Session() }

  private struct Session: ExpertSession {
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {}
  }
}
