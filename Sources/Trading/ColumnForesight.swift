package import Indicators
import Market
import Platform

/// The foresight of an expert that tells from columns alone.
package final class ColumnForesight: Foresight {
  /// What is asked about at a time stays in the cache until the replay has been there.
  static let blockLength = 4_096

  private let expert: any ColumnExpert
  private var columns: RunColumns

  package init(_ expert: any ColumnExpert, _ columns: consuming RunColumns) {
    self.expert = expert
    self.columns = columns
  }

  package var blockLength: Int { Self.blockLength }

  package var sparesBars: Bool { true }

  package var needsIdleness: Bool { false }

  package func findActiveBars(in bars: Range<Int>, into found: inout [Int]) {
    columns.show(to: bars.upperBound)
    found = expert.activeBars(columns, in: bars)
  }
}

/// The same while the columns grow: a second thread computes them and asks the expert.
///
/// The replay reads a block's columns after the block was handed over, and never beyond.
package final class GrowingForesight: Foresight {
  /// What grows, on whichever thread is at it, and the active bars of each block.
  private final class Blocks: @unchecked Sendable {
    let growing: [GrowingColumns]
    let foresight: ColumnForesight
    let barCount: Int
    let count: Int
    /// For each block its active bars, the worker's until the block is taken.
    let found: UnsafeMutablePointer<[Int]>

    init(_ growing: [GrowingColumns], _ foresight: ColumnForesight, barCount: Int) {
      self.growing = growing
      self.foresight = foresight
      self.barCount = barCount
      let length = ColumnForesight.blockLength
      count = (barCount + length - 1) / length
      found = .allocate(capacity: count)
      found.initialize(repeating: [], count: count)
    }

    deinit {
      found.deinitialize(count: count)
      found.deallocate()
    }

    func fill(_ block: Int) {
      let length = ColumnForesight.blockLength
      let bars = (block * length)..<min(barCount, (block + 1) * length)
      for columns in growing { columns.grow(to: bars.upperBound) }
      foresight.findActiveBars(in: bars, into: &found[block])
    }
  }

  private let blocks: Blocks
  private let work: WorkAhead
  private let source: ViewColumns
  /// A combination of what was read ahead, kept so that the reads are.
  private var readAhead: UInt64 = 0

  /// Begins to compute.
  package init(
    _ expert: any ColumnExpert, _ source: ViewColumns, firstBar: Int, growing: [GrowingColumns]
  ) {
    let blocks = Blocks(
      growing, ColumnForesight(expert, RunColumns(source, firstBar: firstBar)),
      barCount: source.series[0].count)
    // The columns have room for all bars, so nobody ever waits for room.
    work = WorkAhead(count: blocks.count, room: max(1, blocks.count)) { blocks.fill($0) }
    self.blocks = blocks
    self.source = source
  }

  deinit { work.stop() }

  package var blockLength: Int { ColumnForesight.blockLength }

  package var sparesBars: Bool { true }

  package var needsIdleness: Bool { false }

  package func findActiveBars(in bars: Range<Int>, into found: inout [Int]) {
    guard let block = work.next() else { return found.removeAll() }
    found.removeAll(keepingCapacity: true)
    swap(&found, &blocks.found[block])
    for column in 0..<source.columns.count {
      let values = source.columnTable[column].values
      // The other processor has just written them. Read together, the waits for it overlap.
      for bar in found where bars.contains(bar) {
        readAhead &+= values[bar].bitPattern &+ values[max(0, bar - 1)].bitPattern
      }
    }
  }

  /// Ends the second thread's work.
  ///
  /// - Returns: Whether the columns are whole.
  package func stop() -> Bool { work.stop() }
}
