extension Indicator {
  /// Where the close lies below the highest high, from -100 to 0.
  static let williamsRange = Indicator(
    id: "wpr", title: "Williams percent range", family: .momentum,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [.length(standard: 14)],
    formula: "100 (close - highest(high)) / (highest(high) - lowest(low))",
    reference: "L. Williams (1973)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: WilliamsRangeState.self)
}

/// The stream of `wpr`.
struct WilliamsRangeState: IndicatorState {
  private var tops = WindowExtreme()
  private var bottoms = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(0)
    let top = tops.add(step.high, length: length, bar: step.bar)
    let bottom = bottoms.add(step.low, length: length, bar: step.bar)
    return 100 * (step.close - top) / (top - bottom)
  }
}
