import Replay

/// A contest that was held: what each agent left behind, and the ranking.
public struct ContestRecord: Sendable {
  /// The contest.
  public let contest: Contest
  /// The agents' records, in the order of the contest's agents.
  public let records: [AgentRecord]
  /// The ranking.
  public let standings: Standings
  /// Whether the user interrupted it; unfinished agents are then not ranked.
  public let isInterrupted: Bool

  /// How many accounts took which code path, for example `columns 340, reference 40`.
  public var pathText: String {
    let taken = records.flatMap(\.paths)
    return RunRecord.Path.allCases.compactMap { path in
      let count = taken.count { $0 == path }
      return count > 0 ? "\(path.rawValue) \(count)" : nil
    }.joined(separator: ", ")
  }

  /// The record of an agent; nil if there is none of that name.
  public subscript(name: String) -> AgentRecord? { records.first { $0.name == name } }
}
