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
    let sleeves = contest.agents.map(contest.sleeves)
    let tasks = sleeves.indices.flatMap { agent in
      sleeves[agent].indices.map { (agent: agent, sleeve: $0) }
    }
    let cache = ColumnCache()
    let done = Atomic<Int>(0)
    let curves = parallelMap(count: tasks.count, workers: workers, cancellation: cancellation) {
      let sleeve = sleeves[tasks[$0].agent][tasks[$0].sleeve]
      let curve = SleeveCurve.replayed(
        sleeve, days: contest.window.days, cache: cache, cancellation: cancellation,
        keepsRun: detail.contains(.runs))
      progress.report(
        done: done.add(1, ordering: .relaxed).newValue, of: tasks.count)
      return curve
    }
    var byAgent: [[SleeveCurve?]] = sleeves.map { _ in [] }
    for (task, curve) in zip(tasks, curves) { byAgent[task.agent].append(curve) }
    let grouped = byAgent
    let assembled = parallelMap(count: contest.agents.count, workers: workers) {
      AgentRecord.assembled(contest.agents[$0], grouped[$0], in: contest)
    }.compactMap(\.self)
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
