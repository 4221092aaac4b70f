import Kernels

extension Indicator {
  /// The range of the bar with the gap from the close before.
  static let trueRange = Indicator(
    id: "tr", title: "True range", family: .volatility,
    input: .bars([.high, .low, .close]),
    parameters: [.flag("fill")],
    formula:
      "max(high - low, |high - close[1]|, |low - close[1]|); the first bar has high - low "
      + "if fill, else none",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: true,
    lookback: { $0.flag(0) ? 0 : 1 },
    write: { input, values, output in
      Elementwise.trueRange(
        high: input.high.span, low: input.low.span, close: input.close.span,
        fillsGaps: values.flag(0), into: &output)
    })
}

extension IndicatorRequest {
  /// The true range of each bar but the first.
  public static let tr = IndicatorRequest("tr")
}
