public import Formats
public import Market
import SQLite

extension Store {
  /// Bars of a chunk: 64 KiB a column, so that a part of a long series can be read alone.
  static let chunkLength = 8_192

  /// Keeps series of bars, all of them or none.
  ///
  /// Bars that are there already are not kept twice, but count as the latest of their symbol.
  /// - Returns: For each series, whether it was new.
  public func keep(_ imports: [SeriesImport]) throws(LocatedError) -> [Bool] {
    try transaction { connection throws(SQLiteError) in
      var areNew: [Bool] = []
      for entry in imports { areNew.append(try connection.insert(entry)) }
      return areNew
    }
  }

  /// Everything that was imported, by symbol and timeframe, the latest import of each first.
  public func series() throws(LocatedError) -> [StoredSeries] {
    try read("ORDER BY symbol, timeframe, import_number DESC")
  }

  /// The series of a fingerprint, or nil if it was not imported.
  public func series(fingerprint: String) throws(LocatedError) -> StoredSeries? {
    try read("WHERE fingerprint = ?", [.text(fingerprint)]).first
  }

  /// The latest import of a symbol, or nil if there is none.
  ///
  /// - Throws: A usage error if there are several timeframes and none is asked for.
  public func series(
    symbol: String, timeframe: Timeframe? = nil
  ) throws(LocatedError) -> StoredSeries? {
    let matches = try read(
      "WHERE symbol = ? ORDER BY import_number DESC", [.text(symbol)])
    if let timeframe { return matches.first { $0.timeframe == timeframe } }
    let others = matches.filter { $0.timeframe != matches[0].timeframe }
    if let other = others.first {
      throw LocatedError(
        .usage, "'\(symbol)' is in the store at several timeframes", file: path,
        found: "\(matches[0].timeframe), \(other.timeframe)", expected: "one",
        hint: "add --timeframe \(matches[0].timeframe)")
    }
    return matches.first
  }

  private func read(_ clause: String, _ values: [Value] = []) throws(LocatedError) -> [StoredSeries]
  {
    let rows = try use { connection throws(SQLiteError) in
      try connection.rows(
        """
        SELECT id, fingerprint, symbol, timeframe, bar_count, first_day, last_day, instrument,
          origin, repairs, warnings, is_close_only, imported_at FROM series
        """ + " " + clause, values, read: SeriesRow.init)
    }
    var all: [StoredSeries] = []
    for row in rows { all.append(try row.series(file: path)) }
    return all
  }

  /// The bars of a series, checked against its fingerprint.
  ///
  /// - Parameter instrument: What is traded, if flags change what the store says.
  /// - Throws: A data error if the bars are not what was imported.
  public func bars(
    of stored: StoredSeries, as instrument: Instrument? = nil
  ) throws(LocatedError) -> BarSeries {
    let own = try ResolvedInstrument.resolve([MetadataLayer(.store, stored.instrument)]).instrument
    var columns = BarColumns()
    try use { connection throws(SQLiteError) in
      _ = try connection.rows(
        """
        SELECT open_time, close_time, day, open, high, low, close, volume FROM bar_chunk
        WHERE series_id = ? ORDER BY ordinal
        """, [.integer(stored.id)]
      ) { columns.append($0) }
    }
    guard columns.areEven(count: stored.barCount),
      case let series = columns.series(own, stored.timeframe),
      series.fingerprint(repairs: stored.repairs)?.hex == stored.fingerprint
    else {
      throw LocatedError(
        .data, "the bars of '\(stored.symbol)' in the store are damaged", file: path,
        expected: "bars of fingerprint \(stored.fingerprint.prefix(12))",
        hint: "import \(stored.origin) again into a new store")
    }
    return instrument.map { columns.series($0, stored.timeframe) } ?? series
  }
}

extension Connection {
  /// Keeps one series; false if it is there already.
  fileprivate func insert(_ entry: SeriesImport) throws(SQLiteError) -> Bool {
    let number = (try integer("SELECT max(import_number) FROM series") ?? 0) + 1
    try run(
      "UPDATE series SET import_number = ? WHERE fingerprint = ?",
      [.integer(number), .text(entry.fingerprint)])
    if changeCount > 0 { return false }
    let series = entry.series
    try run(
      """
      INSERT INTO series(
        fingerprint, symbol, timeframe, bar_count, first_day, last_day, instrument, origin,
        repairs, warnings, is_close_only, import_number, imported_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """,
      [
        .text(entry.fingerprint), .text(series.instrument.symbol),
        .text(series.timeframe.description), .whole(series.count),
        .text(series.count > 0 ? series.date(0).description : ""),
        .text(series.count > 0 ? series.date(series.count - 1).description : ""),
        .text(CanonicalJSON.text(InstrumentMetadata(allOf: series.instrument))),
        .text(entry.origin), .text(entry.repairs), .text(CanonicalJSON.text(entry.warnings)),
        .flag(entry.isCloseOnly), .integer(number),
      ])
    try insertChunks(of: series, id: lastRowID)
    return true
  }

  private func insertChunks(of series: BarSeries, id: Int64) throws(SQLiteError) {
    for (ordinal, start) in stride(from: 0, to: series.count, by: Store.chunkLength).enumerated() {
      let range = start..<min(start + Store.chunkLength, series.count)
      try run(
        "INSERT INTO bar_chunk VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .integer(id), .whole(ordinal), .blob(ColumnBytes.bytes(series.openTimes[range])),
          .blob(ColumnBytes.bytes(series.closeTimes[range])),
          .blob(ColumnBytes.bytes(series.days[range])),
          .blob(ColumnBytes.bytes(series.open[range])),
          .blob(ColumnBytes.bytes(series.high[range])),
          .blob(ColumnBytes.bytes(series.low[range])),
          .blob(ColumnBytes.bytes(series.close[range])),
          .blob(series.hasVolume ? ColumnBytes.bytes(series.volume[range]) : []),
        ])
    }
  }
}

/// A row of the table of series, before its documents are read.
private struct SeriesRow {
  let id: Int64
  let texts: [String]
  let barCount: Int
  let isCloseOnly: Bool

  init(_ row: Statement) {
    id = row.integer(0)
    texts = (0..<13).map { row.text($0) }
    barCount = Int(row.integer(4))
    isCloseOnly = row.flag(11)
  }

  func series(file: String) throws(LocatedError) -> StoredSeries {
    let place = "series[\(id)]"
    return StoredSeries(
      id: id, fingerprint: texts[1], symbol: texts[2], timeframe: try Timeframe.parse(texts[3]),
      barCount: barCount, firstDay: texts[5], lastDay: texts[6],
      instrument: try CanonicalJSON.read(
        InstrumentMetadata.self, texts[7], file: file, place: place + ".instrument"),
      origin: texts[8], repairs: texts[9],
      warnings: try CanonicalJSON.read(
        [String].self, texts[10], file: file, place: place + ".warnings"),
      isCloseOnly: isCloseOnly, importedAt: texts[12])
  }
}

/// The columns of a series while its chunks are put together.
private struct BarColumns {
  private var times: (open: [Int64], close: [Int64]) = ([], [])
  private var days: [Int32] = []
  private var prices: [[Double]] = Array(repeating: [], count: 4)
  private var volume: [Double] = []

  mutating func append(_ row: Statement) {
    times.open += row.withBytes(0, ColumnBytes.longs)
    times.close += row.withBytes(1, ColumnBytes.longs)
    days += row.withBytes(2, ColumnBytes.integers)
    for index in prices.indices { prices[index] += row.withBytes(3 + index, ColumnBytes.doubles) }
    volume += row.withBytes(7, ColumnBytes.doubles)
  }

  func areEven(count: Int) -> Bool {
    times.open.count == count && times.close.count == count && days.count == count
      && prices.allSatisfy { $0.count == count } && (volume.isEmpty || volume.count == count)
  }

  func series(_ instrument: Instrument, _ timeframe: Timeframe) -> BarSeries {
    BarSeries(
      instrument: instrument, timeframe: timeframe, openTimes: times.open,
      closeTimes: times.close, days: days, open: prices[0], high: prices[1], low: prices[2],
      close: prices[3], volume: volume)
  }
}
