public import Formats
public import Market
import Platform

/// A round trip as another tool lists it.
public struct ListedTrade: Sendable, Hashable {
  /// The number that the list gives it.
  public var number: Int
  /// Whether it was bought first.
  public var isLong: Bool
  /// Open instant of the bar of the entry.
  public var entryTime: Timestamp
  /// Open instant of the bar of the exit; of the last bar where it is still open.
  public var exitTime: Timestamp
  /// Price per unit at the entry.
  public var entryPrice: Double
  /// Price per unit at the exit; the last price where it is still open.
  public var exitPrice: Double
  /// Units; nil where the list has none.
  public var quantity: Double?
  /// Profit after fees, in the list's currency; nil where the list has none.
  public var netProfit: Double?
  /// What the list calls the entry.
  public var entrySignal: String
  /// What the list calls the exit.
  public var exitSignal: String
  /// Whether the position was still open when the list was made.
  public var isOpen: Bool

  /// Makes a trade.
  public init(
    number: Int, isLong: Bool, entryTime: Timestamp, exitTime: Timestamp, entryPrice: Double,
    exitPrice: Double, quantity: Double? = nil, netProfit: Double? = nil,
    entrySignal: String = "", exitSignal: String = "", isOpen: Bool = false
  ) {
    self.number = number
    self.isLong = isLong
    self.entryTime = entryTime
    self.exitTime = exitTime
    self.entryPrice = entryPrice
    self.exitPrice = exitPrice
    self.quantity = quantity
    self.netProfit = netProfit
    self.entrySignal = entrySignal
    self.exitSignal = exitSignal
    self.isOpen = isOpen
  }
}

/// Lists of trades that charting platforms export: two rows a trade, entry and exit.
///
/// Columns are found by their names: a number, `Type` with `Entry long`, `Exit short` and the like,
/// a date and time, the signal, a price, and where present the size and the net profit. The rows
/// of a trade may stand in either order. An exit whose signal is `Open` is of a trade still open.
public enum TradeListReader {
  /// Reads a list, by ascending number.
  ///
  /// - Parameter zone: The clocks that its times are of.
  /// - Throws: A data error that names the file, the line and the column.
  public static func load(
    _ path: String, zone: TimeZoneRules = .utc
  ) throws(LocatedError) -> [ListedTrade] {
    let file = try FileNature.open(path)
    return try file.withBytes { bytes throws(LocatedError) in
      try read(bytes.bindMemory(to: UInt8.self), file: path, zone: zone)
    }
  }

  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, zone: TimeZoneRules
  ) throws(LocatedError) -> [ListedTrade] {
    try FileNature.requireText(bytes, file: file)
    let lines = TextLines(bytes: bytes)
    var offset = FileNature.markLength(bytes)
    let (header, first) = lines.line(at: offset)
    offset = first
    var reader = TradeRowReader(columns: try TradeColumns(header, file: file), zone: zone)
    var number = 1
    while offset < bytes.count {
      let (line, next) = lines.line(at: offset)
      offset = next
      number += 1
      if TextLines.isBlank(line) { continue }
      try reader.take(line, file: file, line: number)
    }
    return try reader.finish(file: file)
  }
}

/// Where the columns of a trade list are.
private struct TradeColumns {
  let splitter: LineSplitter
  let number: Int
  let type: Int
  let time: Int
  let signal: Int?
  let price: Int
  let quantity: Int?
  let profit: Int?
  let least: Int

  init(_ header: UnsafeBufferPointer<UInt8>, file: String) throws(LocatedError) {
    splitter = LineSplitter(separator: TableLayout.separator(of: header))
    let names = (splitter.texts(header) ?? []).map { $0.lowercased() }
    func find(_ starts: [String]) -> Int? {
      names.firstIndex { name in
        !name.hasSuffix("%") && !name.contains("value")
          && starts.contains { name.hasPrefix($0) }
      }
    }
    func need(_ starts: [String]) throws(LocatedError) -> Int {
      if let index = find(starts) { return index }
      throw LocatedError(
        .data, "no column has the \(starts[0])", file: file, line: 1,
        found: names.joined(separator: ", "),
        expected: "a list of trades as charting platforms export it")
    }
    number = try need(["trade"])
    type = try need(["type"])
    time = try need(["date", "time"])
    price = try need(["price"])
    signal = find(["signal"])
    quantity = find(["size", "position size", "quantity", "qty", "contracts"])
    profit = find(["net p", "profit"])
    least = [number, type, time, price, signal ?? 0, quantity ?? 0, profit ?? 0].max()! + 1
  }
}

/// Joins the two rows of each trade.
private struct TradeRowReader {
  let columns: TradeColumns
  var cursor: TimeZoneRules.Cursor
  private var trades: [ListedTrade] = []
  private var places: [Int: Int] = [:]
  private var hasEntry: [Bool] = []
  private var hasExit: [Bool] = []

  init(columns: TradeColumns, zone: TimeZoneRules) {
    self.columns = columns
    cursor = TimeZoneRules.Cursor(zone)
  }

  mutating func take(
    _ line: UnsafeBufferPointer<UInt8>, file: String, line number: Int
  ) throws(LocatedError) {
    guard let ranges = columns.splitter.fields(line), ranges.count >= columns.least else {
      throw LocatedError(
        .data, "the row has too few columns", file: file, line: number,
        found: TextLines.excerpt(line))
    }
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: line[ranges[index]])
    }
    func bad(_ index: Int, _ what: String, _ expected: String) -> LocatedError {
      LocatedError(
        .data, "this is no \(what)", file: file, line: number,
        found: TextLines.excerpt(field(index)), expected: expected)
    }
    guard let trade = NumberParser.integer(field(columns.number)).map({ Int($0) }) else {
      throw bad(columns.number, "trade number", "a whole number")
    }
    let type = String(decoding: field(columns.type), as: UTF8.self).lowercased()
    guard type.hasPrefix("entry") || type.hasPrefix("exit"),
      type.hasSuffix("long") || type.hasSuffix("short")
    else { throw bad(columns.type, "type", "'Entry long', 'Exit short' or the like") }
    guard let stamp = ISODateParser.dateTime(field(columns.time)),
      let time = instant(stamp)
    else { throw bad(columns.time, "date and time", "such as 2024-01-31 09:30") }
    guard let price = NumberParser.double(field(columns.price)) else {
      throw bad(columns.price, "price", "a number")
    }
    let place = self.place(of: trade, isLong: type.hasSuffix("long"))
    if let index = columns.quantity { trades[place].quantity = NumberParser.double(field(index)) }
    if let index = columns.profit { trades[place].netProfit = NumberParser.double(field(index)) }
    let signal = columns.signal.map { String(decoding: field($0), as: UTF8.self) } ?? ""
    if type.hasPrefix("entry") {
      trades[place].entryTime = time
      trades[place].entryPrice = price
      trades[place].entrySignal = signal
      hasEntry[place] = true
    } else {
      trades[place].exitTime = time
      trades[place].exitPrice = price
      trades[place].exitSignal = signal
      trades[place].isOpen = signal == "Open"
      hasExit[place] = true
    }
  }

  private mutating func instant(_ stamp: ISODateTime) -> Timestamp? {
    guard let local = stamp.local.localNanoseconds else { return nil }
    let second = Timestamp.nanosecondsPerSecond
    if let offset = stamp.offsetSeconds {
      return Timestamp(nanoseconds: local - Int64(offset) * second)
    }
    let whole = Timestamp(nanoseconds: local).seconds
    let instant = cursor.utcSeconds(ofLocal: whole).resolved
    return Timestamp(nanoseconds: instant * second + (local - whole * second))
  }

  private mutating func place(of number: Int, isLong: Bool) -> Int {
    if let place = places[number] { return place }
    places[number] = trades.count
    trades.append(
      ListedTrade(
        number: number, isLong: isLong, entryTime: Timestamp(nanoseconds: 0),
        exitTime: Timestamp(nanoseconds: 0), entryPrice: .nan, exitPrice: .nan, entrySignal: "",
        exitSignal: "", isOpen: false))
    hasEntry.append(false)
    hasExit.append(false)
    return trades.count - 1
  }

  /// The trades by number; each must have had both its rows, but for one still open.
  func finish(file: String) throws(LocatedError) -> [ListedTrade] {
    var trades = trades
    for index in trades.indices where !hasEntry[index] || !hasExit[index] {
      guard hasEntry[index] else {
        throw LocatedError(
          .data, "trade \(trades[index].number) has no entry", file: file,
          expected: "a row of type 'Entry' and one of type 'Exit'")
      }
      trades[index].isOpen = true
      trades[index].exitTime = trades[index].entryTime
    }
    return trades.sorted { $0.number < $1.number }
  }
}
