/// Sums and extremes over the last *n* values of a column.
///
/// The column is cut into blocks of *n*. The window that ends at a block's item *j* is the end of the
/// block before, from its item *j* + 1 on, and the beginning of its own block, to item *j*. So each
/// window costs one step along each block, whatever its length, and holds nothing but its own values:
/// no sum drifts, and a bad value is forgotten with the window (van Herk 1992; Gil, Werman 1993).
///
/// A result depends on the values up to it only, and a stream that keeps two blocks can give the same
/// bits. The first `length - 1` results are NaN. NaN values are skipped as `Gaps` says; an infinite
/// value makes the sums that hold it infinite or NaN. Complexity: O(*n*) time, no allocation unless
/// there are gaps.
package enum Rolling {
  /// Writes the sum of each window.
  package static func sum(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    windows(input, length, into: &output, showsNaN: true, combine: { $0 + $1 }, finish: { $0 })
  }

  /// Writes the arithmetic mean of each window.
  package static func mean(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    let divisor = Double(length)
    windows(
      input, length, into: &output, showsNaN: true, combine: { $0 + $1 },
      finish: { $0 / divisor })
  }

  /// Writes the largest value of each window, of equal ones the oldest.
  package static func maximum(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    windows(
      input, length, into: &output, showsNaN: false, combine: { $0 < $1 ? $1 : $0 },
      finish: { $0 })
  }

  /// Writes the smallest value of each window, of equal ones the oldest.
  package static func minimum(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    windows(
      input, length, into: &output, showsNaN: false, combine: { $1 < $0 ? $1 : $0 },
      finish: { $0 })
  }
}

extension Rolling {
  /// Writes where each value lies between the window's lowest low and highest high, from 0 to 100.
  ///
  /// - Parameter lowest: Receives the lowest lows.
  package static func stochastic(
    _ input: Span<Double>, high: Span<Double>, low: Span<Double>, length: Int,
    lowest: inout MutableSpan<Double>, into output: inout MutableSpan<Double>
  ) {
    precondition(input.count == output.count, "a kernel's columns have one length")
    maximum(high, length: length, into: &output)
    minimum(low, length: length, into: &lowest)
    for index in input.indices {
      let bottom = lowest[index]
      output[index] = 100 * (input[index] - bottom) / (output[index] - bottom)
    }
  }
}

extension Rolling {
  /// Folds each window with an operation that does not care where the window is cut.
  ///
  /// - Parameters:
  ///   - showsNaN: Whether what holds a NaN is folded to NaN.
  ///   - finish: Makes results of two folds at a time: a division of two costs what
  ///     one costs.
  @inline(__always)
  private static func windows(
    _ input: Span<Double>, _ length: Int, into output: inout MutableSpan<Double>,
    showsNaN: Bool, combine: (Double, Double) -> Double,
    finish: (SIMD2<Double>) -> SIMD2<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    Gaps.skipping(input, into: &output) { values, count, results in
      let isSuspect = fold(values, count, length, into: results, combine, finish)
      return isSuspect || !showsNaN
    }
  }

  /// Folds the windows of a column without NaN, block by block.
  ///
  /// - Returns: Whether the fold of a block is NaN, or there is none.
  @inline(__always)
  private static func fold(
    _ values: UnsafePointer<Double>, _ count: Int, _ length: Int,
    into results: UnsafeMutablePointer<Double>, _ combine: (Double, Double) -> Double,
    _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) -> Bool {
    for index in 0..<min(length - 1, count) { results[index] = .nan }
    guard count >= length else { return true }
    var first = values[0]
    for index in 1..<length { first = combine(first, values[index]) }
    results[length - 1] = finish(SIMD2(first, first)).x
    leaveEndings(ofBlockAt: 0, values, count, length, in: results, combine)
    var isSuspect = first.isNaN
    var start = length
    while start + 2 * length <= count {
      let whole = foldBothWays(values + start, length, into: results + start, combine, finish)
      isSuspect = isSuspect || whole.isNaN
      start += length
    }
    while start < count {
      let whole = foldForwards(start, values, count, length, into: results, combine, finish)
      isSuspect = isSuspect || whole.isNaN
      leaveEndings(ofBlockAt: start, values, count, length, in: results, combine)
      start += length
    }
    return isSuspect
  }

  /// Finishes a block's results and leaves its endings in the next block's, which must be whole.
  ///
  /// The two chains run in opposite directions at the same time, which hides half their latency.
  @inline(__always)
  private static func foldBothWays(
    _ values: UnsafePointer<Double>, _ length: Int, into results: UnsafeMutablePointer<Double>,
    _ combine: (Double, Double) -> Double, _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) -> Double {
    let last = length - 1
    var beginning = values[0]
    var ending = values[last]
    var offset = 0
    // The newest values first, and where what is left of them in the next block's windows goes.
    let (newest, endings) = (values + last, results + (last + last))
    while offset + 2 <= last {
      let first = combine(results[offset], beginning)
      beginning = combine(beginning, values[offset + 1])
      let second = combine(results[offset + 1], beginning)
      beginning = combine(beginning, values[offset + 2])
      let whole = finish(SIMD2(first, second))
      results[offset] = whole.x
      results[offset + 1] = whole.y
      endings[-offset] = ending
      ending = combine(newest[-offset - 1], ending)
      endings[-offset - 1] = ending
      ending = combine(newest[-offset - 2], ending)
      offset += 2
    }
    if offset < last {
      let first = combine(results[offset], beginning)
      results[offset] = finish(SIMD2(first, first)).x
      beginning = combine(beginning, values[offset + 1])
      endings[-offset] = ending
    }
    results[last] = finish(SIMD2(beginning, beginning)).x
    return beginning
  }

  /// Finishes the results of a block, the last of which may be missing.
  @inline(__always)
  private static func foldForwards(
    _ start: Int, _ values: UnsafePointer<Double>, _ count: Int, _ length: Int,
    into results: UnsafeMutablePointer<Double>, _ combine: (Double, Double) -> Double,
    _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) -> Double {
    var beginning = values[start]
    for offset in 0..<min(length, count - start) {
      if offset > 0 { beginning = combine(beginning, values[start + offset]) }
      let whole = offset == length - 1 ? beginning : combine(results[start + offset], beginning)
      results[start + offset] = finish(SIMD2(whole, whole)).x
    }
    return beginning
  }

  /// Leaves in each result of the next block the fold of what its window has of this block.
  @inline(__always)
  private static func leaveEndings(
    ofBlockAt start: Int, _ values: UnsafePointer<Double>, _ count: Int, _ length: Int,
    in results: UnsafeMutablePointer<Double>, _ combine: (Double, Double) -> Double
  ) {
    let next = start + length
    guard length > 1, next < count else { return }
    var ending = values[next - 1]
    for offset in stride(from: length - 2, through: 0, by: -1) {
      if next + offset < count { results[next + offset] = ending }
      ending = combine(values[start + offset], ending)
    }
  }
}
