/// The foresight of an expert that tells from columns alone.
package final class ColumnForesight: Foresight {
  /// What is asked about at a time stays in the cache until the replay has been there.
  package static let blockLength = 4_096

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
