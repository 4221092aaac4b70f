import Analysis
import Contests
public import Formats
import SQLite
import Trading

extension Store {
  /// Keeps a contest; one that is there already is not kept twice.
  ///
  /// Attempts are noted by `append`, which the referee's caller calls for every contest.
  /// - Returns: When it returns, the contest is on the disk.
  public func save(_ contest: FinishedContest) throws(LocatedError) -> SavedRun {
    let fingerprint = contest.fingerprint
    let digest = contest.digest
    return try transaction { connection throws(SQLiteError) in
      let known = try connection.rows(
        "SELECT id, result_digest FROM contest WHERE fingerprint = ?", [.text(fingerprint)]
      ) { (id: $0.integer(0), digest: $0.text(1)) }
      if let known = known.first {
        return SavedRun(
          id: known.id, fingerprint: fingerprint, isRepeated: true,
          agrees: known.digest == digest)
      }
      try connection.insertHead(contest, fingerprint: fingerprint, digest: digest)
      let id = connection.lastRowID
      for (ordinal, series) in contest.configuration.series.enumerated() {
        try connection.insert(
          series, contest.sources[ordinal], into: "contest_data", id: id, ordinal: ordinal)
      }
      for (ordinal, record) in contest.record.records.enumerated() {
        try connection.insert(record, id: id, ordinal: ordinal)
      }
      let days = ColumnBytes.bytes(contest.record.standings.window.days[...])
      try connection.insertColumn("day", of: "", days, id: id)
      for (ordinal, row) in contest.record.standings.rows.enumerated() {
        try connection.insert(row, id: id, ordinal: ordinal)
      }
      return SavedRun(id: id, fingerprint: fingerprint, isRepeated: false, agrees: true)
    }
  }

  /// All contests, oldest first.
  public func contests() throws(LocatedError) -> [StoredContest] {
    try readContests("ORDER BY contest.id", [])
  }

  /// Finds a contest by its number after a `c`; nil if the name is not of that form.
  ///
  /// - Throws: A usage error if there is no such contest.
  public func contest(named name: String) throws(LocatedError) -> StoredContest? {
    guard name.hasPrefix("c"), name.utf8.count < 10, let id = Int64(name.dropFirst()) else {
      return nil
    }
    if let found = try readContests("WHERE contest.id = ?", [.integer(id)]).first { return found }
    throw LocatedError(
      .usage, "there is no such contest", file: path, found: name,
      hint: "'tourney runs list' shows them")
  }

  /// Removes contests with everything that belongs to them; the ledger keeps its rows.
  public func deleteContests(_ ids: [Int64]) throws(LocatedError) {
    try transaction { connection throws(SQLiteError) in
      for id in ids { try connection.run("DELETE FROM contest WHERE id = ?", [.integer(id)]) }
      try connection.deleteUnusedEvents()
    }
  }

  private func readContests(
    _ clause: String, _ values: [Value]
  ) throws(LocatedError) -> [StoredContest] {
    let parts = try use { connection throws(SQLiteError) in
      try connection.transaction(.deferred) { () throws(SQLiteError) in
        var parts: [ContestParts] = []
        for head in try connection.heads(clause, values) {
          parts.append(
            ContestParts(
              head: head, sources: try connection.sources(head.id, of: "contest"),
              standings: try connection.standings(head.id)))
        }
        return parts
      }
    }
    var contests: [StoredContest] = []
    for part in parts { contests.append(try part.contest(file: path)) }
    return contests
  }
}

/// The rows of a contest, before its documents are read.
private struct ContestParts {
  struct Head {
    let id: Int64
    let texts: [String]
    let name: String?
    let events: (document: String, origin: String)?
  }

  let head: Head
  let sources: [SeriesSource]
  let standings: [StandingRow]

  func contest(file: String) throws(LocatedError) -> StoredContest {
    let configuration = try CanonicalJSON.read(
      ContestConfiguration.self, head.texts[5], file: file,
      place: "contest[\(head.id)].configuration")
    let events = head.events.map { EventSet(document: $0.document, origin: $0.origin) }
    let isDamaged = events.map { $0 == nil } ?? false
    guard !isDamaged, sources.count == configuration.series.count else {
      throw LocatedError(.data, "contest \(head.id) is damaged", file: file)
    }
    return StoredContest(
      id: head.id, fingerprint: head.texts[0], digest: head.texts[1], name: head.name,
      symbols: head.texts[2], engineVersion: head.texts[3], savedAt: head.texts[4],
      configuration: configuration, sources: sources, events: events ?? nil,
      standings: standings)
  }
}

extension Connection {
  fileprivate func insertHead(
    _ contest: FinishedContest, fingerprint: String, digest: String
  ) throws(SQLiteError) {
    if let events = contest.events { try insert(events) }
    let standings = contest.record.standings
    let rulebook = contest.record.contest.rulebook
    let prediction = standings.prediction
    try run(
      """
      INSERT INTO contest(
        fingerprint, result_digest, name, symbols, convention, score, first_day, last_day,
        engine_version, configuration, events, data_fingerprint, block_length,
        prediction_periods, prediction_correlation, prediction_t, prediction_p, conventions,
        warnings, saved_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """,
      [
        .text(fingerprint), .text(digest), .optional(contest.name),
        .text(contest.configuration.series.map(\.symbol).joined(separator: " ")),
        .text(rulebook.rules.fills.name), .text(standings.score.rawValue),
        .text(contest.configuration.first), .text(contest.configuration.last),
        .text(contest.engineVersion), .text(contest.configuration.canonicalText),
        .optional(contest.events?.fingerprint), .text(contest.dataFingerprint),
        .whole(standings.blockLength),
        prediction.map { .whole($0.periodCount) } ?? .null,
        .optional(prediction?.meanCorrelation), .optional(prediction?.tStatistic),
        .optional(prediction?.pValue), .text(CanonicalJSON.text(standings.conventions)),
        .text(CanonicalJSON.text(standings.warnings)),
      ])
  }

  fileprivate func insert(
    _ record: AgentRecord, id: Int64, ordinal: Int
  ) throws(SQLiteError) {
    try run(
      "INSERT INTO contest_agent VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(id), .whole(ordinal), .text(record.name), .text(record.agent.kind.rawValue),
        .text(record.agent.family),
        .text(record.agent.inputs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")),
        .real(record.startEquity), .real(record.finalEquity), .whole(record.fillCount),
        .whole(record.trades.count), .whole(record.rejectionCount), .real(record.fees),
        .real(record.slippageCost),
      ])
    let columns = [
      ("equity", record.equity), ("exposure", record.exposure), ("turnover", record.turnover),
    ]
    for (name, column) in columns {
      try insertColumn(name, of: record.name, ColumnBytes.bytes(column[...]), id: id)
    }
  }

  fileprivate func insertColumn(
    _ name: String, of agent: String, _ bytes: [UInt8], id: Int64
  ) throws(SQLiteError) {
    try run(
      "INSERT INTO contest_column VALUES(?, ?, ?, ?)",
      [.integer(id), .text(agent), .text(name), .blob(bytes)])
  }

  fileprivate func insert(
    _ row: Standings.Row, id: Int64, ordinal: Int
  ) throws(SQLiteError) {
    func whole(_ number: Int?) -> Value { number.map { .whole($0) } ?? .null }
    try run(
      "INSERT INTO standing VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(id), .whole(ordinal), .text(row.agent), .text(row.kind.rawValue),
        whole(row.rank), whole(row.rankInterval?.lowerBound), whole(row.rankInterval?.upperBound),
        .optional(row.probabilityOfBest), .optional(row.score), .optional(row.scoreError),
        .optional(row.scoreInterval?.lowerBound), .optional(row.scoreInterval?.upperBound),
        .text(CanonicalJSON.text(row.tiedWith)), .optional(row.reason),
      ])
    let insertion = try statement(
      "INSERT INTO standing_metric VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let metrics = row.metrics.filter { $0.id != .deflatedSharpe }.map(MetricRow.init)
    for (place, metric) in metrics.enumerated() {
      try insertion.run([
        .integer(id), .text(row.agent), .whole(place), .text(metric.id.rawValue),
        .text(metric.formula), .optional(metric.value), .optional(metric.missing),
        .whole(metric.sampleSize), .optional(metric.standardError),
      ])
    }
  }

  fileprivate func heads(
    _ clause: String, _ values: [Value]
  ) throws(SQLiteError) -> [ContestParts.Head] {
    try rows(
      """
      SELECT contest.id, contest.fingerprint, result_digest, symbols, engine_version, saved_at,
        configuration, name, document, origin
      FROM contest LEFT JOIN event_set ON event_set.fingerprint = contest.events
      """ + " " + clause, values
    ) { row in
      ContestParts.Head(
        id: row.integer(0), texts: (1..<7).map { row.text($0) }, name: row.optionalText(7),
        events: row.isNull(8) ? nil : (row.text(8), row.text(9)))
    }
  }

  fileprivate func standings(_ id: Int64) throws(SQLiteError) -> [StandingRow] {
    try rows(
      """
      SELECT standing.agent, standing.kind, rank, rank_low, rank_high, probability_of_best, score,
        start_equity, final_equity, reason
      FROM standing LEFT JOIN contest_agent
        ON contest_agent.contest_id = standing.contest_id AND contest_agent.agent = standing.agent
      WHERE standing.contest_id = ? ORDER BY standing.ordinal
      """, [.integer(id)]
    ) { row in
      StandingRow(
        agent: row.text(0), kind: row.text(1), rank: row.optionalInteger(2).map { Int($0) },
        rankLow: row.optionalInteger(3).map { Int($0) },
        rankHigh: row.optionalInteger(4).map { Int($0) }, probabilityOfBest: row.optionalReal(5),
        score: row.optionalReal(6), startEquity: row.real(7),
        finalEquity: row.optionalReal(8) ?? .nan, reason: row.optionalText(9))
    }
  }
}
