extension Indicator {
  /// The way of the closes so far, each measured from the bar's true low or true high.
  static let williamsAccumulation = Indicator(
    id: "wad", title: "Williams accumulation/distribution", family: .volume,
    sources: [], barColumns: [.high, .low, .close],
    formula:
      "sum of close - min(low, close[1]) on rises and close - max(high, close[1]) on falls",
    reference: "L. Williams (1972)",
    forgets: false,
    lookback: { _ in [0] },
    state: WilliamsAccumulationState.self)
}

/// The stream of `wad`.
struct WilliamsAccumulationState: IndicatorState, ~Copyable {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (close, before) = (step.close, step.previousClose)
    if close > before { return sum.add(close - min(step.low, before)) }
    return sum.add(close < before ? close - max(step.high, before) : 0)
  }
}
