import Kernels

/// An average that carries its state from value to value, and starts with the mean of the first *n*.
///
/// The stream of `Recurrence`, to the bit. A NaN gives NaN and changes nothing.
struct RunningAverage {
  private var count = 0
  /// The sum of the first values, then the average.
  private var state = 0.0
  private var isSeeded = false

  /// The exponential average: `previous + 2 / (length + 1) (value - previous)`.
  @inline(__always)
  mutating func exponential(_ value: Double, length: Int) -> Double {
    guard isSeeded else { return seed(value, length) }
    guard value == value else { return .nan }
    state += 2 / (Double(length) + 1) * (value - state)
    return state
  }

  /// Wilder's average: `(previous (length - 1) + value) / length`.
  @inline(__always)
  mutating func wilder(_ value: Double, length: Int) -> Double {
    guard isSeeded else { return seed(value, length) }
    guard value == value else { return .nan }
    let divisor = Double(length)
    state = (state * (divisor - 1) + value) / divisor
    return state
  }

  private mutating func seed(_ value: Double, _ length: Int) -> Double {
    guard value == value else { return .nan }
    state += value
    count += 1
    guard count >= length else { return .nan }
    state /= Double(count)
    isSeeded = true
    return state
  }
}

extension RunningAverage {
  /// The average as a chain that can be run beside others; nil while it has no value.
  func chain(
    _ kind: AverageChain.Kind, length: Int, _ values: UnsafePointer<Double>,
    into results: UnsafeMutablePointer<Double>
  ) -> AverageChain? {
    guard isSeeded, !isSpoilt else { return nil }
    return AverageChain(kind, length: length, from: state, values: values, results: results)
  }

  /// Takes over what a chain ended with.
  mutating func settle(_ average: Double) { state = average }
}

extension RunningAverage {
  /// Whether the first values were complete, so that `follow` may be called.
  var isReady: Bool { isSeeded }

  /// Whether a NaN was followed, which stays for good.
  var isSpoilt: Bool { state != state }

  /// The exponential average of a value that is no NaN, in a loop over a block.
  ///
  /// Loops that take several averages at once let the processor overlap their chains. They work on
  /// copies, and drop them if one is spoilt in the end.
  @inline(__always)
  mutating func follow(_ value: Double, weight: Double) -> Double {
    state += weight * (value - state)
    return state
  }

  /// Wilder's average of a value that is no NaN, in a loop over a block.
  @inline(__always)
  mutating func follow(_ value: Double, divisor: Double) -> Double {
    state = (state * (divisor - 1) + value) / divisor
    return state
  }
}

extension RunningAverage {
  /// The exponential averages of a block; `results` may be the values.
  @inline(__always)
  mutating func exponential(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    let weight = 2 / (Double(length) + 1)
    recur(values, count, length, into: results) { $0 + weight * ($1 - $0) }
  }

  /// Wilder's averages of a block; `results` may be the values.
  @inline(__always)
  mutating func wilder(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    let divisor = Double(length)
    let weight = divisor - 1
    recur(values, count, length, into: results) { ($0 * weight + $1) / divisor }
  }

  @inline(__always)
  private mutating func recur(
    _ values: UnsafePointer<Double>, _ count: Int, _ length: Int,
    into results: UnsafeMutablePointer<Double>, _ step: (Double, Double) -> Double
  ) {
    var place = 0
    while place < count, !isSeeded {
      results[place] = seed(values[place], length)
      place += 1
    }
    // A gap ends the inner loop instead of choosing between two values in it: a choice would
    // lengthen the chain from average to average, which is all the time this takes.
    var average = state
    while place < count {
      while place < count {
        let value = values[place]
        if value != value { break }
        average = step(average, value)
        results[place] = average
        place += 1
      }
      while place < count, values[place].isNaN {
        results[place] = .nan
        place += 1
      }
    }
    state = average
  }
}
