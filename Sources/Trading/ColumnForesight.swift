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
  /// What the second thread alone works with.
  private final class Grower: @unchecked Sendable {
    let growing: [GrowingColumns]
    let foresight: ColumnForesight
    let barCount: Int

    init(_ growing: [GrowingColumns], _ foresight: ColumnForesight, barCount: Int) {
      self.growing = growing
      self.foresight = foresight
      self.barCount = barCount
    }

    func activeBars(ofBlock block: Int) -> [Int] {
      let length = ColumnForesight.blockLength
      let bars = (block * length)..<min(barCount, (block + 1) * length)
      for columns in growing { columns.grow(to: bars.upperBound) }
      var found: [Int] = []
      foresight.findActiveBars(in: bars, into: &found)
      return found
    }
  }

  private let work: WorkAhead<[Int]>
  private let source: ViewColumns
  /// A combination of what was read ahead, kept so that the reads are.
  private var readAhead: UInt64 = 0

  /// Begins to compute.
  package init(
    _ expert: any ColumnExpert, _ source: ViewColumns, firstBar: Int, growing: [GrowingColumns]
  ) {
    let barCount = source.series[0].count
    let grower = Grower(
      growing, ColumnForesight(expert, RunColumns(source, firstBar: firstBar)),
      barCount: barCount)
    let length = ColumnForesight.blockLength
    work = WorkAhead(count: (barCount + length - 1) / length) { grower.activeBars(ofBlock: $0) }
    self.source = source
  }

  package var blockLength: Int { ColumnForesight.blockLength }

  package var sparesBars: Bool { true }

  package var needsIdleness: Bool { false }

  package func findActiveBars(in bars: Range<Int>, into found: inout [Int]) {
    found = work.next() ?? []
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
