extension Indicator {
  /// The volume so far, each bar's counted by the relative change of its close.
  static let priceVolumeTrend = Indicator(
    id: "pvt", title: "Price-volume trend", family: .volume,
    sources: [], barColumns: [.close, .volume],
    formula: "sum of volume (close - close[1]) / close[1]; none on the first bar",
    reference: "common",
    forgets: false,
    lookback: { _ in [1] },
    state: PriceVolumeTrendState.self)
}

/// The stream of `pvt`.
struct PriceVolumeTrendState: IndicatorState, ~Copyable {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let before = step.previousClose
    if before.isNaN { return .nan }
    return sum.add((step.close - before) / before * step.volume)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard block.bar > 0, let volume = block.volume else { return false }
    let (close, results) = (block.close, block.first)
    guard !Lanes.containNaN(close - 1, count: block.count) else { return false }
    let before = close - 1
    for place in 0..<block.count {
      results[place] = (close[place] - before[place]) / before[place] * volume[place]
    }
    sum.add(results, count: block.count)
    return true
  }
}
