public import Contests

/// When weights are decided, and by whom.
public struct DecisionPlan: Sendable {
  /// Session days from one decision to the next, at least 1.
  public var interval: Int
  /// The rule.
  public var allocator: any Allocator

  /// Makes a plan.
  public init(_ allocator: any Allocator, every interval: Int = 5) {
    self.allocator = allocator
    self.interval = max(1, interval)
  }
}

/// A decision on weights with everything it rested on.
public struct AllocationDecision: Sendable {
  /// The session day after whose close it was made; it counts from the next bar on.
  public let day: Int32
  /// The place of that day in the contest's window; −1 for the first weights.
  public let dayIndex: Int
  /// What was decided, and on what ground.
  public let allocation: Allocation
}

extension DecisionPlan {
  /// All decisions of a contest, in order of time.
  ///
  /// Each rests on the returns up to its day; the first, before any day, has none.
  public func decisions(
    agents: [String], table: ReturnTable, periodsPerYear: Int
  ) -> [AllocationDecision] {
    var decisions: [AllocationDecision] = []
    var weights = [Double](repeating: 0, count: agents.count)
    for index in stride(from: -1, to: table.days.count - 1, by: interval) {
      let evidence = Evidence(
        agents: agents, returns: table.returns.map { $0[..<(index + 1)] },
        periodsPerYear: periodsPerYear, weights: weights,
        weightsDayCount: max(0, index + 1 - interval))
      let allocation = allocator.allocate(evidence)
      weights = allocation.weights
      decisions.append(
        AllocationDecision(
          day: index < 0 ? table.days[0] - 1 : table.days[index], dayIndex: index,
          allocation: allocation))
    }
    return decisions
  }
}
