/// Arithmetic on columns, element by element.
///
/// NaN in, NaN out. All columns have one length. Complexity: O(*n*) time, no allocation.
package enum Elementwise {
  /// Writes the mean of two columns.
  package static func mean(
    _ first: Span<Double>, _ second: Span<Double>, into output: inout MutableSpan<Double>
  ) {
    precondition(
      first.count == output.count && second.count == output.count,
      "a kernel's columns have one length")
    for index in first.indices { output[index] = (first[index] + second[index]) / 2 }
  }

  /// Writes the mean of three columns.
  package static func mean(
    _ first: Span<Double>, _ second: Span<Double>, _ third: Span<Double>,
    into output: inout MutableSpan<Double>
  ) {
    precondition(
      first.count == output.count && second.count == output.count && third.count == output.count,
      "a kernel's columns have one length")
    for index in first.indices {
      output[index] = (first[index] + second[index] + third[index]) / 3
    }
  }

  /// Writes the mean of four columns, added from left to right.
  package static func mean(
    _ first: Span<Double>, _ second: Span<Double>, _ third: Span<Double>, _ fourth: Span<Double>,
    into output: inout MutableSpan<Double>
  ) {
    precondition(
      first.count == output.count && second.count == output.count && third.count == output.count
        && fourth.count == output.count, "a kernel's columns have one length")
    for index in first.indices {
      let three = first[index] + second[index] + third[index]
      output[index] = (three + fourth[index]) / 4
    }
  }

  /// Writes each value less the one `distance` places before; NaN where there is none.
  package static func difference(
    _ input: Span<Double>, distance: Int = 1, into output: inout MutableSpan<Double>
  ) {
    precondition(distance >= 1, "a difference looks back at least one place")
    precondition(input.count == output.count, "a kernel's columns have one length")
    for index in 0..<min(distance, input.count) { output[index] = .nan }
    guard distance < input.count else { return }
    for index in distance..<input.count { output[index] = input[index] - input[index - distance] }
  }

  /// Writes the true range: the largest of high - low, |high - close before|, |low - close before|.
  ///
  /// Where the close before is missing, as on the first bar, the result is high - low if
  /// `fillsGaps`, NaN if not.
  package static func trueRange(
    high: Span<Double>, low: Span<Double>, close: Span<Double>, fillsGaps: Bool,
    into output: inout MutableSpan<Double>
  ) {
    let count = output.count
    precondition(
      high.count == count && low.count == count && close.count == count,
      "a kernel's columns have one length")
    guard count > 0 else { return }
    output[0] = fillsGaps ? high[0] - low[0] : .nan
    for index in 1..<count {
      let before = close[index - 1]
      let range = high[index] - low[index]
      let rise = (high[index] - before).magnitude
      let fall = (low[index] - before).magnitude
      let larger = rise > fall ? rise : fall
      output[index] =
        before.isNaN ? (fillsGaps ? range : .nan) : range > larger || range.isNaN ? range : larger
    }
  }
}
