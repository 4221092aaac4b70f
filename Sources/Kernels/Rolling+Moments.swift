extension Rolling {
  /// Writes the least-squares line through each window, `offset` before its newest end.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func line(
    _ input: Span<Double>, length: Int, offset: Double, into output: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    Gaps.skipping(input, into: &output) { values, results in
      moments(of: LineMoments.self, values.count, length, into: &results, at: { values[$0] }) {
        LineMoments.value($0, $1, pivot: $2, place: $3, length: length, offset: offset)
      }
    }
  }

  /// Writes the correlation of each window of two columns, which must not hold NaN.
  ///
  /// A covariance up to `tolerance` is 0; a constant column has none, which is NaN.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func correlation(
    _ left: Span<Double>, _ right: Span<Double>, length: Int, tolerance: Double,
    into output: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    precondition(
      left.count == output.count && right.count == output.count,
      "a kernel's columns have one length")
    moments(
      of: PairMoments.self, left.count, length, into: &output, at: { (left[$0], right[$0]) }
    ) { ending, beginning, _, _ in
      PairMoments.correlation(ending, beginning, length: length, tolerance: tolerance)
    }
  }

  /// Puts each window together from the sums of its two parts, block by block.
  @inline(__always)
  private static func moments<Moments: WindowMoments>(
    of type: Moments.Type, _ count: Int, _ length: Int, into results: inout MutableSpan<Double>,
    at value: (Int) -> Moments.Value,
    finish: (Moments, Moments, Moments.Value, Int) -> Double
  ) {
    for index in 0..<min(length - 1, count) { results[index] = .nan }
    guard count >= length else { return }
    var storage = [Moments](repeating: Moments(), count: length)
    var endings = storage.mutableSpan
    for start in stride(from: 0, to: count, by: length) {
      let pivot = value(start)
      let available = min(length, count - start)
      if start > 0 {
        var ending = Moments()
        for index in stride(from: length - 1, through: 0, by: -1) {
          endings[index] = ending
          ending.add(value(start - length + index), pivot: pivot, index: index)
        }
      }
      var beginning = Moments()
      for index in 0..<available {
        beginning.add(value(start + index), pivot: pivot, index: index)
        if start > 0 || index == length - 1 {
          results[start + index] = finish(endings[index], beginning, pivot, index)
        }
      }
    }
  }
}
