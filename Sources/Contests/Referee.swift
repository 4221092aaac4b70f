import Analysis
import Indicators
public import Platform
import Replay
import Synchronization

/// Holds contests: replays every agent under one rulebook, and ranks what they leave behind.
public enum Referee {
  /// What is kept of each agent.
  public struct Detail: OptionSet, Sendable {
    /// The details as bits.
    public let rawValue: UInt8
    /// Makes details from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Fills, trades and per-bar columns of every account.
    public static let runs = Detail(rawValue: 1)
  }

  /// Holds a contest.
  ///
  /// Agents run in parallel and never see each other. One that fails is disqualified with a
  /// reason and breaks nothing. The result does not depend on `workers`.
  ///
  /// - Parameters:
  ///   - workers: How many threads may work, at least 1.
  ///   - cancellation: Ends the replays; what is finished by then is ranked.
  ///   - progress: Hears of accounts replayed, of all accounts.
  ///   - detail: What is kept of each agent beside its daily columns.
  ///   - pastTrials: Earlier attempts on the same data, for the deflated Sharpe ratio.
  public static func run(
    _ contest: Contest, workers: Int = 1, cancellation: Cancellation? = nil,
    progress: Progress = .silent, detail: Detail = [], pastTrials: [Trial] = []
  ) -> ContestRecord {
    let desks = contest.agents.map { AgentDesk($0, contest.sleeves(of: $0)) }
    let tasks = desks.indices.flatMap { agent in
      desks[agent].sleeves.indices.map { (agent: agent, sleeve: $0) }
    }
    let cache = ColumnCache()
    let done = Atomic<Int>(0)
    _ = parallelMap(count: tasks.count, workers: workers, cancellation: cancellation) {
      let (desk, index) = (desks[tasks[$0].agent], tasks[$0].sleeve)
      let curve = SleeveCurve.replayed(
        desk.sleeves[index], days: contest.window.days, cache: cache,
        cancellation: cancellation, keepsRun: detail.contains(.runs))
      desk.take(curve, at: index, in: contest)
      progress.report(done: done.add(1, ordering: .relaxed).newValue, of: tasks.count)
    }
    let assembled = desks.map { $0.record(in: contest) }
    let records = measured(assembled, in: contest, workers: workers)
    let isInterrupted = records.contains { $0.outcome == .unfinished }
    let standings = Standings.judge(
      records, in: contest, workers: workers, pastTrials: pastTrials)
    return ContestRecord(
      contest: contest, records: records, standings: standings, isInterrupted: isInterrupted)
  }
  /// Measures every record against buy-and-hold.
  private static func measured(
    _ records: [AgentRecord], in contest: Contest, workers: Int
  ) -> [AgentRecord] {
    let hold = records.first { $0.name == Agent.holdName }
    let benchmark = hold.flatMap { $0.outcome == .finished ? $0.returns : nil }
    return parallelMap(count: records.count, workers: workers) {
      var record = records[$0]
      record.measure(in: contest, benchmark: benchmark)
      return record
    }.compactMap(\.self)
  }
}

/// Collects the accounts of one agent and sums them when the last one is there.
///
/// Accounts are replayed agent by agent, so that few agents are open at a time and the curves of a
/// thousand of them never lie in memory together.
private final class AgentDesk: Sendable {
  private struct State {
    var curves: [SleeveCurve?]
    var missingCount: Int
    var record: AgentRecord?
  }

  let agent: Agent
  let sleeves: [Sleeve]
  private let state: Mutex<State>

  init(_ agent: Agent, _ sleeves: [Sleeve]) {
    self.agent = agent
    self.sleeves = sleeves
    state = Mutex(
      State(
        curves: Array(repeating: nil, count: sleeves.count), missingCount: sleeves.count))
  }

  func take(_ curve: SleeveCurve, at index: Int, in contest: Contest) {
    let complete = state.withLock { state -> [SleeveCurve?]? in
      state.curves[index] = curve
      state.missingCount -= 1
      guard state.missingCount == 0 else { return nil }
      defer { state.curves = [] }
      return state.curves
    }
    guard let complete else { return }
    let record = AgentRecord.assembled(agent, complete, in: contest)
    state.withLock { $0.record = record }
  }

  /// The agent's record; unfinished if accounts are missing.
  func record(in contest: Contest) -> AgentRecord {
    let (record, curves) = state.withLock { ($0.record, $0.curves) }
    return record ?? AgentRecord.assembled(agent, curves, in: contest)
  }
}
