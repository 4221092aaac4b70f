extension Indicator {
  /// How many bars ago a condition was last true.
  static let barsSince = Indicator(
    id: "barssince", title: "Bars since", family: .events,
    sources: [.condition()],
    formula: "how many bars ago the condition was last true; none before",
    reference: "common",
    forgets: false, isSparse: true,
    lookback: { _ in [0] },
    state: BarsSinceState.self)
}

/// The stream of `barssince`, which counts executions.
struct BarsSinceState: IndicatorState, ~Copyable {
  /// How many executions ago it was; negative if it never was.
  private var count = Int.min

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    count = step.flag(0) ? 0 : count &+ 1
    return count < 0 ? .nan : Double(count)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (conditions, results) = (block[0], block.first)
    var count = count
    for place in 0..<block.count {
      // Without a branch: a condition is as good as random.
      count = (count &+ 1) & ~Lanes.truth(conditions[place])
      results[place] = count < 0 ? .nan : Double(count)
    }
    self.count = count
    return true
  }
}
