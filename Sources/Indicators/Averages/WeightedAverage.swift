extension Indicator {
  /// The mean of the last values, the newest with weight *n*, the oldest with 1.
  static let weightedAverage = Indicator(
    id: "wma", title: "Weighted moving average", family: .average,
    parameters: [.length(standard: 9)],
    formula:
      "(length x[0] + ... + 1 x[length - 1]) / (length (length + 1) / 2); a missing x counts in "
      + "later windows as the one before it",
    reference: "common; gaps as in Pine Script",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: WeightedAverageState.self)
}

/// The stream of `wma`.
struct WeightedAverageState: IndicatorState {
  private var average = WeightedAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    average.add(step[0], length: try step.length(1))
  }
}

/// The weighted mean of the last *n* values, summed anew each time.
struct WeightedAverage {
  private var history = History()

  /// Takes a value and gives the mean of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int) -> Double {
    history.keep(length)
    if value.isNaN {
      if history.count > 0 { history.append(history[ago: 0]) }
      return .nan
    }
    history.append(value)
    return history.window(length) { window in
      var sum = 0.0
      for index in window.indices.reversed() { sum += window[index] * Double(index + 1) }
      return sum / (Double(length) * (Double(length) + 1) / 2)
    } ?? .nan
  }
}
