import Kernels

extension Indicator {
  /// An exponential average of weight `1 / length`.
  static let wilderAverage = Indicator(
    id: "rma", title: "Wilder's moving average", family: .average,
    input: .source(standard: .close),
    parameters: [.length(standard: 14)],
    formula:
      "y = (y[1] * (length - 1) + x) / length, started with the mean of the first length values",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Recurrence.wilderAverage(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// Wilder's moving average of the closes.
  public static func rma(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("rma", .close, length: length)
  }

  /// Wilder's moving average of a source.
  public static func rma(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("rma", source, length: length)
  }
}
