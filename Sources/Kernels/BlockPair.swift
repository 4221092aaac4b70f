/// A place of two blocks of a column that lie one behind the other, side by side in a register.
///
/// Sums over blocks are chains, and so two of them cost what one costs. Each lane does what a loop
/// over its own block would do, in the same order, to the same bits.
typealias BlockPair = SIMD2<Double>

extension BlockPair {
  /// Reads a place of the first block and the one so far behind it.
  @inline(__always)
  init(_ place: UnsafePointer<Double>, _ distance: Int) {
    self.init(place[0], place[distance])
  }

  /// Reads what was kept at an index.
  @inline(__always)
  init(keptIn memory: UnsafePointer<Double>, _ index: Int) {
    self = UnsafeRawPointer(memory + 2 &* index).loadUnaligned(as: BlockPair.self)
  }

  /// Keeps both lanes side by side.
  ///
  /// Lanes that go to different places at once would be computed one by one, so that whole registers
  /// are kept and parted in the end.
  @inline(__always)
  func keep(in memory: UnsafeMutablePointer<Double>, _ index: Int) {
    UnsafeMutableRawPointer(memory + 2 &* index).storeBytes(of: self, as: BlockPair.self)
  }

  /// What a function makes of the same lanes.
  @inline(__always)
  func combined(with other: BlockPair, _ combine: (Double, Double) -> Double) -> BlockPair {
    BlockPair(combine(x, other.x), combine(y, other.y))
  }

  /// What a function makes of each lane.
  @inline(__always)
  func map(_ function: (Double) -> Double) -> BlockPair { BlockPair(function(x), function(y)) }

  /// The roots of the magnitudes, which cannot fail.
  @inline(__always)
  var root: BlockPair { map { $0.magnitude.squareRoot() } }
}

/// Two blocks that are taken side by side, or one by itself, which both lanes take.
struct BlockPairing {
  /// Where the first begins.
  let start: Int
  /// How many places of it there are.
  let count: Int
  /// How far behind it the second lies, 0 if it is by itself.
  let distance: Int

  /// Takes a column's blocks of a length, two by two but for the first and the last.
  @inline(__always)
  static func forEach(of count: Int, length: Int, _ body: (BlockPairing) -> Void) {
    var start = 0
    while start < count {
      let isPair = start > 0 && start + 2 * length <= count
      body(
        BlockPairing(
          start: start, count: min(length, count - start), distance: isPair ? length : 0))
      start += isPair ? 2 * length : length
    }
  }

  /// Fills a column with what is kept of its blocks once their sums are settled.
  ///
  /// - Parameters:
  ///   - start: Makes ready for the first blocks, and for others sums the blocks before them.
  ///   - settle: Keeps the results of blocks and gives the sums of both.
  /// - Returns: Whether the sum of a block is NaN, as that of a block with a NaN is.
  @inline(__always)
  static func fill(
    _ results: UnsafeMutablePointer<Double>, count: Int, length: Int,
    keptIn kept: UnsafePointer<Double>, start: (BlockPairing) -> Void,
    settle: (BlockPairing) -> BlockPair
  ) -> Bool {
    var isSuspect = false
    forEach(of: count, length: length) { blocks in
      start(blocks)
      let whole = settle(blocks)
      isSuspect = isSuspect || whole.x.isNaN || whole.y.isNaN
      blocks.part(kept, into: results)
    }
    return isSuspect
  }

  /// Writes what was kept of the blocks to where they are.
  func part(_ kept: UnsafePointer<Double>, into column: UnsafeMutablePointer<Double>) {
    let results = column + start
    if distance == 0 {
      for index in 0..<count { results[index] = kept[2 &* index] }
      return
    }
    var index = 0
    while index &+ 2 <= count {
      put(
        BlockPair(keptIn: kept, index), BlockPair(keptIn: kept, index &+ 1), in: column, at: index)
      index &+= 2
    }
    if index < count { put(BlockPair(keptIn: kept, index), in: column, at: index) }
  }

  /// Writes the results of a place and of the next to where they are in a column.
  @inline(__always)
  func put(
    _ first: BlockPair, _ second: BlockPair, in column: UnsafeMutablePointer<Double>,
    at place: Int
  ) {
    let results = column + (start &+ place)
    UnsafeMutableRawPointer(results).storeBytes(
      of: BlockPair(first.x, second.x), as: BlockPair.self)
    // Both lanes of a block by itself are the same, and so may be written to the same place.
    UnsafeMutableRawPointer(results + distance).storeBytes(
      of: BlockPair(first.y, second.y), as: BlockPair.self)
  }

  /// Writes the results of a place to where they are in a column.
  @inline(__always)
  func put(_ result: BlockPair, in column: UnsafeMutablePointer<Double>, at place: Int) {
    let results = column + (start &+ place)
    (results[0], results[distance]) = (result.x, result.y)
  }
}
