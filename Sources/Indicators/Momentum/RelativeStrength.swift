import Kernels

extension Indicator {
  /// The share of rises in all movement, from 0 to 100.
  static let relativeStrength = Indicator(
    id: "rsi", title: "Relative strength index", family: .momentum,
    input: .source(standard: .close),
    parameters: [.length(standard: 14)],
    formula: "100 - 100 / (1 + rma(rises) / rma(falls)); 100 where nothing fell",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: { $0.whole(0) },
    write: { input, values, output in
      Recurrence.relativeStrength(input.source.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The relative strength index of the closes.
  public static func rsi(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("rsi", .close, length: length)
  }

  /// The relative strength index of a source.
  public static func rsi(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("rsi", source, length: length)
  }
}
