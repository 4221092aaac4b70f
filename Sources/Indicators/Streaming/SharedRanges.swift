/// The true ranges of a block of bars, which all averages of them share.
package struct SharedRanges: ~Copyable {
  private let start: UnsafeMutablePointer<Double>
  private var areThere = false

  /// Makes room for blocks of at most so many bars.
  package init(blockLength: Int) { start = .allocate(capacity: blockLength) }

  deinit { start.deallocate() }

  /// Forgets the ranges, so that another block's can be asked for.
  package mutating func forget() { areThere = false }

  /// The true ranges of a block, which is the same until they are forgotten.
  mutating func ranges(of block: IndicatorBlock) -> UnsafePointer<Double> {
    if !areThere { block.trueRanges(fillsGaps: true, into: start) }
    areThere = true
    return UnsafePointer(start)
  }
}
