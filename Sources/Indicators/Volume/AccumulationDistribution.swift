extension Indicator {
  /// The volume so far, each bar's counted by where in its range it closed.
  static let accumulationDistribution = Indicator(
    id: "accdist", title: "Accumulation/distribution", family: .volume,
    sources: [], barColumns: [.high, .low, .close, .volume],
    formula: "sum of volume (2 close - low - high) / (high - low); a bar without range counts 0",
    reference: "M. Chaikin",
    forgets: false,
    lookback: { _ in [0] },
    state: AccumulationDistributionState.self)
}

/// The stream of `accdist`.
struct AccumulationDistributionState: IndicatorState {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (high, low, close) = (step.high, step.low, step.close)
    return sum.add(high == low ? 0 : (2 * close - low - high) / (high - low) * step.volume)
  }
}
