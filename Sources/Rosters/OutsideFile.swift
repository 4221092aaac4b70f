package import Experts
import Files
package import Formats
import Market
import Platform

/// Reads logs of decisions and series of returns.
package enum OutsideFile {
  /// What a file holds, by its columns.
  package static func source(_ path: String) throws(LocatedError) -> Roster.Entry.Source {
    if holdsJSON(path) { return .decisions(path) }
    let table = try DelimitedRows(path)
    return table.column("symbol", "ticker", "instrument") == nil
      ? .returns(path) : .decisions(path)
  }

  private static func holdsJSON(_ path: String) -> Bool {
    [".jsonl", ".ndjson"].contains { path.lowercased().hasSuffix($0) }
  }

  private struct Entry {
    var line: Int
    var time: String
    var symbol: String
    var weight: String?
    var action: String?
  }

  /// Reads `time,symbol,weight|action` as CSV, or one JSON object of these names a line.
  ///
  /// Weights are shares of equity. Of actions, `buy` and `long` hold an equal part of the symbols
  /// that the log names, `short` the same short, `sell`, `close`, `flat` and `cover` nothing, and
  /// `hold` lets things be.
  package static func decisions(_ path: String) throws(LocatedError) -> [LoggedDecision] {
    let entries = holdsJSON(path) ? try jsonEntries(path) : try tableEntries(path)
    guard !entries.isEmpty else {
      throw LocatedError(
        .data, "the log has no decisions", file: path, expected: "rows of time,symbol,weight")
    }
    let share = 1 / Double(Set(entries.map(\.symbol)).count)
    var decisions: [LoggedDecision] = []
    decisions.reserveCapacity(entries.count)
    for entry in entries { decisions.append(try decision(entry, share: share, file: path)) }
    return decisions
  }

  private static func decision(
    _ entry: Entry, share: Double, file: String
  ) throws(LocatedError) -> LoggedDecision {
    guard let time = DelimitedRows.nanoseconds(entry.time) else {
      throw LocatedError(
        .data, "this is no time", file: file, line: entry.line, column: "time",
        found: entry.time, expected: "an ISO date or date and time")
    }
    var weight: Double?
    if let text = entry.weight {
      guard let number = NumberParser.double(text), abs(number) <= 100 else {
        throw LocatedError(
          .data, "this is no weight", file: file, line: entry.line, column: "weight", found: text,
          expected: "a share of equity such as 0.25 or -1")
      }
      weight = number
    } else if let action = entry.action?.lowercased() {
      switch action {
      case "buy", "long": weight = share
      case "short": weight = -share
      case "sell", "close", "flat", "cover", "exit": weight = 0
      case "hold", "wait": weight = nil
      default:
        let known = ["buy", "long", "short", "sell", "close", "flat", "cover", "exit", "hold"]
        throw LocatedError(
          .data, "there is no such action", file: file, line: entry.line, column: "action",
          found: action, expected: known.joined(separator: ", "),
          hint: Suggestion.hint(for: action, in: known))
      }
    }
    return LoggedDecision(
      time: Timestamp(nanoseconds: time), symbol: entry.symbol, weight: weight, line: entry.line)
  }

  private static func tableEntries(_ path: String) throws(LocatedError) -> [Entry] {
    let table = try DelimitedRows(path)
    let weight = table.column("weight", "target", "allocation")
    let action = table.column("action", "signal", "decision")
    guard let time = table.column("time", "date", "timestamp", "datetime"),
      let symbol = table.column("symbol", "ticker", "instrument"), weight != nil || action != nil
    else {
      throw LocatedError(
        .data, "the header lacks a column", file: path, line: 1,
        found: table.names.joined(separator: ", "), expected: "time, symbol, and weight or action")
    }
    return table.rows.map { row in
      Entry(
        line: row.line, time: row.fields[time], symbol: row.fields[symbol],
        weight: weight.map { row.fields[$0] }, action: action.map { row.fields[$0] })
    }
  }

  private static func jsonEntries(_ path: String) throws(LocatedError) -> [Entry] {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error, as: .data)
    }
    var entries: [Entry] = []
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      var value: JSONValue
      do {
        value = try JSONParser.parse(Array(line), file: path)
      } catch {
        var error = error
        error.line = index + 1
        throw error
      }
      guard let time = value["time"]?.text ?? value["date"]?.text,
        let symbol = value["symbol"]?.text
      else {
        throw LocatedError(
          .data, "the decision lacks its time or its symbol", file: path, line: index + 1,
          expected: "{\"time\": …, \"symbol\": …, \"weight\": …}")
      }
      entries.append(
        Entry(
          line: index + 1, time: time, symbol: symbol,
          weight: value["weight"]?.number.map(NumberFormat.shortest),
          action: value["action"]?.text))
    }
    return entries
  }

  /// Reads `date,return`: one return a session day, as a fraction, in order of time.
  package static func returns(_ path: String) throws(LocatedError) -> (
    days: [Int32], values: [Double]
  ) {
    let table = try DelimitedRows(path)
    guard let date = table.column("date", "day", "time", "timestamp"),
      let value = table.column("return", "returns", "ret", "dailyreturn")
    else {
      throw LocatedError(
        .data, "the header lacks a column", file: path, line: 1,
        found: table.names.joined(separator: ", "), expected: "date and return")
    }
    var days: [Int32] = []
    var values: [Double] = []
    for row in table.rows {
      func error(_ message: String, _ column: Int, _ expected: String) -> LocatedError {
        LocatedError(
          .data, message, file: path, line: row.line, column: table.names[column],
          found: row.fields[column], expected: expected)
      }
      guard let time = DelimitedRows.nanoseconds(row.fields[date]) else {
        throw error("this is no date", date, "an ISO date")
      }
      let day = Int32(truncatingIfNeeded: time / Timestamp.nanosecondsPerDay)
      if let last = days.last, day <= last {
        throw error("the day does not come after the day before it", date, "ascending days")
      }
      guard let number = NumberParser.double(row.fields[value]), number.isFinite, number >= -1
      else { throw error("this is no return", value, "a fraction of at least -1, such as 0.012") }
      days.append(day)
      values.append(number)
    }
    guard !days.isEmpty else {
      throw LocatedError(.data, "the file has no returns", file: path, expected: "date,return")
    }
    return (days, values)
  }
}
