public import Formats
public import Market
import Platform

/// Files of dividends, splits and rates: `symbol,date,kind,value` in any order of columns.
public enum EventFile {
  /// Reads events, oldest first.
  ///
  /// The date, a column named `date`, `ex_date`, `time` or the like, is an ISO date or a date and
  /// time, UTC unless it has an offset. Kinds are those of ``CashFlowEvent/Kind`` in any case. The
  /// symbol may be left out for interest alone. A split is new units per old unit, `2` or `2:1`.
  /// - Throws: A data error that names the file, the line and the column.
  public static func load(_ path: String) throws(LocatedError) -> [CashFlowEvent] {
    let file = try FileNature.open(path)
    return try file.withBytes { bytes throws(LocatedError) in
      try read(bytes.bindMemory(to: UInt8.self), file: path)
    }
  }

  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String
  ) throws(LocatedError) -> [CashFlowEvent] {
    try FileNature.requireText(bytes, file: file)
    let lines = TextLines(bytes: bytes)
    var offset = FileNature.markLength(bytes)
    var number = 0
    var columns: EventColumns?
    var events: [CashFlowEvent] = []
    while offset < bytes.count {
      let (line, next) = lines.line(at: offset)
      offset = next
      number += 1
      if TextLines.isBlank(line) || line.first == 0x23 { continue }
      guard let known = columns else {
        columns = try EventColumns(line, file: file, line: number)
        continue
      }
      events.append(try known.event(line, file: file, line: number))
    }
    if columns == nil {
      throw LocatedError(
        .data, "the file is empty", file: file, expected: "symbol, date, kind and value")
    }
    // The sort keeps events of one instant as they stand.
    return events.enumerated().sorted { left, right in
      (left.element.time, left.offset) < (right.element.time, right.offset)
    }.map(\.element)
  }
}

/// Where the columns of an events file are.
private struct EventColumns {
  let splitter: LineSplitter
  let names: [String]
  let symbol: Int?
  let date: Int
  let kind: Int
  let value: Int

  init(
    _ header: UnsafeBufferPointer<UInt8>, file: String, line: Int
  ) throws(LocatedError) {
    splitter = LineSplitter(separator: TableLayout.separator(of: header))
    let names = splitter.texts(header) ?? []
    self.names = names
    let plain = names.map { $0.lowercased().filter(\.isLetter) }
    func find(_ candidates: [String]) throws(LocatedError) -> Int {
      if let index = plain.firstIndex(where: candidates.contains) { return index }
      throw LocatedError(
        .data, "no column has the \(candidates[0])", file: file, line: line,
        found: names.joined(separator: ", "), expected: "symbol, date, kind and value")
    }
    symbol = plain.firstIndex { ["symbol", "ticker", "instrument"].contains($0) }
    date = try find(["date", "exdate", "time", "timestamp", "datetime", "effectivedate"])
    kind = try find(["kind", "type", "event", "action"])
    value = try find(["value", "amount", "ratio", "rate"])
  }

  func event(
    _ line: UnsafeBufferPointer<UInt8>, file: String, line number: Int
  ) throws(LocatedError) -> CashFlowEvent {
    let fields = splitter.texts(line) ?? []
    guard fields.count > max(date, kind, value, symbol ?? 0) else {
      throw LocatedError(
        .data, "the row has too few columns", file: file, line: number,
        found: "\(fields.count)", expected: "\(names.count): \(names.joined(separator: ", "))")
    }
    func error(_ message: String, _ column: Int, _ expected: String, _ hint: String? = nil)
      -> LocatedError
    {
      LocatedError(
        .data, message, file: file, line: number, column: names[column], found: fields[column],
        expected: expected, hint: hint)
    }
    var text = fields[date]
    guard let time = TimeReader(.calendar).read(&text) else {
      throw error("this is no date", date, TimeStyle.calendar.expectation)
    }
    let kinds = CashFlowEvent.Kind.allCases.map(\.rawValue)
    guard let known = CashFlowEvent.Kind(rawValue: fields[kind].lowercased()) else {
      throw error(
        "unknown kind of event", kind, kinds.joined(separator: ", "),
        Suggestion.hint(for: fields[kind], in: kinds))
    }
    guard let amount = Self.amount(fields[value], known) else {
      throw error("this is no value of a \(known)", value, Self.expectation(known))
    }
    let name = symbol.map { fields[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    if name == nil, known != .interest {
      let column = symbol.map { names[$0] }
      throw LocatedError(
        .data, "a \(known) needs a symbol", file: file, line: number, column: column)
    }
    return CashFlowEvent(
      symbol: name, time: Timestamp(nanoseconds: time.nanoseconds), kind: known, value: amount)
  }

  private static func amount(_ text: String, _ kind: CashFlowEvent.Kind) -> Double? {
    guard kind == .split else { return NumberParser.double(text) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { NumberParser.double($0) }
    switch (parts.count, parts[0], parts[parts.count - 1]) {
    case (1, let ratio?, _) where ratio > 0: return ratio
    case (2, let new?, let old?) where new > 0 && old > 0: return new / old
    default: return nil
    }
  }

  private static func expectation(_ kind: CashFlowEvent.Kind) -> String {
    switch kind {
    case .dividend: "cash per unit, such as 0.22"
    case .split: "new units per old unit above 0, such as 2 or 3:2"
    case .funding: "a rate of notional, such as 0.0001"
    case .borrow, .interest: "a yearly rate, such as 0.05"
    }
  }
}
