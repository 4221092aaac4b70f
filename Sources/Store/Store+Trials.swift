public import Analysis
public import Contests
public import Formats
import SQLite

extension Store: TrialLedger {
  /// Appends attempts to the ledger, all of them or none.
  public func append(_ trials: [Trial]) throws(LocatedError) {
    try transaction { connection throws(SQLiteError) in
      for trial in trials { try connection.insert(trial) }
    }
  }

  /// The different attempts on some data, in the order of their first appearance.
  ///
  /// The ledger has a row for every run; the same strategy with the same inputs on the same days
  /// is one attempt, however often it is repeated.
  public func trials(on dataFingerprint: String) throws(LocatedError) -> [Trial] {
    try use { connection throws(SQLiteError) in
      try connection.rows(
        """
        SELECT family, inputs, data_fingerprint, first_day_number, last_day_number, return_count,
          mean, deviation, skewness, excess_kurtosis
        FROM trial WHERE id IN (
          SELECT min(id) FROM trial WHERE data_fingerprint = ?
          GROUP BY family, inputs, first_day_number, last_day_number)
        ORDER BY id
        """, [.text(dataFingerprint)], read: Trial.init)
    }
  }
}

extension Connection {
  /// Appends one attempt.
  ///
  /// - Parameter run: The fingerprint of the run that it was, if that is kept.
  func insert(_ trial: Trial, run: String? = nil) throws(SQLiteError) {
    try self.run(
      """
      INSERT INTO trial(
        family, inputs, data_fingerprint, run_fingerprint, first_day_number, last_day_number,
        return_count, mean, deviation, skewness, excess_kurtosis, recorded_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """,
      [
        .text(trial.family), .text(trial.inputs), .text(trial.dataFingerprint), .optional(run),
        .whole(trial.firstDay), .whole(trial.lastDay), .whole(trial.count), .real(trial.mean),
        .real(trial.deviation), .optional(trial.skewness), .optional(trial.excessKurtosis),
      ])
  }
}

extension Trial {
  fileprivate init(_ row: Statement) {
    self.init(
      family: row.text(0), inputs: row.text(1), dataFingerprint: row.text(2),
      firstDay: Int32(truncatingIfNeeded: row.integer(3)),
      lastDay: Int32(truncatingIfNeeded: row.integer(4)), count: Int(row.integer(5)),
      mean: row.real(6), deviation: row.real(7), skewness: row.optionalReal(8),
      excessKurtosis: row.optionalReal(9))
  }

  /// The attempt that an analysed run is; nil if it has no day.
  public init?(
    family: String, inputs: String, dataFingerprint: String, _ analysis: PerformanceAnalysis
  ) {
    let input = analysis.input
    guard let first = input.days.first, let last = input.days.last else { return nil }
    let moments = Moments(input.returns)
    self.init(
      family: family, inputs: inputs, dataFingerprint: dataFingerprint, firstDay: first,
      lastDay: last, count: moments.count, mean: moments.mean,
      deviation: (try? moments.deviation()) ?? 0, skewness: analysis[.skewness]?.value,
      excessKurtosis: analysis[.excessKurtosis]?.value)
  }
}
