import Kernels

extension Indicator {
  /// How far the last values lie from their mean, in the root mean square.
  static let standardDeviation = Indicator(
    id: "stdev", title: "Standard deviation", family: .volatility,
    input: .source(standard: .close),
    parameters: [.length(standard: 20), .flag("sample")],
    formula: "sqrt(sum((x - mean)^2) / length), or by length - 1 if sample",
    reference: "common",
    forgets: true,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Rolling.standardDeviation(
        input.source.span, length: values.whole(0), unbiased: values.flag(1), into: &output)
    })
}

extension IndicatorRequest {
  /// The standard deviation of the last `length` closes, with the divisor `length`.
  public static func stdev(_ length: Int) -> IndicatorRequest {
    stdev(.close, length)
  }

  /// The standard deviation of the last `length` values; the divisor of a sample is one less.
  public static func stdev(
    _ source: PriceSource, _ length: Int, sample: Bool = false
  ) -> IndicatorRequest {
    IndicatorRequest("stdev", source: source, parameters: [Double(length), sample ? 1 : 0])
  }
}
