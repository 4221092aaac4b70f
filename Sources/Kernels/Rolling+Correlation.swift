extension Rolling {
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
          PairSums(capacity: min(length, left.count))
            .write(x, y, left.count, length, tolerance, into: results)
          for index in 0..<min(length - 1, left.count) { results[index] = .nan }
        }
      }
    }
  }
}

/// The sums of distances, squares and products that windows have of the block before their own.
private struct PairSums: ~Copyable {
  private let capacity: Int
  private let memory: UnsafeMutablePointer<Double>

  init(capacity: Int) {
    self.capacity = capacity
    memory = .allocate(capacity: 10 * capacity)
  }

  deinit { memory.deallocate() }

  private func column(_ index: Int) -> UnsafeMutablePointer<Double> {
    memory + 2 * index * capacity
  }

  /// Writes the correlations; the first windows are not full.
  func write(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int, _ length: Int,
    _ tolerance: Double, into results: UnsafeMutablePointer<Double>
  ) {
    BlockPairing.forEach(of: count, length: length) { blocks in
      if blocks.start > 0 {
        leaveEndings(x + blocks.start, y + blocks.start, blocks.distance, length)
      } else {
        memory.update(repeating: 0, count: 10 * capacity)
      }
      settle(x + blocks.start, y + blocks.start, blocks, length)
      choose(blocks.count, length, tolerance)
      blocks.part(memory, into: results)
    }
  }

  /// Sums the blocks before from their backs.
  @inline(__always)
  private func leaveEndings(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ distance: Int, _ length: Int
  ) {
    let (oldX, oldY) = (x - length, y - length)
    let (pivotX, pivotY) = (BlockPair(x, distance), BlockPair(y, distance))
    let (sumX, sumY) = (column(0), column(1))
    let (squareX, squareY, product) = (column(2), column(3), column(4))
    var (sumsX, sumsY) = (BlockPair(), BlockPair())
    var (squaresX, squaresY, products) = (BlockPair(), BlockPair(), BlockPair())
    var place = length - 1
    while place >= 0 {
      sumsX.keep(in: sumX, place)
      sumsY.keep(in: sumY, place)
      squaresX.keep(in: squareX, place)
      squaresY.keep(in: squareY, place)
      products.keep(in: product, place)
      let awayX = BlockPair(oldX + place, distance) - pivotX
      let awayY = BlockPair(oldY + place, distance) - pivotY
      sumsX += awayX
      sumsY += awayY
      squaresX += awayX * awayX
      squaresY += awayY * awayY
      products += awayX * awayY
      place -= 1
    }
  }

  /// Sums the blocks from their fronts, and makes of the sums what `PairMoments.correlation` makes.
  @inline(__always)
  private func settle(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ blocks: BlockPairing,
    _ length: Int
  ) {
    let share = 1 / Double(length)
    let (pivotX, pivotY) = (BlockPair(x, blocks.distance), BlockPair(y, blocks.distance))
    let (sumX, sumY) = (column(0), column(1))
    let (squareX, squareY, product) = (column(2), column(3), column(4))
    var (sumsX, sumsY) = (BlockPair(), BlockPair())
    var (squaresX, squaresY, products) = (BlockPair(), BlockPair(), BlockPair())
    for place in 0..<blocks.count {
      let awayX = BlockPair(x + place, blocks.distance) - pivotX
      let awayY = BlockPair(y + place, blocks.distance) - pivotY
      sumsX += awayX
      sumsY += awayY
      squaresX += awayX * awayX
      squaresY += awayY * awayY
      products += awayX * awayY
      let totalX = BlockPair(keptIn: sumX, place) + sumsX
      let totalY = BlockPair(keptIn: sumY, place) + sumsY
      let spreadX = BlockPair(keptIn: squareX, place) + squaresX - totalX * totalX * share
      let spreadY = BlockPair(keptIn: squareY, place) + squaresY - totalY * totalY * share
      let covariance = BlockPair(keptIn: product, place) + products - totalX * totalY * share
      BlockPair(
        spreadX.x < spreadY.x ? spreadX.x : spreadY.x,
        spreadX.y < spreadY.y ? spreadX.y : spreadY.y
      ).keep(in: sumX, place)
      let spread = spreadX * spreadY
      spread.keep(in: sumY, place)
      covariance.keep(in: squareX, place)
      // Where the product is negative there is no correlation.
      (covariance / spread.root).keep(in: squareY, place)
    }
  }

  /// Makes correlations of what was kept: a loop without a chain, which takes several at a time.
  private func choose(_ count: Int, _ length: Int, _ tolerance: Double) {
    let share = 1 / Double(length)
    let (least, product, covariance, ratio) = (column(0), column(1), column(2), column(3))
    for index in 0..<2 * count {
      let spread = Spread(
        least: least[index], product: product[index], covariance: covariance[index], share: share)
      least[index] = spread.correlation(ratio[index], tolerance: tolerance)
    }
  }
}
