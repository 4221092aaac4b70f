public import Analysis
public import Formats
import SQLite

/// One look at some data: what was tried, on which data, and the moments of what came out.
public struct Trial: Sendable, Hashable {
  /// The hash of the configuration; repeating a run is not another trial.
  public var key: String
  /// The hash of the run.
  public var runFingerprint: String
  /// The strategy that was tried, whatever its inputs.
  public var family: String
  /// The inputs, as `name=value` with spaces between them.
  public var inputs: String
  /// The hash of all data that were looked at.
  public var dataFingerprint: String
  /// The moments of the returns.
  public var moments: TrialMoments
  /// Periods in a year: 252 or 365.
  public var periodsPerYear: Int

  /// Makes a trial.
  public init(
    key: String, runFingerprint: String, family: String, inputs: String, dataFingerprint: String,
    moments: TrialMoments, periodsPerYear: Int
  ) {
    self.key = key
    self.runFingerprint = runFingerprint
    self.family = family
    self.inputs = inputs
    self.dataFingerprint = dataFingerprint
    self.moments = moments
    self.periodsPerYear = periodsPerYear
  }
}

extension Store {
  /// Appends trials to the ledger, all of them or none.
  public func append(_ trials: [Trial]) throws(LocatedError) {
    try attempt { () throws(SQLiteError) in
      try connection.transaction { () throws(SQLiteError) in
        for trial in trials { try insert(trial) }
      }
    }
  }

  func insert(_ trial: Trial) throws(SQLiteError) {
    let moments = trial.moments
    try connection.run(
      """
      INSERT INTO trial(
        trial_key, run_fingerprint, family, inputs, data_fingerprint, return_count, mean, variance,
        skewness, kurtosis, sharpe, periods_per_year, recorded_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
      """,
      [
        .text(trial.key), .text(trial.runFingerprint), .text(trial.family), .text(trial.inputs),
        .text(trial.dataFingerprint), .whole(moments.count), .optional(moments.mean),
        .optional(moments.variance), .optional(moments.skewness), .optional(moments.kurtosis),
        .optional(moments.sharpe), .whole(trial.periodsPerYear),
      ])
  }

  /// The different trials on some data, in the order of their first appearance.
  public func trials(on dataFingerprint: String) throws(LocatedError) -> [Trial] {
    try attempt { () throws(SQLiteError) in
      try connection.rows(
        """
        SELECT trial_key, run_fingerprint, family, inputs, data_fingerprint, return_count, mean,
          variance, skewness, kurtosis, sharpe, periods_per_year
        FROM trial WHERE id IN (
          SELECT min(id) FROM trial WHERE data_fingerprint = ? GROUP BY trial_key)
        ORDER BY id
        """, [.text(dataFingerprint)], read: Trial.init)
    }
  }

  /// What the Sharpe ratios of all trials on some data say about the best of them.
  ///
  /// Trials without a ratio, such as those that never traded, are left out. They count as
  /// independent, which is the stricter assumption.
  public func trialEvidence(on dataFingerprint: String) throws(LocatedError) -> TrialEvidence {
    TrialEvidence(sharpeRatios: try trials(on: dataFingerprint).compactMap(\.moments.sharpe))
  }
}

extension Trial {
  fileprivate init(_ row: Statement) {
    self.init(
      key: row.text(0), runFingerprint: row.text(1), family: row.text(2), inputs: row.text(3),
      dataFingerprint: row.text(4),
      moments: TrialMoments(
        count: Int(row.integer(5)), mean: row.optionalReal(6), variance: row.optionalReal(7),
        skewness: row.optionalReal(8), kurtosis: row.optionalReal(9),
        sharpe: row.optionalReal(10)), periodsPerYear: Int(row.integer(11)))
  }
}
