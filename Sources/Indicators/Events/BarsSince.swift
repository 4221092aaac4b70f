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
struct BarsSinceState: IndicatorState {
  private var count = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    count = step.flag(0) ? 0 : count + 1
    return count
  }
}
