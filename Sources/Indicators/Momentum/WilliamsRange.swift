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
struct WilliamsRangeState: IndicatorState, ~Copyable {
  private var tops = WindowExtreme()
  private var bottoms = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(0)
    let top = tops.add(step.high, length: length, bar: step.bar)
    let bottom = bottoms.add(step.low, length: length, bar: step.bar)
    return 100 * (step.close - top) / (top - bottom)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(0) else { return false }
    let (close, count, results) = (block.close, block.count, block.first)
    let (top, bottom) = (block.scratch(4), block.scratch(5))
    tops.add(
      block.high, count: count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: top)
    bottoms.add(
      block.low, count: count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: bottom)
    for place in 0..<count {
      results[place] = 100 * (close[place] - top[place]) / (top[place] - bottom[place])
    }
    return true
  }
}
