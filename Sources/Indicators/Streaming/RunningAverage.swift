/// An average that carries its state from value to value, and starts with the mean of the first *n*.
///
/// The stream of `Recurrence`, to the bit. A NaN gives NaN and changes nothing.
struct RunningAverage {
  private var count = 0
  /// The sum of the first values, then the average.
  private var state = 0.0
  private var isSeeded = false

  /// The exponential average: `previous + 2 / (length + 1) (value - previous)`.
  mutating func exponential(_ value: Double, length: Int) -> Double {
    guard isSeeded else { return seed(value, length) }
    guard !value.isNaN else { return .nan }
    state += 2 / (Double(length) + 1) * (value - state)
    return state
  }

  /// Wilder's average: `(previous (length - 1) + value) / length`.
  mutating func wilder(_ value: Double, length: Int) -> Double {
    guard isSeeded else { return seed(value, length) }
    guard !value.isNaN else { return .nan }
    let divisor = Double(length)
    state = (state * (divisor - 1) + value) / divisor
    return state
  }

  private mutating func seed(_ value: Double, _ length: Int) -> Double {
    guard !value.isNaN else { return .nan }
    state += value
    count += 1
    guard count >= length else { return .nan }
    state /= Double(count)
    isSeeded = true
    return state
  }
}
