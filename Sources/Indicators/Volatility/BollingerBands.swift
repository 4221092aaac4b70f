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

  /// The width of the bands, in percent of their middle.
  static let bollingerWidth = Indicator(
    id: "bbw", title: "Bollinger band width", family: .volatility,
    parameters: [.length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6)],
    formula: "100 (upper - lower) / middle of bb",
    reference: "J. Bollinger, Bollinger on Bollinger Bands (2001)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: BollingerWidthState.self)

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

/// The stream of `bbw`.
struct BollingerWidthState: IndicatorState, ~Copyable {
  private var bands = BollingerWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = bands.add(step[0], length: try step.length(1), factor: step[2])
    return 100 * ((middle + distance) - (middle - distance)) / middle
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance, results) = (block.scratch(1), block.scratch(0), block.first)
    guard try bands.add(block, into: middle, distance) else { return false }
    for place in 0..<block.count {
      let width = (middle[place] + distance[place]) - (middle[place] - distance[place])
      results[place] = 100 * width / middle[place]
    }
    return true
  }
}

/// The mean of the last values, and some standard deviations.
private struct BollingerWindow: ~Copyable {
  private var mean = WindowSum()
  private var variance = WindowVariance()

  mutating func add(
    _ value: Double, length: Int, factor: Double
  ) -> (middle: Double, distance: Double) {
    let middle = mean.mean(value, length: length)
    let spread = variance.add(value, length: length, unbiased: false)
    return (middle, factor * spread.squareRoot())
  }

  mutating func add(
    _ block: IndicatorBlock, into middle: UnsafeMutablePointer<Double>,
    _ distance: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (count, factors) = (block.count, block[2])
    mean.mean(block[0], count: count, length: length, into: middle)
    variance.add(
      block[0], count: count, length: length, unbiased: false, scratch: block.scratch(7),
      into: distance)
    for place in 0..<count {
      distance[place] = factors[place] * distance[place].magnitude.squareRoot()
    }
    return true
  }
}
