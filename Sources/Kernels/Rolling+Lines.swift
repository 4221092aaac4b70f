extension Rolling {
  /// Writes the least-squares line through each window, `offset` before its newest end.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func line(
    _ input: Span<Double>, length: Int, offset: Double, into output: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    Gaps.skipping(input, into: &output) { values, count, results in
      var isSuspect = true
      if count >= length {
        isSuspect = LineSums(length: length, offset: offset).write(values, count, into: results)
      }
      for index in 0..<min(length - 1, count) { results[index] = .nan }
      return isSuspect
    }
  }
}

/// The sums of distances, and of their moments, that windows have of the block before their own.
private struct LineSums: ~Copyable {
  private let length: Int
  private let offset: Double
  private let sum: UnsafeMutablePointer<Double>
  private let moment: UnsafeMutablePointer<Double>

  init(length: Int, offset: Double) {
    self.length = length
    self.offset = offset
    sum = .allocate(capacity: 4 * length)
    moment = sum + 2 * length
  }

  deinit { sum.deallocate() }

  /// Writes the lines' values; the first windows are not full.
  ///
  /// - Returns: Whether the sum of a block is NaN, as that of a block with a NaN is.
  func write(
    _ values: UnsafePointer<Double>, _ count: Int, into results: UnsafeMutablePointer<Double>
  ) -> Bool {
    BlockPairing.fill(results, count: count, length: length, keptIn: sum) { blocks in
      blocks.start > 0 ? leaveEndings(values + blocks.start, blocks.distance) : leaveNothing()
    } settle: { blocks in
      settle(values + blocks.start, blocks)
    }
  }

  private func leaveNothing() {
    for place in 0..<length {
      BlockPair().keep(in: sum, place)
      BlockPair().keep(in: moment, place)
    }
  }

  /// Sums the blocks before from their backs.
  @inline(__always)
  private func leaveEndings(_ values: UnsafePointer<Double>, _ distance: Int) {
    let (old, pivot) = (values - length, BlockPair(values, distance))
    var (sums, moments) = (BlockPair(), BlockPair())
    var number = BlockPair(Double(length - 1), Double(length - 1))
    var place = length - 1
    while place >= 0 {
      sums.keep(in: sum, place)
      moments.keep(in: moment, place)
      let away = BlockPair(old + place, distance) - pivot
      sums += away
      moments += number * away
      number -= 1
      place -= 1
    }
  }

  /// Sums the blocks from their fronts, and makes of the sums what `LineMoments.value` makes.
  @inline(__always)
  private func settle(
    _ values: UnsafePointer<Double>, _ blocks: BlockPairing
  ) -> BlockPair {
    let count = Double(length)
    let share = 1 / count
    let centre = (count - 1) / 2
    let lever = LineMoments.lever(length: length, offset: offset)
    let pivot = BlockPair(values, blocks.distance)
    var (sums, moments) = (BlockPair(), BlockPair())
    // Places as numbers, in both lanes.
    var (before, after) = (BlockPair(), BlockPair(count - 1, count - 1))
    for place in 0..<blocks.count {
      let away = BlockPair(values + place, blocks.distance) - pivot
      sums += away
      moments += before * away
      before += 1
      let endSums = BlockPair(keptIn: sum, place)
      let total = endSums + sums
      let ending = BlockPair(keptIn: moment, place) - before * endSums
      let moment = ending + (moments + after * sums) - centre * total
      after -= 1
      (pivot + total * share + moment * lever).keep(in: sum, place)
    }
    return sums
  }
}
