extension Indicator {
  /// The end of the straight line that fits the last values best.
  static let linearRegression = Indicator(
    id: "linreg", title: "Linear regression", family: .statistics,
    parameters: [
      .length(standard: 20), .number("offset", standard: 0, in: -1e9...1e9),
    ],
    formula:
      "intercept + slope (length - 1 - offset) of the least-squares line through the last length "
      + "values, the oldest at 0",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: LinearRegressionState.self)
}

/// The stream of `linreg`.
struct LinearRegressionState: IndicatorState {
  private var window = WindowLine()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1), offset: step[2])
  }
}
