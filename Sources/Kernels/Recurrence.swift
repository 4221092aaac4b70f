/// Averages that carry their state from value to value.
///
/// Both start with the mean of the first *n* values, so the first `length - 1` results are NaN. NaN
/// values are skipped as `Gaps` says. They forget nothing for good: an infinite value stays.
/// Complexity: O(*n*) time, no allocation.
package enum Recurrence {
  /// Writes the exponential moving average: `previous + 2 / (length + 1) (value - previous)`.
  ///
  /// In exactly this form, which is that of the strategy language; others differ in the last bits.
  package static func exponentialAverage(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    let weight = 2 / (Double(length) + 1)
    recur(input, length, into: &output) { previous, value in
      previous + weight * (value - previous)
    }
  }

  /// Writes Wilder's average: `(previous (length - 1) + value) / length`.
  package static func wilderAverage(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    let divisor = Double(length)
    let weight = divisor - 1
    recur(input, length, into: &output) { previous, value in
      (previous * weight + value) / divisor
    }
  }

  @inline(__always)
  private static func recur(
    _ input: Span<Double>, _ length: Int, into output: inout MutableSpan<Double>,
    _ step: (Double, Double) -> Double
  ) {
    precondition(length >= 1, "an average holds at least one value")
    precondition(input.count == output.count, "a kernel's columns have one length")
    var seed = Seed(length: length)
    var index = 0
    while index < input.count, !seed.isComplete {
      output[index] = seed.add(input[index])
      index += 1
    }
    var average = seed.mean
    // A gap ends the inner loop instead of choosing between two values in it: a choice would
    // lengthen the chain from average to average, which is all the time this takes.
    while index < input.count {
      while index < input.count {
        let value = input[index]
        if value.isNaN { break }
        average = step(average, value)
        output[index] = average
        index += 1
      }
      while index < input.count, input[index].isNaN {
        output[index] = .nan
        index += 1
      }
    }
  }
}

extension Recurrence {
  /// Writes Wilder's relative strength index, from 0 to 100.
  ///
  /// `100 - 100 / (1 + up / down)` with Wilder's averages of the rises and of the falls from one
  /// value to the next; 100 where nothing fell. The first result comes with value `length + 1`. A
  /// change from or to a NaN is none, so both of its bars are NaN.
  package static func relativeStrength(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "an average holds at least one value")
    precondition(input.count == output.count, "a kernel's columns have one length")
    guard !input.isEmpty else { return }
    var rises = Seed(length: length)
    var falls = Seed(length: length)
    output[0] = .nan
    var index = 1
    while index < input.count, !rises.isComplete {
      let change = input[index] - input[index - 1]
      let up = rises.add(rise(change))
      output[index] = strength(up, falls.add(rise(-change)))
      index += 1
    }
    let divisor = Double(length)
    let weight = divisor - 1
    var (up, down) = (rises.mean, falls.mean)
    while index < input.count {
      let change = input[index] - input[index - 1]
      if change.isNaN {
        output[index] = .nan
      } else {
        up = (up * weight + rise(change)) / divisor
        down = (down * weight + rise(-change)) / divisor
        output[index] = strength(up, down)
      }
      index += 1
    }
  }

  /// The change if it goes up, 0 if it goes down, NaN if there is none.
  @inline(__always)
  private static func rise(_ change: Double) -> Double {
    change < 0 ? 0 : change
  }

  @inline(__always)
  private static func strength(_ up: Double, _ down: Double) -> Double {
    down == 0 ? 100 : 100 - 100 / (1 + up / down)
  }
}

extension Recurrence {
  /// The mean of the first values, which starts an average.
  private struct Seed {
    let length: Int
    private var count = 0
    private var sum = 0.0

    init(length: Int) { self.length = length }

    var isComplete: Bool { count == length }
    var mean: Double { sum / Double(length) }

    /// Takes a value and returns the mean once it is complete, NaN before.
    mutating func add(_ value: Double) -> Double {
      guard !value.isNaN else { return .nan }
      sum += value
      count += 1
      return isComplete ? mean : .nan
    }
  }
}
