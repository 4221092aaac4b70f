extension Rolling {
  /// Writes the mean of each window, and lines `factor` standard deviations above and below it.
  ///
  /// The bits are those of `mean` and `standardDeviation`. The column must not hold NaN.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func bands(
    _ values: Span<Double>, length: Int, factor: Double, middle: inout MutableSpan<Double>,
    upper: inout MutableSpan<Double>, lower: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    precondition(
      values.count == middle.count && values.count == upper.count && values.count == lower.count,
      "a kernel's columns have one length")
    values.withUnsafeBufferPointer { values in
      middle.withUnsafeMutableBufferPointer { middle in
        upper.withUnsafeMutableBufferPointer { upper in
          lower.withUnsafeMutableBufferPointer { lower in
            guard let first = values.baseAddress, let means = middle.baseAddress,
              let tops = upper.baseAddress, let bottoms = lower.baseAddress
            else { return }
            BandSums(capacity: min(length, values.count))
              .write(first, values.count, length, factor, means, tops, bottoms)
            for index in 0..<min(length - 1, values.count) {
              (means[index], tops[index], bottoms[index]) = (.nan, .nan, .nan)
            }
          }
        }
      }
    }
  }
}

/// The sums that bands are made of, of what windows have of the block before their own.
private struct BandSums: ~Copyable {
  private let whole: UnsafeMutablePointer<Double>
  private let sum: UnsafeMutablePointer<Double>
  private let square: UnsafeMutablePointer<Double>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    whole = .allocate(capacity: 6 * capacity)
    sum = whole + 2 * capacity
    square = whole + 4 * capacity
  }

  deinit { whole.deallocate() }

  /// Writes the bands of a column; the first windows are not full and must be overwritten.
  func write(
    _ values: UnsafePointer<Double>, _ count: Int, _ length: Int, _ factor: Double,
    _ means: UnsafeMutablePointer<Double>, _ tops: UnsafeMutablePointer<Double>,
    _ bottoms: UnsafeMutablePointer<Double>
  ) {
    BlockPairing.forEach(of: count, length: length) { blocks in
      blocks.start > 0
        ? leaveEndings(values + blocks.start, blocks.distance, length) : leaveNothing()
      settle(values, blocks, length, factor, means, tops, bottoms)
    }
  }

  private func leaveNothing() {
    for place in 0..<capacity {
      // To add to -0 leaves every number as it is, zeros too.
      BlockPair(-0.0, -0.0).keep(in: whole, place)
      BlockPair().keep(in: sum, place)
      BlockPair().keep(in: square, place)
    }
  }

  /// Sums the blocks before from their backs.
  @inline(__always)
  private func leaveEndings(_ values: UnsafePointer<Double>, _ distance: Int, _ length: Int) {
    let (old, pivot) = (values - length, BlockPair(values, distance))
    var (total, sums, squares) = (BlockPair(-0.0, -0.0), BlockPair(), BlockPair())
    var place = length - 1
    while place >= 0 {
      total.keep(in: whole, place)
      sums.keep(in: sum, place)
      squares.keep(in: square, place)
      let value = BlockPair(old + place, distance)
      let away = value - pivot
      total += value
      sums += away
      squares += away * away
      place -= 1
    }
  }

  /// Sums the blocks from their fronts, and writes bands of the sums, two places at a time.
  @inline(__always)
  private func settle(
    _ column: UnsafePointer<Double>, _ blocks: BlockPairing, _ length: Int, _ factor: Double,
    _ means: UnsafeMutablePointer<Double>, _ tops: UnsafeMutablePointer<Double>,
    _ bottoms: UnsafeMutablePointer<Double>
  ) {
    let divisor = Double(length)
    let share = 1 / divisor
    let values = column + blocks.start
    let pivot = BlockPair(values, blocks.distance)
    var (total, sums, squares) = (BlockPair(-0.0, -0.0), BlockPair(), BlockPair())
    @inline(__always)
    func next(_ place: Int) -> (centre: BlockPair, width: BlockPair) {
      let value = BlockPair(values + place, blocks.distance)
      let away = value - pivot
      total += value
      sums += away
      squares += away * away
      let mass = BlockPair(keptIn: sum, place) + sums
      let variance = BlockPair(keptIn: square, place) + squares - mass * mass * share
      let width = factor * (variance.map { $0 < 0 ? 0 : $0 } * share).root
      return ((BlockPair(keptIn: whole, place) + total) / divisor, width)
    }
    var place = 0
    while place &+ 2 <= blocks.count {
      let (centre, width) = next(place)
      let (laterCentre, laterWidth) = next(place &+ 1)
      blocks.put(centre, laterCentre, in: means, at: place)
      blocks.put(centre + width, laterCentre + laterWidth, in: tops, at: place)
      blocks.put(centre - width, laterCentre - laterWidth, in: bottoms, at: place)
      place &+= 2
    }
    guard place < blocks.count else { return }
    let (centre, width) = next(place)
    blocks.put(centre, in: means, at: place)
    blocks.put(centre + width, in: tops, at: place)
    blocks.put(centre - width, in: bottoms, at: place)
  }
}
