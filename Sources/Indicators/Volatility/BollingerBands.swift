import Kernels

extension Indicator {
  /// The mean, and lines some standard deviations above and below it.
  static let bollingerBands = Indicator(
    id: "bb", title: "Bollinger bands", family: .volatility,
    parameters: [.length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6)],
    outputs: ["middle", "upper", "lower"],
    formula: "sma(x); sma(x) + factor stdev(x); sma(x) - factor stdev(x); stdev by length",
    reference: "J. Bollinger, Bollinger on Bollinger Bands (2001)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: BollingerBandsState.self,
    columns: { input, values in
      if Lanes.containNaN(input.sources[0]) {
        return columns(of: BollingerBandsState.self, input, values, outputCount: 3)
      }
      return bands(
        of: input.sources[0], length: values.whole(0), factor: values.number(1))
    })

  private static func bands(
    of source: [Double], length: Int, factor: Double
  ) -> [[Double]] {
    var middle = [Double](repeating: .nan, count: source.count)
    var upper = middle
    var lower = middle
    var middles = middle.mutableSpan
    var uppers = upper.mutableSpan
    var lowers = lower.mutableSpan
    Rolling.bands(
      source.span, length: length, factor: factor, middle: &middles, upper: &uppers,
      lower: &lowers)
    return [middle, upper, lower]
  }
}

/// The stream of `bb`.
struct BollingerBandsState: IndicatorState, ~Copyable {
  private var bands = BollingerWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = bands.add(step[0], length: try step.length(1), factor: step[2])
    return step.leave(middle, middle + distance, middle - distance)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance) = (block.first, block.scratch(0))
    guard try bands.add(block, into: middle, distance) else { return false }
    let (upper, lower) = (block.outputs[1], block.outputs[2])
    for place in 0..<block.count { upper[place] = middle[place] + distance[place] }
    for place in 0..<block.count { lower[place] = middle[place] - distance[place] }
    return true
  }
}
