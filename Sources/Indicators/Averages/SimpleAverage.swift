import Kernels

extension Indicator {
  /// The mean of the last values, all with one weight.
  static let simpleAverage = Indicator(
    id: "sma", title: "Simple moving average", family: .average,
    input: .source(standard: .close),
    parameters: [.length(standard: 9)],
    formula: "(x[0] + ... + x[length - 1]) / length",
    reference: "common",
    forgets: true,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Rolling.mean(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The arithmetic mean of the last `length` closes.
  public static func sma(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("sma", .close, length: length)
  }

  /// The arithmetic mean of the last `length` values of a source.
  public static func sma(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("sma", source, length: length)
  }
}
