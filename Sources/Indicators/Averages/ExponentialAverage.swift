import Kernels

extension Indicator {
  /// A mean whose weights fall off by a constant factor; about 86 % lie in the last `length` values.
  static let exponentialAverage = Indicator(
    id: "ema", title: "Exponential moving average", family: .average,
    input: .source(standard: .close),
    parameters: [.length(standard: 9)],
    formula:
      "y = y[1] + 2 / (length + 1) * (x - y[1]), started with the mean of the first length values",
    reference: "common; the start as in Pine Script",
    forgets: false,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      Recurrence.exponentialAverage(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The exponential moving average of the closes.
  public static func ema(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("ema", .close, length: length)
  }

  /// The exponential moving average of a source.
  public static func ema(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("ema", source, length: length)
  }
}
