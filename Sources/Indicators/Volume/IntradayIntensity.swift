extension Indicator {
  /// Where in its range the bar closed, per unit of volume.
  static let intradayIntensity = Indicator(
    id: "iii", title: "Intraday intensity index", family: .volume,
    sources: [], barColumns: [.high, .low, .close, .volume],
    formula: "(2 close - high - low) / ((high - low) volume); none on a bar without range",
    reference: "D. Bostian",
    forgets: true,
    lookback: { _ in [0] },
    state: IntradayIntensityState.self)
}

/// The stream of `iii`, which has no memory.
struct IntradayIntensityState: IndicatorState, ~Copyable {
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    (2 * step.close - step.high - step.low) / ((step.high - step.low) * step.volume)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let volume = block.volume else { return false }
    let (high, low, close, results) = (block.high, block.low, block.close, block.first)
    for place in 0..<block.count {
      let (top, bottom) = (high[place], low[place])
      results[place] = (2 * close[place] - top - bottom) / ((top - bottom) * volume[place])
    }
    return true
  }
}
