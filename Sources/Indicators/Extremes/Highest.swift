import Kernels

extension Indicator {
  /// The largest of the last values.
  static let highest = Indicator(
    id: "highest", title: "Highest value", family: .extremes,
    input: .source(standard: .high),
    parameters: [.length(standard: 20)],
    formula: "max(x[0], ..., x[length - 1])",
    reference: "common",
    forgets: true,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Rolling.maximum(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The highest of the last `length` highs.
  public static func highest(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("highest", .high, length: length)
  }

  /// The highest of the last `length` values of a source.
  public static func highest(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("highest", source, length: length)
  }
}
