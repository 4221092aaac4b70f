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
struct MeanAbsoluteDeviationState: IndicatorState, ~Copyable {
  private var window = MeanDeviation()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1)).deviation
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    window.add(
      block[0], count: block.count, length: length, means: block.scratch(0), into: block.first)
    return true
  }
}

/// The mean of the last *n* values and their mean distance from it.
///
/// Equal values have no distance, though their mean may be rounded: what divides by it must not see
/// the rounding of one over that of the other.
struct MeanDeviation: ~Copyable {
  private var sum = WindowSum()

  /// Takes a value and gives the window's mean and mean distance, NaN while there are fewer.
  mutating func add(_ value: Double, length: Int) -> (mean: Double, deviation: Double) {
    guard !value.isNaN else { return (.nan, .nan) }
    let mean = sum.mean(value, length: length)
    guard let window = sum.history.window(length) else { return (mean, .nan) }
    var total = 0.0
    for other in window { total += (other - mean).magnitude }
    let deviation = total / Double(length)
    return isRounding(deviation, of: mean, length) && window.allSatisfy { $0 == value }
      ? (value, 0) : (mean, deviation)
  }

  /// Whether a deviation is small enough to be all rounding of the mean, as that of equal values.
  @inline(__always)
  private func isRounding(_ deviation: Double, of mean: Double, _ length: Int) -> Bool {
    deviation <= mean.magnitude * (Double(length) * 0x1p-52)
  }

  /// Takes a block of values and gives the means and mean distances.
  mutating func add(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    means: UnsafeMutablePointer<Double>, into results: UnsafeMutablePointer<Double>
  ) {
    guard sum.history.count >= length - 1, !Lanes.containNaN(values, count: count) else {
      for place in 0..<count {
        (means[place], results[place]) = add(values[place], length: length)
      }
      return
    }
    sum.mean(values, count: count, length: length, into: means)
    let windows = sum.history.start(ofLast: count + length - 1)
    let divisor = Double(length)
    Lanes.forEachGroup(count, results) { place in
      let mean = Lanes.load(means + place)
      var total = Lanes.Vector()
      for index in 0..<length {
        total += Lanes.magnitude(Lanes.load(windows + (place + index)) - mean)
      }
      return total / divisor
    }
    for place in 0..<count where isRounding(results[place], of: means[place], length) {
      let window = UnsafeBufferPointer(start: windows + place, count: length)
      if window.allSatisfy({ $0 == values[place] }) {
        (means[place], results[place]) = (values[place], 0)
      }
    }
  }
}
