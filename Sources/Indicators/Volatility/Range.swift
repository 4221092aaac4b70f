extension Indicator {
  /// The largest of the last values less the smallest.
  static let range = Indicator(
    id: "range", title: "Range of values", family: .volatility,
    parameters: [.length(standard: 20)],
    formula: "highest(x) - lowest(x)",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: RangeState.self)
}

/// The stream of `range`; its window ages in bars.
struct RangeState: IndicatorState {
  private var tops = WindowExtreme()
  private var bottoms = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let top = tops.add(step[0], length: length, bar: step.bar)
    return top - bottoms.add(step[0], length: length, bar: step.bar)
  }
}
