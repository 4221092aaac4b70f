import Formats
import Platform

/// The rows of a table, as columns, each row fulfilling the rules for its form and values.
struct RawTable: Sendable {
  /// Nanoseconds since the epoch, local or not, or numbers of periods, in the order of the file.
  var times: [Int64]
  var columns: [[Double]]
  var lines: LineMap
  var log: ViolationLog
  /// Whether some times are what clocks show.
  var hasLocalTimes: Bool
  /// Whether some times are instants.
  var hasInstants: Bool
  /// Whether there is more than dates.
  var hasTimesOfDay: Bool
}

/// Which line each row comes from.
struct LineMap: Sendable {
  let firstLine: Int
  /// Lines without a row, ascending.
  let skipped: [Int32]

  /// The line of every row.
  ///
  /// - Complexity: O(*n*); called only when something is wrong.
  func lines(rowCount: Int) -> [Int] {
    var lines: [Int] = []
    lines.reserveCapacity(rowCount)
    var line = firstLine
    var next = 0
    while lines.count < rowCount {
      if next < skipped.count, Int(skipped[next]) == line {
        next += 1
      } else {
        lines.append(line)
      }
      line += 1
    }
    return lines
  }
}

/// Reads a table on several threads.
///
/// The file is cut into pieces at the ends of lines. A first pass counts the lines of each piece,
/// so that in a second one every piece knows its rows and its line numbers; the result does not
/// depend on the cut or on the number of workers.
struct TableReader {
  let layout: TableLayout
  let rules: RowRules
  let repair: Repair
  var pieceSize = 1 << 20
  let workers: Int
  let cancellation: Cancellation?

  private struct Piece {
    let range: Range<Int>
    let firstLine: Int
    let firstRow: Int
    let lineCount: Int
  }

  /// Reads all rows; nil if cancelled.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> RawTable? {
    nonisolated(unsafe) let lines = TextLines(bytes: bytes)
    guard let pieces = pieces(lines) else { return nil }
    let capacity = pieces.last.map { $0.firstRow + $0.lineCount } ?? 0
    var outcomes: [ChunkReader.Outcome]?
    var columns: [[Double]] = []
    var rowCount = 0
    let times = [Int64](unsafeUninitializedCapacity: capacity) { times, count in
      LargePages.ask(for: UnsafeMutableRawBufferPointer(times))
      columns = ColumnMemory.make(layout.numberCount, capacity: capacity) { buffers in
        nonisolated(unsafe) let destination = ChunkReader.Destination(
          times: times.baseAddress!, columns: buffers.map { $0.baseAddress! })
        let results = parallelMap(
          count: pieces.count, workers: workers, cancellation: cancellation
        ) { index in
          var reader = ChunkReader(lines: lines, layout: layout, rules: rules, repair: repair)
          let piece = pieces[index]
          reader.read(
            piece.range, firstLine: piece.firstLine, firstRow: piece.firstRow, into: destination)
          return reader.outcome
        }
        outcomes = results.contains { $0 == nil } ? nil : results.compactMap(\.self)
        rowCount = outcomes.map { close(pieces, $0, destination) } ?? 0
        return rowCount
      }
      count = rowCount
    }
    return outcomes.map { table(times: times, columns: columns, outcomes: $0) }
  }

  private func table(
    times: [Int64], columns: [[Double]], outcomes: [ChunkReader.Outcome]
  ) -> RawTable {
    var log = ViolationLog()
    for outcome in outcomes { log.append(outcome.log) }
    return RawTable(
      times: times, columns: columns,
      lines: LineMap(
        firstLine: layout.firstLine, skipped: outcomes.flatMap(\.skippedLines)),
      log: log, hasLocalTimes: outcomes.contains(where: \.hasLocalTimes),
      hasInstants: outcomes.contains(where: \.hasInstants),
      hasTimesOfDay: outcomes.contains(where: \.hasTimesOfDay))
  }

  /// Closes the holes that lines without a row leave, and returns the number of rows.
  private func close(
    _ pieces: [Piece], _ outcomes: [ChunkReader.Outcome], _ destination: ChunkReader.Destination
  ) -> Int {
    var rowCount = 0
    for (piece, outcome) in zip(pieces, outcomes) {
      if rowCount != piece.firstRow {
        (destination.times + rowCount).update(
          from: destination.times + piece.firstRow, count: outcome.rowCount)
        for column in destination.columns {
          (column + rowCount).update(from: column + piece.firstRow, count: outcome.rowCount)
        }
      }
      rowCount += outcome.rowCount
    }
    return rowCount
  }

  private func pieces(_ lines: TextLines) -> [Piece]? {
    nonisolated(unsafe) let lines = lines
    var bounds = [layout.rowsStart]
    var next = layout.rowsStart + pieceSize
    while next < lines.bytes.count {
      let start = lines.lineStart(atOrAfter: next)
      if start < lines.bytes.count { bounds.append(start) }
      next = start + pieceSize
    }
    bounds.append(lines.bytes.count)
    let ends = bounds
    let counts = parallelMap(
      count: bounds.count - 1, workers: workers, cancellation: cancellation
    ) { lines.lineCount(ends[$0]..<ends[$0 + 1]) }
    var pieces: [Piece] = []
    var line = layout.firstLine
    for (index, count) in counts.enumerated() {
      guard let count else { return nil }
      pieces.append(
        Piece(
          range: bounds[index]..<bounds[index + 1], firstLine: line,
          firstRow: line - layout.firstLine, lineCount: count))
      line += count
    }
    return pieces
  }
}

/// Memory for columns that several threads fill.
private enum ColumnMemory {
  /// How many columns are made one within the other.
  private static let nestedCount = 8

  /// Makes columns, lets `fill` write into them, and keeps as many values as it says.
  ///
  /// Few columns, which may be long, are made each within the making of the one before: so all can
  /// be written at once and none is copied. Many columns are copied.
  static func make(
    _ count: Int, capacity: Int, fill: ([UnsafeMutableBufferPointer<Double>]) -> Int
  ) -> [[Double]] {
    count <= nestedCount
      ? nested(count, capacity: capacity, fill: fill)
      : copied(count, capacity: capacity, fill: fill)
  }

  private static func nested(
    _ count: Int, capacity: Int, fill: ([UnsafeMutableBufferPointer<Double>]) -> Int
  ) -> [[Double]] {
    var columns: [[Double]] = []
    var valueCount = 0
    func make(_ buffers: [UnsafeMutableBufferPointer<Double>]) {
      if buffers.count == count {
        valueCount = fill(buffers)
        return
      }
      let column = [Double](unsafeUninitializedCapacity: capacity) { buffer, initialized in
        LargePages.ask(for: UnsafeMutableRawBufferPointer(buffer))
        make(buffers + [buffer])
        initialized = valueCount
      }
      columns.append(column)
    }
    make([])
    return columns.reversed()
  }

  private static func copied(
    _ count: Int, capacity: Int, fill: ([UnsafeMutableBufferPointer<Double>]) -> Int
  ) -> [[Double]] {
    let buffers = (0..<count).map { _ in
      UnsafeMutableBufferPointer<Double>.allocate(capacity: capacity)
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    let valueCount = fill(buffers)
    return buffers.map { Array($0[..<valueCount]) }
  }
}
