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
    columns: { bands(of: $0.sources[0], length: $1.whole(0), factor: $1.number(1)) })

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
    var target = middle.mutableSpan
    Rolling.mean(source.span, length: length, into: &target)
    var deviations = upper.mutableSpan
    Rolling.standardDeviation(source.span, length: length, into: &deviations)
    for bar in middle.indices {
      let distance = factor * upper[bar]
      upper[bar] = middle[bar] + distance
      lower[bar] = middle[bar] - distance
    }
    return [middle, upper, lower]
  }
}

/// The stream of `bb`.
struct BollingerBandsState: IndicatorState {
  private var mean = WindowSum()
  private var variance = WindowVariance()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let middle = mean.mean(step[0], length: length)
    let spread = variance.add(step[0], length: length, unbiased: false)
    let distance = step[2] * spread.squareRoot()
    return step.leave(middle, middle + distance, middle - distance)
  }
}

/// The stream of `bbw`.
struct BollingerWidthState: IndicatorState {
  private var mean = WindowSum()
  private var variance = WindowVariance()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let middle = mean.mean(step[0], length: length)
    let spread = variance.add(step[0], length: length, unbiased: false)
    let distance = step[2] * spread.squareRoot()
    return 100 * ((middle + distance) - (middle - distance)) / middle
  }
}
