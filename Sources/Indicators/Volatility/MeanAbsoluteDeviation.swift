extension Indicator {
  /// How far the last values lie from their mean, on average.
  static let meanAbsoluteDeviation = Indicator(
    id: "dev", title: "Mean absolute deviation", family: .volatility,
    parameters: [.length(standard: 20)],
    formula: "sum(|x[i] - sma(x)|) / length",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: MeanAbsoluteDeviationState.self)
}

/// The stream of `dev`.
struct MeanAbsoluteDeviationState: IndicatorState {
  private var window = MeanDeviation()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1)).deviation
  }
}

/// The mean of the last *n* values and their mean distance from it.
struct MeanDeviation {
  private var sum = WindowSum()
  private var history = History()

  /// Takes a value and gives the window's mean and mean distance, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int) -> (mean: Double, deviation: Double) {
    guard !value.isNaN else { return (.nan, .nan) }
    history.keep(length)
    history.append(value)
    let mean = sum.mean(value, length: length)
    let total = history.window(length) { window in
      var total = 0.0
      for other in window { total += (other - mean).magnitude }
      return total
    }
    return (mean, (total ?? .nan) / Double(length))
  }
}
