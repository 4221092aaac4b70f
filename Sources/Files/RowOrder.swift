import Formats

/// Puts the rows of a table into strictly ascending order of time, as far as repairs allow.
///
/// What is against the rules and not repaired is recorded and left out.
struct RowOrder {
  private var table: RawTable
  private let repair: Repair
  private let timeName: String?
  /// The line of each row, once something is wrong.
  private var lineNumbers: [Int]?
  /// Rows to be left out.
  private var removed: [Int] = []

  /// Returns the table with instants in strictly ascending order.
  ///
  /// - Parameter zone: The clocks that local times are of; nil if times are to stay as they are.
  static func apply(
    to table: RawTable, zone: TimeZoneRules?, repair: Repair, timeName: String?
  ) -> RawTable {
    var order = RowOrder(table: table, repair: repair, timeName: timeName)
    if let zone { order.convert(from: zone) }
    if repair.contains(.sort) { order.sort() }
    order.checkOrder()
    order.removeRows()
    return order.table
  }

  private init(table: RawTable, repair: Repair, timeName: String?) {
    self.table = table
    self.repair = repair
    self.timeName = timeName
  }

  private mutating func line(ofRow row: Int) -> Int {
    if let lineNumbers { return lineNumbers[row] }
    let numbers = table.lines.lines(rowCount: table.times.count)
    lineNumbers = numbers
    return numbers[row]
  }

  private mutating func record(
    _ kind: Violation.Kind, row: Int, _ message: String, found: Int64, expected: String
  ) {
    let line = line(ofRow: row)
    table.log.add(kind, line: line, action: repair.action(for: kind)) {
      Violation(
        kind: kind, line: line, column: timeName, message: message,
        found: ISODateFormat.short(nanoseconds: found), expected: expected)
    }
  }

  /// Turns local times into instants.
  ///
  /// Of two instants with one local time it is the earlier, unless the row before is already there;
  /// then it is the later.
  private mutating func convert(from zone: TimeZoneRules) {
    var clock = LocalClock(zone)
    var previous = Int64.min
    for row in table.times.indices {
      let local = table.times[row]
      guard let (first, second) = clock.instants(ofLocal: local) else {
        record(
          .skippedTime, row: row, "the clocks of \(zone.name) skip this time", found: local,
          expected: "a time that clocks show")
        removed.append(row)
        continue
      }
      if let second, first <= previous { previous = second } else { previous = first }
      table.times[row] = previous
    }
    removeRows()
  }

  /// Sorts rows by time; rows with one time keep their order.
  private mutating func sort() {
    var latest = Int64.min
    for row in table.times.indices {
      if table.times[row] < latest {
        record(
          .backwards, row: row, "the time goes backwards", found: table.times[row],
          expected: "at least \(ISODateFormat.short(nanoseconds: latest))")
      } else {
        latest = table.times[row]
      }
    }
    guard lineNumbers != nil else { return }
    let times = table.times
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    select(order)
  }

  /// Records rows that do not come after the ones before them.
  private mutating func checkOrder() {
    let times = table.times
    var kept = 0
    for row in times.indices.dropFirst() {
      if times[row] > times[kept] {
        kept = row
        continue
      }
      let isDuplicate = times[row] == times[kept]
      record(
        isDuplicate ? .duplicate : .backwards, row: row,
        isDuplicate ? "the time repeats" : "the time goes backwards", found: times[row],
        expected: "later than \(ISODateFormat.short(nanoseconds: times[kept])) of the row before")
      if isDuplicate, repair.contains(.last) {
        removed.append(kept)
        kept = row
      } else {
        removed.append(row)
      }
    }
  }

  private mutating func removeRows() {
    guard !removed.isEmpty else { return }
    var isKept = [Bool](repeating: true, count: table.times.count)
    for row in removed { isKept[row] = false }
    removed = []
    select(isKept.indices.filter { isKept[$0] })
  }

  /// Keeps some rows, in the given order.
  private mutating func select(_ rows: [Int]) {
    table.times = rows.map { table.times[$0] }
    table.columns = table.columns.map { column in rows.map { column[$0] } }
    lineNumbers = lineNumbers.map { numbers in rows.map { numbers[$0] } }
  }
}
