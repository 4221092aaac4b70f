extension Rolling {
  /// Writes the least-squares line through each window, `offset` before its newest end.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func line(
    _ input: Span<Double>, length: Int, offset: Double, into output: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    Gaps.skipping(input, into: &output) { values, results in
      values.withUnsafeBufferPointer { values in
        results.withUnsafeMutableBufferPointer { results in
          guard let first = values.baseAddress, let target = results.baseAddress else { return }
          lines(first, values.count, length, offset, into: target)
        }
      }
    }
  }

  private static func lines(
    _ values: UnsafePointer<Double>, _ count: Int, _ length: Int, _ offset: Double,
    into results: UnsafeMutablePointer<Double>
  ) {
    var storage = [LineMoments](repeating: LineMoments(), count: min(length, count))
    storage.withUnsafeMutableBufferPointer { storage in
      guard count >= length, let endings = storage.baseAddress else { return }
      for start in stride(from: 0, to: count, by: length) {
        if start > 0 { LineMoments.leaveEndings(values + start, length: length, in: endings) }
        var beginning = LineMoments()
        LineMoments.values(
          values + start, count: min(length, count - start), pivot: values[start], place: 0,
          length: length, offset: offset, endings: endings, &beginning, into: results + start)
      }
    }
    for index in 0..<min(length - 1, count) { results[index] = .nan }
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
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        output.withUnsafeMutableBufferPointer { output in
          guard let x = left.baseAddress, let y = right.baseAddress,
            let results = output.baseAddress
          else { return }
          correlations(x, y, left.count, length, tolerance, into: results)
        }
      }
    }
  }

  private static func correlations(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int, _ length: Int,
    _ tolerance: Double, into results: UnsafeMutablePointer<Double>
  ) {
    var storage = [PairMoments](repeating: PairMoments(), count: min(length, count))
    var spreads = PairSpreads(capacity: 64, length: length)
    storage.withUnsafeMutableBufferPointer { storage in
      guard let endings = storage.baseAddress else { return }
      var settled = 0
      for start in stride(from: 0, to: count, by: length) {
        if start > 0 { PairMoments.leaveEndings(x + start, y + start, length: length, in: endings) }
        let end = min(start + length, count)
        var beginning = PairMoments()
        var place = start
        while place < end {
          let taken = min(end - place, spreads.vacancy)
          spreads.add(
            x + place, y + place, count: taken, pivot: (x[start], y[start]),
            endings: endings + (place - start), &beginning)
          place += taken
          if spreads.vacancy == 0 || place == count {
            spreads.finish(tolerance: tolerance, into: results + settled)
            settled = place
          }
        }
      }
    }
    for index in 0..<min(length - 1, count) { results[index] = .nan }
  }
}
