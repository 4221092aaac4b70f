extension Rolling {
  /// Writes the mean square distance of each window's values from their mean.
  ///
  /// The divisor is `length`, less 1 if `unbiased`; an unbiased window of 1 gives NaN. A constant
  /// window gives exactly 0.
  ///
  /// Sums are taken of the distances from the first value of the window's own block. That value is
  /// in the window, so its distance from the mean is at most about √*n* deviations, and cancellation
  /// costs no more than a factor of *n* in the last places.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func variance(
    _ input: Span<Double>, length: Int, unbiased: Bool = false,
    into output: inout MutableSpan<Double>
  ) {
    spreads(input, length, unbiased, into: &output) { $0 }
  }

  /// Writes the square roots of the variances.
  package static func standardDeviation(
    _ input: Span<Double>, length: Int, unbiased: Bool = false,
    into output: inout MutableSpan<Double>
  ) {
    // The magnitude is the number itself; it tells that the root cannot fail.
    spreads(input, length, unbiased, into: &output) { $0.magnitude.squareRoot() }
  }

  @inline(__always)
  private static func spreads(
    _ input: Span<Double>, _ length: Int, _ unbiased: Bool,
    into output: inout MutableSpan<Double>, finish: (Double) -> Double
  ) {
    precondition(length >= 1, "a window holds at least one value")
    let share = unbiased ? length == 1 ? .nan : 1 / Double(length - 1) : 1 / Double(length)
    Gaps.skipping(input, into: &output) { values, results in
      guard values.count >= length else {
        for index in values.indices { results[index] = .nan }
        return
      }
      var squares = [Double](repeating: 0, count: length)
      var ending = squares.mutableSpan
      for start in stride(from: 0, to: values.count, by: length) {
        leaveEndings(beforeBlockAt: start, values, length, in: &results, &ending)
        foldBlock(at: start, values, length, into: &results, &ending) {
          finish(($0 < 0 ? 0 : $0) * share)
        }
      }
    }
  }

  /// Leaves in each result of a block the sum of distances of what its window has of the block
  /// before, and in `squares` the sum of their squares.
  @inline(__always)
  private static func leaveEndings(
    beforeBlockAt start: Int, _ values: Span<Double>, _ length: Int,
    in results: inout MutableSpan<Double>, _ squares: inout MutableSpan<Double>
  ) {
    guard start > 0 else { return }
    let pivot = values[start]
    let available = min(length, values.count - start)
    var sum = 0.0
    var square = 0.0
    for offset in stride(from: length - 1, to: 0, by: -1) {
      if offset < available {
        results[start + offset] = sum
        squares[offset] = square
      }
      let distance = values[start - length + offset] - pivot
      sum += distance
      square += distance * distance
    }
    results[start] = sum
    squares[0] = square
  }

  /// Finishes the results of a block; the first block has only its last.
  ///
  /// Sums first, roots after: a loop without a chain runs several elements at a time.
  @inline(__always)
  private static func foldBlock(
    at start: Int, _ values: Span<Double>, _ length: Int,
    into results: inout MutableSpan<Double>, _ squares: inout MutableSpan<Double>,
    _ finish: (Double) -> Double
  ) {
    let pivot = values[start]
    let share = 1 / Double(length)
    let count = min(length, values.count - start)
    var sum = 0.0
    var square = 0.0
    for offset in 0..<count {
      let distance = values[start + offset] - pivot
      sum += distance
      square += distance * distance
      results[start + offset] = start == 0 ? sum : results[start + offset] + sum
      squares[offset] = start == 0 ? square : squares[offset] + square
    }
    do {
      var roots = results._mutatingExtracting(start..<start + count)
      let whole = squares._mutatingExtracting(0..<count)
      for offset in roots.indices {
        let total = roots[offset]
        roots[offset] = finish(whole[offset] - total * total * share)
      }
    }
    if start == 0 { for offset in 0..<length - 1 { results[offset] = .nan } }
  }
}
