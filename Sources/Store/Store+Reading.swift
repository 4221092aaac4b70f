import Analysis
public import Formats
import Market
import SQLite
import Trading

extension Store {
  /// All runs, oldest first.
  public func runs() throws(LocatedError) -> [RunSummary] {
    try use { connection throws(SQLiteError) in try connection.summaries("ORDER BY run.id") }
  }

  /// Finds a run by what a person calls it: its number, the beginning of its hash, or `last`.
  ///
  /// - Throws: A usage error if there is none, or more than one.
  public func run(named name: String) throws(LocatedError) -> RunSummary {
    let isNumber = name.utf8.count < 10 && name.utf8.allSatisfy { (48...57).contains($0) }
    let isHash = name.utf8.count >= 4 && name.allSatisfy(\.isHexDigit)
    let matches = try use { connection throws(SQLiteError) -> [RunSummary] in
      if name == "last" { return try connection.summaries("ORDER BY run.id DESC LIMIT 1") }
      if isNumber, let id = Int64(name) {
        let found = try connection.summaries("WHERE run.id = ?", [.integer(id)])
        if !found.isEmpty { return found }
      }
      guard isHash else { return [] }
      return try connection.summaries(
        "WHERE fingerprint GLOB ? LIMIT 2", [.text(name.lowercased() + "*")])
    }
    if let match = matches.first, matches.count == 1 { return match }
    throw LocatedError(
      .usage, matches.isEmpty ? "there is no such run" : "several runs begin like this",
      file: path, found: name,
      expected: "a run's number, the first four or more digits of its hash, or 'last'",
      hint: "'tourney runs list' shows them")
  }

  /// Reads a run with all that belongs to it.
  ///
  /// - Throws: A data error if a part of it is damaged.
  public func load(_ summary: RunSummary) throws(LocatedError) -> StoredRun {
    let id = summary.id
    let parts = try use { connection throws(SQLiteError) in
      try connection.transaction(.deferred) { () throws(SQLiteError) in
        RunParts(
          head: try connection.head(id), sources: try connection.sources(id, of: "run"),
          columns: try connection.columns(id), fills: try connection.fills(id),
          trades: try connection.trades(id), rejections: try connection.rejections(id),
          metrics: try connection.metrics(id))
      }
    }
    return try parts.run(summary, file: path)
  }
}

/// The rows of a run, before its documents are read.
private struct RunParts {
  struct Head {
    let configuration: String
    let digest: String
    let totals: RunTotals
    let events: (document: String, origin: String)?
  }

  let head: Head?
  let sources: [SeriesSource]
  let columns: (days: [Int32], equity: [Double], exposure: [Double])
  let fills: [FillRow?]
  let trades: [TradeRow?]
  let rejections: [RejectionRow?]
  let metrics: [MetricRow]

  func run(_ summary: RunSummary, file: String) throws(LocatedError) -> StoredRun {
    func damage(_ part: String) -> LocatedError {
      LocatedError(.data, "run \(summary.id) is damaged", file: file, path: part)
    }
    guard let head else { throw damage("run") }
    let configuration = try CanonicalJSON.read(
      RunConfiguration.self, head.configuration, file: file,
      place: "run[\(summary.id)].configuration")
    let events = head.events.map { EventSet(document: $0.document, origin: $0.origin) }
    if let events, events == nil { throw damage("event_set") }
    guard sources.count == configuration.allSeries.count else { throw damage("run_data") }
    let (knownFills, knownTrades) = (fills.compactMap(\.self), trades.compactMap(\.self))
    let knownRejections = rejections.compactMap(\.self)
    guard knownFills.count == fills.count else { throw damage("run_fill") }
    guard knownTrades.count == trades.count else { throw damage("run_trade") }
    guard knownRejections.count == rejections.count else { throw damage("run_rejection") }
    return StoredRun(
      summary: summary, configuration: configuration, sources: sources, events: events ?? nil,
      content: RunContent(
        columns: columns, fills: knownFills, trades: knownTrades, rejections: knownRejections,
        metrics: metrics, totals: head.totals, digest: head.digest))
  }
}

extension Connection {
  fileprivate func summaries(
    _ clause: String, _ values: [Value] = []
  ) throws(SQLiteError) -> [RunSummary] {
    try rows(
      """
      SELECT run.id, fingerprint, strategy, inputs, symbols, convention, first_day, last_day,
        engine_version, initial_capital, final_equity, run_metric.value,
        (SELECT count(*) FROM run_trade WHERE run_trade.run_id = run.id), saved_at
      FROM run LEFT JOIN run_metric ON run_metric.run_id = run.id AND metric = 'sharpe'
      """ + " " + clause, values
    ) { row in
      RunSummary(
        id: row.integer(0), fingerprint: row.text(1), strategy: row.text(2), inputs: row.text(3),
        symbols: row.text(4), convention: row.text(5), firstDay: row.optionalText(6),
        lastDay: row.optionalText(7), engineVersion: row.text(8), initialCapital: row.real(9),
        finalEquity: row.number(10), sharpe: row.optionalReal(11),
        tradeCount: Int(row.integer(12)), savedAt: row.text(13))
    }
  }

  fileprivate func head(_ id: Int64) throws(SQLiteError) -> RunParts.Head? {
    try rows(
      """
      SELECT configuration, result_digest, initial_capital, final_equity, fees, slippage_cost,
        turnover, order_count, unproved_targets, trails_open_to_path, open_positions, is_ruined,
        failure, code_path, document, origin
      FROM run LEFT JOIN event_set ON event_set.fingerprint = run.events WHERE run.id = ?
      """, [.integer(id)]
    ) { row in
      RunParts.Head(
        configuration: row.text(0), digest: row.text(1),
        totals: RunTotals(
          initialCapital: row.number(2), finalEquity: row.number(3), fees: row.number(4),
          slippageCost: row.number(5), turnover: row.number(6), orderCount: Int(row.integer(7)),
          unprovedTargets: Int(row.integer(8)), trailsOpenToPath: Int(row.integer(9)),
          openPositions: Int(row.integer(10)), isRuined: row.flag(11),
          failure: row.optionalText(12), codePath: row.text(13)),
        events: row.isNull(14) ? nil : (row.text(14), row.text(15)))
    }.first
  }

  /// Where the series of a run or a contest came from.
  func sources(_ id: Int64, of owner: String) throws(SQLiteError) -> [SeriesSource] {
    try rows(
      "SELECT path, label, zone, repair FROM \(owner)_data WHERE \(owner)_id = ? ORDER BY ordinal",
      [.integer(id)]
    ) { SeriesSource(path: $0.text(0), label: $0.text(1), zone: $0.text(2), repair: $0.text(3)) }
  }

  fileprivate func columns(
    _ id: Int64
  ) throws(SQLiteError) -> (days: [Int32], equity: [Double], exposure: [Double]) {
    var days: [Int32] = []
    var equity: [Double] = []
    var exposure: [Double] = []
    _ = try rows("SELECT name, bytes FROM run_column WHERE run_id = ?", [.integer(id)]) { row in
      switch row.text(0) {
      case "day": days = row.withBytes(1, ColumnBytes.integers)
      case "equity": equity = row.withBytes(1, ColumnBytes.doubles)
      case "exposure": exposure = row.withBytes(1, ColumnBytes.doubles)
      default: break
      }
    }
    return (days, equity, exposure)
  }

  fileprivate func metrics(_ id: Int64) throws(SQLiteError) -> [MetricRow] {
    try rows(
      """
      SELECT metric, formula, value, missing, sample_size, standard_error FROM run_metric
      WHERE run_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      MetricRow(
        id: MetricID(rawValue: row.text(0)), formula: row.text(1), value: row.optionalReal(2),
        missing: row.optionalText(3), sampleSize: Int(row.integer(4)),
        standardError: row.optionalReal(5))
    }
  }

  fileprivate func fills(_ id: Int64) throws(SQLiteError) -> [FillRow?] {
    try rows(
      """
      SELECT order_number, symbol, side, quantity, price, fee, slippage_cost, time_ns, bar, rule,
        certainty, name, comment FROM run_fill WHERE run_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      guard let side = Trading.Side(name: row.text(2)), let rule = FillRule(name: row.text(9)),
        let certainty = Certainty(name: row.text(10))
      else { return nil }
      return FillRow(
        order: row.short(0), symbol: row.text(1), side: side, quantity: row.number(3),
        price: row.number(4), fee: row.number(5), slippageCost: row.number(6),
        time: Timestamp(nanoseconds: row.integer(7)), bar: row.short(8), rule: rule,
        certainty: certainty, name: row.text(11), comment: row.text(12))
    }
  }

  fileprivate func trades(_ id: Int64) throws(SQLiteError) -> [TradeRow?] {
    try rows(
      """
      SELECT symbol, direction, quantity, entry_price, exit_price, entry_ns, exit_ns, entry_bar,
        exit_bar, gross_profit, fees, favourable, adverse, entry_order, exit_order, entry_name,
        exit_name, exit_comment, certainty FROM run_trade WHERE run_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      guard let direction = Direction(name: row.text(1)),
        let certainty = Certainty(name: row.text(18))
      else { return nil }
      return TradeRow(
        symbol: row.text(0), direction: direction, quantity: row.number(2),
        entryPrice: row.number(3), exitPrice: row.number(4),
        entryTime: Timestamp(nanoseconds: row.integer(5)),
        exitTime: Timestamp(nanoseconds: row.integer(6)), entryBar: row.short(7),
        exitBar: row.short(8), grossProfit: row.number(9), fees: row.number(10),
        favourable: row.number(11), adverse: row.number(12), entryOrder: row.short(13),
        exitOrder: row.short(14), entryName: row.text(15), exitName: row.text(16),
        exitComment: row.text(17), certainty: certainty)
    }
  }

  fileprivate func rejections(_ id: Int64) throws(SQLiteError) -> [RejectionRow?] {
    try rows(
      """
      SELECT order_number, symbol, time_ns, reason, quantity, name FROM run_rejection
      WHERE run_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      guard let reason = RejectionReason(name: row.text(3)) else { return nil }
      return RejectionRow(
        order: row.short(0), symbol: row.text(1),
        time: Timestamp(nanoseconds: row.integer(2)), reason: reason,
        quantity: row.optionalReal(4), name: row.text(5))
    }
  }
}

extension Statement {
  /// A column as a number; what is not a number was stored as nothing.
  fileprivate func number(_ column: Int) -> Double { optionalReal(column) ?? .nan }

  fileprivate func short(_ column: Int) -> Int32 { Int32(truncatingIfNeeded: integer(column)) }
}
