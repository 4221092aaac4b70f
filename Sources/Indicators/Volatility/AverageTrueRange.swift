import Kernels

extension Indicator {
  /// Wilder's average of the true ranges.
  static let averageTrueRange = Indicator(
    id: "atr", title: "Average true range", family: .volatility,
    input: .bars([.high, .low, .close]),
    parameters: [.length(standard: 14)],
    formula: "rma(tr, length), where the first bar has high - low",
    reference:
      "J. W. Wilder, New Concepts in Technical Trading Systems (1978); the start as in Pine Script",
    forgets: false,
    lookback: { $0.whole(0) - 1 },
    write: { input, values, output in
      var ranges = [Double](repeating: 0, count: input.count)
      var target = ranges.mutableSpan
      Elementwise.trueRange(
        high: input.high.span, low: input.low.span, close: input.close.span,
        fillsGaps: true, into: &target)
      Recurrence.wilderAverage(ranges.span, length: values.whole(0), into: &output)
    })
}

extension IndicatorRequest {
  /// Wilder's average of the true ranges.
  public static func atr(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("atr", length: length)
  }
}
