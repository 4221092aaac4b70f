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
    Gaps.skipping(input, into: &output) { values, count, results in
      var isSuspect = true
      if count >= length {
        isSuspect = SpreadSums(length: length).write(values, count, into: results) {
          finish(($0 < 0 ? 0 : $0) * share)
        }
      }
      for index in 0..<min(length - 1, count) { results[index] = .nan }
      return isSuspect
    }
  }
}

/// The sums of distances, and of their squares, that windows have of the block before their own.
private struct SpreadSums: ~Copyable {
  private let length: Int
  private let sum: UnsafeMutablePointer<Double>
  private let square: UnsafeMutablePointer<Double>

  init(length: Int) {
    self.length = length
    sum = .allocate(capacity: 4 * length)
    square = sum + 2 * length
  }

  deinit { sum.deallocate() }

  /// Writes what is made of each window's spread; the first windows are not full.
  ///
  /// - Returns: Whether the sum of a block is NaN, as that of a block with a NaN is.
  @inline(__always)
  func write(
    _ values: UnsafePointer<Double>, _ count: Int, into results: UnsafeMutablePointer<Double>,
    _ finish: (Double) -> Double
  ) -> Bool {
    BlockPairing.fill(results, count: count, length: length, keptIn: sum) { blocks in
      blocks.start > 0 ? leaveEndings(values + blocks.start, blocks.distance) : leaveNothing()
    } settle: { blocks in
      settle(values + blocks.start, blocks, finish)
    }
  }

  private func leaveNothing() {
    for place in 0..<length {
      BlockPair().keep(in: sum, place)
      BlockPair().keep(in: square, place)
    }
  }

  /// Sums the blocks before from their backs.
  @inline(__always)
  private func leaveEndings(_ values: UnsafePointer<Double>, _ distance: Int) {
    let (old, pivot) = (values - length, BlockPair(values, distance))
    var (sums, squares) = (BlockPair(), BlockPair())
    var place = length - 1
    while place >= 0 {
      sums.keep(in: sum, place)
      squares.keep(in: square, place)
      let away = BlockPair(old + place, distance) - pivot
      sums += away
      squares += away * away
      place -= 1
    }
  }

  /// Sums the blocks from their fronts, and makes results of the sums.
  @inline(__always)
  private func settle(
    _ values: UnsafePointer<Double>, _ blocks: BlockPairing, _ finish: (Double) -> Double
  ) -> BlockPair {
    let share = 1 / Double(length)
    let pivot = BlockPair(values, blocks.distance)
    var (sums, squares) = (BlockPair(), BlockPair())
    for place in 0..<blocks.count {
      let away = BlockPair(values + place, blocks.distance) - pivot
      sums += away
      squares += away * away
      let total = BlockPair(keptIn: sum, place) + sums
      let whole = BlockPair(keptIn: square, place) + squares
      (whole - total * total * share).map(finish).keep(in: sum, place)
    }
    return sums
  }
}
