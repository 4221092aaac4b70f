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
      if input.sources[0].contains(where: \.isNaN) {
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
