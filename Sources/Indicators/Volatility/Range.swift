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
struct RangeState: IndicatorState, ~Copyable {
  private var tops = WindowExtreme()
  private var bottoms = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let top = tops.add(step[0], length: length, bar: step.bar)
    return top - bottoms.add(step[0], length: length, bar: step.bar)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (count, results, bottom) = (block.count, block.first, block.scratch(4))
    tops.add(
      block[0], count: count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: results)
    bottoms.add(
      block[0], count: count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: bottom)
    for place in 0..<count { results[place] -= bottom[place] }
    return true
  }
}
