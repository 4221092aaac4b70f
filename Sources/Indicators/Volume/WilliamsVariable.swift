extension Indicator {
  /// The bar's volume, counted by the share of its range that lies between open and close.
  static let williamsVariable = Indicator(
    id: "wvad", title: "Williams variable accumulation/distribution", family: .volume,
    sources: [], barColumns: [.open, .high, .low, .close, .volume],
    formula: "volume (close - open) / (high - low); none on a bar without range",
    reference: "L. Williams",
    forgets: true,
    lookback: { _ in [0] },
    state: WilliamsVariableState.self)
}

/// The stream of `wvad`, which has no memory.
struct WilliamsVariableState: IndicatorState, ~Copyable {
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    (step.close - step.open) / (step.high - step.low) * step.volume
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let volume = block.volume else { return false }
    let (open, high, low, close) = (block.open, block.high, block.low, block.close)
    let results = block.first
    for place in 0..<block.count {
      results[place] = (close[place] - open[place]) / (high[place] - low[place]) * volume[place]
    }
    return true
  }
}
