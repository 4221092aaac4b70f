import Kernels

extension Indicator {
  /// The smallest of the last values.
  static let lowest = Indicator(
    id: "lowest", title: "Lowest value", family: .extremes,
    input: .source(standard: .low),
    parameters: [.length(standard: 20)],
    formula: "min(x[0], ..., x[length - 1])",
    reference: "common",
    forgets: true,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Rolling.minimum(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The lowest of the last `length` lows.
  public static func lowest(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("lowest", .low, length: length)
  }

  /// The lowest of the last `length` values of a source.
  public static func lowest(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("lowest", source, length: length)
  }
}
