import Indicators
import Market
import Platform
import Trading

/// The foresight of an expert that a helper has ahead of the replay: it lets the columns grow that
/// are not there yet, asks the expert, and looks at the bars between active ones.
///
/// The replay reads a block's columns after the block was handed over, and never beyond.
final class ForesightAhead: Foresight {
  /// What is known of a block.
  struct Block {
    var activeBars: [Int] = []
    /// The stretches that end with the active bars, and the rest of the block.
    var stretches: [BarStretch] = []
  }

  /// How many blocks may lie there: what the helper has written is still in its caches when the
  /// replay reads it.
  private static let room = 16

  /// What grows, on whichever thread is at it, and what is known of the latest blocks.
  private final class Blocks: @unchecked Sendable {
    let growing: [GrowingColumns]
    let foresight: ColumnForesight
    let bars: BarColumns
    let usesVolume: Bool
    /// A sum of what was read ahead, kept so that the reads are.
    private var readAhead: Int64 = 0
    /// What is known of a block, the worker's until the block is taken, in places used in turn.
    let places: UnsafeMutablePointer<Block>

    init(
      _ growing: [GrowingColumns], _ foresight: ColumnForesight, _ bars: BarColumns,
      usesVolume: Bool
    ) {
      self.growing = growing
      self.foresight = foresight
      self.bars = bars
      self.usesVolume = usesVolume
      places = .allocate(capacity: room)
      places.initialize(repeating: Block(), count: room)
    }

    deinit {
      places.deinitialize(count: room)
      places.deallocate()
    }

    func fill(_ number: Int) {
      let length = foresight.blockLength
      let range = (number * length)..<min(bars.count, (number + 1) * length)
      for columns in growing { columns.grow(to: range.upperBound) }
      foresight.findActiveBars(in: range, into: &places[number % room].activeBars)
      cut(range, &places[number % room])
    }

    /// Looks at the bars between active ones.
    private func cut(_ range: Range<Int>, _ block: inout Block) {
      for bar in block.activeBars where range.contains(bar) {
        readAhead &+= bars.readAhead(at: bar)
      }
      block.stretches.removeAll(keepingCapacity: true)
      var first = range.lowerBound
      for bar in block.activeBars {
        // What a faulty expert names out of order is for the replay to refuse.
        guard bar >= first, bar < range.upperBound else { break }
        block.stretches.append(BarStretch(first..<bar + 1, of: bars, usesVolume: usesVolume))
        first = bar + 1
      }
      if first < range.upperBound {
        block.stretches.append(
          BarStretch(first..<range.upperBound, of: bars, usesVolume: usesVolume))
      }
    }
  }

  private let blocks: Blocks
  /// The second thread's work, to which the replay may add.
  let work: WorkAhead
  private let source: ViewColumns
  /// A combination of what was read ahead, kept so that the reads are.
  private var readAhead: UInt64 = 0

  /// Begins to work.
  ///
  /// - Parameters:
  ///   - growing: The columns among those of the source that are not there yet.
  ///   - usesVolume: Whether fills ask for the volume of their bar.
  init(
    _ expert: any ColumnExpert, _ source: ViewColumns, firstBar: Int, growing: [GrowingColumns],
    usesVolume: Bool
  ) {
    let blocks = Blocks(
      growing, ColumnForesight(expert, RunColumns(source, firstBar: firstBar)),
      BarColumns(source.series[0]), usesVolume: usesVolume)
    let length = blocks.foresight.blockLength
    work = WorkAhead(count: (blocks.bars.count + length - 1) / length, room: Self.room) {
      blocks.fill($0)
    }
    self.blocks = blocks
    self.source = source
  }

  deinit { work.stop() }

  var blockLength: Int { blocks.foresight.blockLength }

  var sparesBars: Bool { true }

  var needsIdleness: Bool { false }

  func findActiveBars(in bars: Range<Int>, into found: inout [Int]) {
    found = nextBlock(bars)?.pointee.activeBars ?? []
  }

  /// What is known of the next block, until the one after it is asked for.
  func nextBlock(_ bars: Range<Int>) -> UnsafePointer<Block>? {
    guard let number = work.next() else { return nil }
    let block = UnsafePointer(blocks.places + number % Self.room)
    var sum: UInt64 = 0
    for column in 0..<source.columns.count {
      let values = source.columnTable[column].values
      // The other processor has just written them. Read together, the waits for it overlap.
      for bar in block.pointee.activeBars where bars.contains(bar) {
        sum &+= values[bar].bitPattern &+ values[max(0, bar - 1)].bitPattern
      }
    }
    readAhead &+= sum
    return block
  }

  /// Ends the second thread's work.
  ///
  /// - Returns: Whether the columns are whole.
  func stop() -> Bool { work.stop() }
}
