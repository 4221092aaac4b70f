import Kernels

extension Indicator {
  /// Where the value lies between the lowest low and the highest high, from 0 to 100.
  static let stochastic = Indicator(
    id: "stoch", title: "Stochastic", family: .momentum,
    sources: [.price(), .price("high", .high), .price("low", .low)],
    parameters: [.length(standard: 14)],
    formula: "100 (x - lowest(low)) / (highest(high) - lowest(low)), not smoothed",
    reference: "G. Lane (1950s)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: StochasticState.self,
    columns: { input, values in
      let (high, low) = (input.sources[1], input.sources[2])
      let close = input.sources[0]
      var tops = [Double](repeating: .nan, count: input.count)
      var bottoms = tops
      var target = tops.mutableSpan
      var lowest = bottoms.mutableSpan
      Rolling.stochastic(
        close.span, high: high.span, low: low.span, length: values.whole(0), lowest: &lowest,
        into: &target)
      return [tops]
    })
}

/// The stream of `stoch`.
struct StochasticState: IndicatorState, ~Copyable {
  private var tops = WindowExtreme()
  private var bottoms = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(3)
    let top = tops.add(step[1], length: length, bar: step.bar)
    let bottom = bottoms.add(step[2], length: length, bar: step.bar)
    return 100 * (step[0] - bottom) / (top - bottom)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(3) else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let (top, bottom) = (block.scratch(4), block.scratch(5))
    tops.add(
      block[1], count: count, length: length, bar: block.bar, scratch: block.scratch(0), into: top)
    bottoms.add(
      block[2], count: count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: bottom)
    for place in 0..<count {
      results[place] = 100 * (values[place] - bottom[place]) / (top[place] - bottom[place])
    }
    return true
  }
}
