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
struct WeightedAverageState: IndicatorState, ~Copyable {
  private var average = WeightedAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    average.add(step[0], length: try step.length(1))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    average.add(block[0], count: block.count, length: length, into: block.first)
    return true
  }
}

/// The weighted mean of the last *n* values, summed anew each time.
struct WeightedAverage: ~Copyable {
  private var history = History()

  /// Takes a value and gives the mean of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int) -> Double {
    history.keep(length)
    if value.isNaN {
      if history.count > 0 { history.append(history[ago: 0]) }
      return .nan
    }
    history.append(value)
    guard let window = history.window(length) else { return .nan }
    var sum = 0.0
    for index in window.indices.reversed() { sum += window[index] * Double(index + 1) }
    return sum / Self.weight(length)
  }

  private static func weight(_ length: Int) -> Double {
    Double(length) * (Double(length) + 1) / 2
  }

  /// Takes a block of values and gives the means; `results` may be the values.
  mutating func add(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    guard history.count >= length - 1, !Lanes.containNaN(values, count: count) else {
      for place in 0..<count { results[place] = add(values[place], length: length) }
      return
    }
    history.keep(length)
    let newest = history.append(values, count: count)
    let whole = Self.weight(length)
    Lanes.forEachGroup(count, results) { place in
      var sum = Lanes.Vector()
      var weight = Double(length)
      for ago in 0..<length {
        sum += Lanes.load(newest + (place - ago)) * weight
        weight -= 1
      }
      return sum / whole
    }
  }
}
