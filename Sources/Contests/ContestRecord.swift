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

  /// The record of an agent; nil if there is none of that name.
  public subscript(name: String) -> AgentRecord? { records.first { $0.name == name } }
}
