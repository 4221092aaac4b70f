import Analysis
public import Formats
import Market
import SQLite

extension Store {
  /// Keeps a run and notes the attempt in the ledger, both or neither.
  ///
  /// A run that is there already is not kept twice; the ledger has every attempt.
  /// - Returns: When it returns, the run is on the disk.
  /// - Complexity: O(days + fills + trades), about 4 µs for each fill and trade.
  public func save(_ run: FinishedRun) throws(LocatedError) -> SavedRun {
    let fingerprint = run.fingerprint
    return try transaction { connection throws(SQLiteError) in
      if let trial = run.trial { try connection.insert(trial, run: fingerprint) }
      let known = try connection.rows(
        "SELECT id, result_digest FROM run WHERE fingerprint = ?", [.text(fingerprint)]
      ) { (id: $0.integer(0), digest: $0.text(1)) }
      if let known = known.first {
        return SavedRun(
          id: known.id, fingerprint: fingerprint, isRepeated: true,
          agrees: known.digest == run.content.digest)
      }
      try connection.insertHead(run, fingerprint: fingerprint)
      let id = connection.lastRowID
      for (ordinal, series) in run.configuration.allSeries.enumerated() {
        try connection.insert(
          series, run.sources[ordinal], into: "run_data", id: id, ordinal: ordinal)
      }
      try connection.insertColumns(run.content, id: id)
      try connection.insertMetrics(run.content.metrics, id: id)
      try connection.insertFills(run.content.fills, id: id)
      try connection.insertTrades(run.content.trades, id: id)
      try connection.insertRejections(run.content.rejections, id: id)
      return SavedRun(id: id, fingerprint: fingerprint, isRepeated: false, agrees: true)
    }
  }

  /// Removes runs with everything that belongs to them; the ledger of trials keeps its rows.
  public func deleteRuns(_ ids: [Int64]) throws(LocatedError) {
    try transaction { connection throws(SQLiteError) in
      for id in ids { try connection.run("DELETE FROM run WHERE id = ?", [.integer(id)]) }
      try connection.deleteUnusedEvents()
    }
  }
}

extension Connection {
  /// Keeps events under their hash.
  func insert(_ events: EventSet) throws(SQLiteError) {
    try run(
      "INSERT OR IGNORE INTO event_set VALUES(?, ?, ?, ?)",
      [
        .text(events.fingerprint), .text(events.origin), .whole(events.events.count),
        .text(events.document),
      ])
  }

  /// Removes events that neither a run nor a contest refers to.
  func deleteUnusedEvents() throws(SQLiteError) {
    try run(
      """
      DELETE FROM event_set WHERE fingerprint NOT IN (
        SELECT events FROM run WHERE events IS NOT NULL
        UNION SELECT events FROM contest WHERE events IS NOT NULL)
      """)
  }

  /// Notes where a series of a run or a contest came from.
  func insert(
    _ series: RunConfiguration.Series, _ source: SeriesSource, into table: String, id: Int64,
    ordinal: Int
  ) throws(SQLiteError) {
    try run(
      "INSERT INTO \(table) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(id), .whole(ordinal), .text(series.symbol), .text(series.timeframe),
        .text(series.fingerprint), .text(source.path), .text(source.label), .text(source.zone),
        .text(source.repair),
      ])
  }

  fileprivate func insertHead(_ run: FinishedRun, fingerprint: String) throws(SQLiteError) {
    if let events = run.events { try insert(events) }
    let configuration = run.configuration
    let days = run.content.days
    let totals = run.content.totals
    func date(_ day: Int32?) -> Value {
      .optional(day.map { CivilDate(daysSinceEpoch: Int($0)).description })
    }
    try self.run(
      """
      INSERT INTO run(
        fingerprint, result_digest, strategy, inputs, symbols, convention, first_day, last_day,
        engine_version, code_path, configuration, events, initial_capital, final_equity, fees,
        slippage_cost, turnover, order_count, unproved_targets, trails_open_to_path,
        open_positions, is_ruined, failure, saved_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """,
      [
        .text(fingerprint), .text(run.content.digest), .text(configuration.strategy.name),
        .text(configuration.inputText),
        .text(configuration.series.map(\.symbol).joined(separator: " ")), .text(run.convention),
        date(days.first), date(days.last), .text(run.engineVersion), .text(totals.codePath),
        .text(configuration.canonicalText), .optional(run.events?.fingerprint),
        .real(totals.initialCapital), .real(totals.finalEquity), .real(totals.fees),
        .real(totals.slippageCost), .real(totals.turnover), .whole(totals.orderCount),
        .whole(totals.unprovedTargets), .whole(totals.trailsOpenToPath),
        .whole(totals.openPositions), .flag(totals.isRuined), .optional(totals.failure),
      ])
  }

  fileprivate func insertColumns(_ content: RunContent, id: Int64) throws(SQLiteError) {
    let columns = [
      ("day", ColumnBytes.bytes(content.days[...])),
      ("equity", ColumnBytes.bytes(content.equity[...])),
      ("exposure", ColumnBytes.bytes(content.exposure[...])),
    ]
    for (name, bytes) in columns {
      try run("INSERT INTO run_column VALUES(?, ?, ?)", [.integer(id), .text(name), .blob(bytes)])
    }
  }

  fileprivate func insertMetrics(_ metrics: [MetricRow], id: Int64) throws(SQLiteError) {
    let insertion = try statement("INSERT INTO run_metric VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
    for (ordinal, metric) in metrics.enumerated() {
      try insertion.run([
        .integer(id), .whole(ordinal), .text(metric.id.rawValue), .text(metric.formula),
        .optional(metric.value), .optional(metric.missing), .whole(metric.sampleSize),
        .optional(metric.standardError),
      ])
    }
  }

  fileprivate func insertFills(_ fills: [FillRow], id: Int64) throws(SQLiteError) {
    let insertion = try statement(
      "INSERT INTO run_fill VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (ordinal, fill) in fills.enumerated() {
      try insertion.run([
        .integer(id), .whole(ordinal), .whole(fill.order), .text(fill.symbol),
        .text(fill.side.name), .real(fill.quantity), .real(fill.price), .real(fill.fee),
        .real(fill.slippageCost), .integer(fill.time.nanoseconds), .whole(fill.bar),
        .text(fill.rule.name), .text(fill.certainty.name), .text(fill.name), .text(fill.comment),
      ])
    }
  }

  fileprivate func insertTrades(_ trades: [TradeRow], id: Int64) throws(SQLiteError) {
    let insertion = try statement(
      """
      INSERT INTO run_trade VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for (ordinal, trade) in trades.enumerated() {
      try insertion.run([
        .integer(id), .whole(ordinal), .text(trade.symbol), .text(trade.direction.name),
        .real(trade.quantity), .real(trade.entryPrice), .real(trade.exitPrice),
        .integer(trade.entryTime.nanoseconds), .integer(trade.exitTime.nanoseconds),
        .whole(trade.entryBar), .whole(trade.exitBar), .real(trade.grossProfit),
        .real(trade.fees), .real(trade.favourable), .real(trade.adverse),
        .whole(trade.entryOrder), .whole(trade.exitOrder), .text(trade.entryName),
        .text(trade.exitName), .text(trade.exitComment), .text(trade.certainty.name),
      ])
    }
  }

  fileprivate func insertRejections(_ rejections: [RejectionRow], id: Int64) throws(SQLiteError) {
    let insertion = try statement("INSERT INTO run_rejection VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
    for (ordinal, rejection) in rejections.enumerated() {
      try insertion.run([
        .integer(id), .whole(ordinal), .whole(rejection.order), .text(rejection.symbol),
        .integer(rejection.time.nanoseconds), .text(rejection.reason.name),
        .optional(rejection.quantity), .text(rejection.name),
      ])
    }
  }
}
