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
struct AccumulationDistributionState: IndicatorState, ~Copyable {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (high, low, close) = (step.high, step.low, step.close)
    return sum.add(high == low ? 0 : (2 * close - low - high) / (high - low) * step.volume)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let volume = block.volume else { return false }
    let (high, low, close, results) = (block.high, block.low, block.close, block.first)
    for place in 0..<block.count {
      let (top, bottom) = (high[place], low[place])
      let share = (2 * close[place] - bottom - top) / (top - bottom) * volume[place]
      results[place] = top == bottom ? 0 : share
    }
    sum.add(results, count: block.count)
    return true
  }
}
