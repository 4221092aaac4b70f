import SQLite

/// The tables, as an append-only list of named migrations.
///
/// A released migration is never edited: a change of the tables is a new entry at the end. What is
/// counted in nanoseconds since 1970 has a readable twin, computed when somebody looks.
enum StoreSchema {
  /// Marks the file as ours in the header that every SQLite database has: `TRNY` in ASCII.
  static let applicationID: Int64 = 0x5452_4E59

  static let migrations = [
    Migration("bars", bars),
    Migration("runs", runs),
    Migration("trials", trials),
    Migration("contests", contests),
    Migration("decisions", decisions),
    Migration("holdouts", holdouts),
  ]

  /// Bars as columns of little-endian numbers in chunks; rows would take six times the room.
  private static let bars = """
    PRAGMA application_id = \(applicationID);
    CREATE TABLE series(
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      symbol TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      bar_count INTEGER NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      instrument TEXT NOT NULL,
      origin TEXT NOT NULL,
      repairs TEXT NOT NULL,
      warnings TEXT NOT NULL,
      is_close_only INTEGER NOT NULL,
      import_number INTEGER NOT NULL,
      imported_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX series_by_symbol ON series(symbol, timeframe);
    CREATE TABLE bar_chunk(
      series_id INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      open_time BLOB NOT NULL, close_time BLOB NOT NULL, day BLOB NOT NULL,
      open BLOB NOT NULL, high BLOB NOT NULL, low BLOB NOT NULL, close BLOB NOT NULL,
      volume BLOB NOT NULL,
      UNIQUE(series_id, ordinal)
    ) STRICT;
    """

  private static let runs = """
    CREATE TABLE event_set(
      fingerprint TEXT PRIMARY KEY, origin TEXT NOT NULL, event_count INTEGER NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run(
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      result_digest TEXT NOT NULL,
      strategy TEXT NOT NULL,
      inputs TEXT NOT NULL,
      symbols TEXT NOT NULL,
      convention TEXT NOT NULL,
      first_day TEXT,
      last_day TEXT,
      engine_version TEXT NOT NULL,
      code_path TEXT NOT NULL,
      configuration TEXT NOT NULL,
      events TEXT REFERENCES event_set(fingerprint),
      initial_capital REAL NOT NULL,
      final_equity REAL,
      fees REAL,
      slippage_cost REAL,
      turnover REAL,
      order_count INTEGER NOT NULL,
      unproved_targets INTEGER NOT NULL,
      trails_open_to_path INTEGER NOT NULL,
      open_positions INTEGER NOT NULL,
      is_ruined INTEGER NOT NULL,
      failure TEXT,
      saved_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE run_data(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      symbol TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      path TEXT NOT NULL,
      label TEXT NOT NULL,
      zone TEXT NOT NULL,
      repair TEXT NOT NULL,
      PRIMARY KEY(run_id, ordinal)
    ) STRICT;
    CREATE TABLE run_column(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE(run_id, name)
    ) STRICT;
    CREATE TABLE run_metric(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      metric TEXT NOT NULL,
      formula TEXT NOT NULL,
      value REAL,
      missing TEXT,
      sample_size INTEGER NOT NULL,
      standard_error REAL,
      PRIMARY KEY(run_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_fill(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      order_number INTEGER NOT NULL,
      symbol TEXT NOT NULL,
      side TEXT NOT NULL,
      quantity REAL, price REAL, fee REAL, slippage_cost REAL,
      time_ns INTEGER NOT NULL,
      bar INTEGER NOT NULL,
      rule TEXT NOT NULL,
      certainty TEXT NOT NULL,
      name TEXT NOT NULL,
      comment TEXT NOT NULL,
      time TEXT AS (strftime('%Y-%m-%dT%H:%M:%SZ', time_ns / 1000000000, 'unixepoch')) VIRTUAL,
      PRIMARY KEY(run_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_trade(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      symbol TEXT NOT NULL,
      direction TEXT NOT NULL,
      quantity REAL, entry_price REAL, exit_price REAL,
      entry_ns INTEGER NOT NULL, exit_ns INTEGER NOT NULL,
      entry_bar INTEGER NOT NULL, exit_bar INTEGER NOT NULL,
      gross_profit REAL, fees REAL, favourable REAL, adverse REAL,
      entry_order INTEGER NOT NULL, exit_order INTEGER NOT NULL,
      entry_name TEXT NOT NULL, exit_name TEXT NOT NULL, exit_comment TEXT NOT NULL,
      certainty TEXT NOT NULL,
      net_profit REAL AS (gross_profit - fees) VIRTUAL,
      entry_time TEXT AS (strftime('%Y-%m-%dT%H:%M:%SZ', entry_ns / 1000000000, 'unixepoch'))
        VIRTUAL,
      exit_time TEXT AS (strftime('%Y-%m-%dT%H:%M:%SZ', exit_ns / 1000000000, 'unixepoch'))
        VIRTUAL,
      PRIMARY KEY(run_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_rejection(
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      order_number INTEGER NOT NULL,
      symbol TEXT NOT NULL,
      time_ns INTEGER NOT NULL,
      reason TEXT NOT NULL,
      quantity REAL,
      name TEXT NOT NULL,
      time TEXT AS (strftime('%Y-%m-%dT%H:%M:%SZ', time_ns / 1000000000, 'unixepoch')) VIRTUAL,
      PRIMARY KEY(run_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    """

  /// Trials have no link to runs: deleting a run does not undo the look that was taken.
  private static let trials = """
    CREATE TABLE trial(
      id INTEGER PRIMARY KEY,
      family TEXT NOT NULL,
      inputs TEXT NOT NULL,
      data_fingerprint TEXT NOT NULL,
      run_fingerprint TEXT,
      first_day_number INTEGER NOT NULL,
      last_day_number INTEGER NOT NULL,
      return_count INTEGER NOT NULL,
      mean REAL NOT NULL,
      deviation REAL NOT NULL,
      skewness REAL,
      excess_kurtosis REAL,
      recorded_at TEXT NOT NULL,
      sharpe REAL AS (iif(deviation > 0, mean / deviation, NULL)) VIRTUAL,
      first_day TEXT AS (date(first_day_number * 86400, 'unixepoch')) VIRTUAL,
      last_day TEXT AS (date(last_day_number * 86400, 'unixepoch')) VIRTUAL
    ) STRICT;
    CREATE INDEX trial_by_data ON trial(data_fingerprint, family, inputs);
    CREATE TRIGGER trial_is_kept BEFORE DELETE ON trial
      BEGIN SELECT raise(ABORT, 'the ledger of trials only grows'); END;
    CREATE TRIGGER trial_is_fixed BEFORE UPDATE ON trial
      BEGIN SELECT raise(ABORT, 'the ledger of trials only grows'); END;
    """

  private static let contests = """
    CREATE TABLE contest(
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      result_digest TEXT NOT NULL,
      name TEXT,
      symbols TEXT NOT NULL,
      convention TEXT NOT NULL,
      score TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      engine_version TEXT NOT NULL,
      configuration TEXT NOT NULL,
      events TEXT REFERENCES event_set(fingerprint),
      data_fingerprint TEXT NOT NULL,
      block_length INTEGER NOT NULL,
      prediction_periods INTEGER,
      prediction_correlation REAL,
      prediction_t REAL,
      prediction_p REAL,
      conventions TEXT NOT NULL,
      warnings TEXT NOT NULL,
      saved_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE contest_data(
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      symbol TEXT NOT NULL, timeframe TEXT NOT NULL, fingerprint TEXT NOT NULL,
      path TEXT NOT NULL, label TEXT NOT NULL, zone TEXT NOT NULL, repair TEXT NOT NULL,
      PRIMARY KEY(contest_id, ordinal)
    ) STRICT;
    CREATE TABLE contest_agent(
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      agent TEXT NOT NULL,
      kind TEXT NOT NULL,
      family TEXT NOT NULL,
      inputs TEXT NOT NULL,
      start_equity REAL NOT NULL,
      final_equity REAL,
      fill_count INTEGER NOT NULL,
      trade_count INTEGER NOT NULL,
      rejection_count INTEGER NOT NULL,
      fees REAL,
      slippage_cost REAL,
      PRIMARY KEY(contest_id, ordinal), UNIQUE(contest_id, agent)
    ) STRICT;
    CREATE TABLE contest_column(
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      agent TEXT NOT NULL,
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE(contest_id, agent, name)
    ) STRICT;
    CREATE TABLE standing(
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      agent TEXT NOT NULL,
      kind TEXT NOT NULL,
      rank INTEGER, rank_low INTEGER, rank_high INTEGER,
      probability_of_best REAL,
      score REAL, score_error REAL, score_low REAL, score_high REAL,
      tied_with TEXT NOT NULL,
      reason TEXT,
      PRIMARY KEY(contest_id, ordinal)
    ) STRICT;
    CREATE TABLE standing_metric(
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      agent TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      metric TEXT NOT NULL, formula TEXT NOT NULL,
      value REAL, missing TEXT,
      sample_size INTEGER NOT NULL, standard_error REAL,
      PRIMARY KEY(contest_id, agent, ordinal)
    ) STRICT, WITHOUT ROWID;
    """

  /// What an allocator knew, expected and ordered: one row a decision, one a weight, one an order.
  private static let decisions = """
    CREATE TABLE decision(
      id INTEGER PRIMARY KEY,
      contest_id INTEGER NOT NULL REFERENCES contest(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      allocator TEXT NOT NULL,
      day_number INTEGER NOT NULL,
      last_known_day_number INTEGER NOT NULL,
      evidence TEXT NOT NULL,
      day TEXT AS (date(day_number * 86400, 'unixepoch')) VIRTUAL,
      last_known_day TEXT AS (date(last_known_day_number * 86400, 'unixepoch')) VIRTUAL,
      UNIQUE(contest_id, allocator, ordinal)
    ) STRICT;
    CREATE TABLE decision_weight(
      decision_id INTEGER NOT NULL REFERENCES decision(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      agent TEXT NOT NULL,
      score REAL, prediction REAL, weight REAL,
      PRIMARY KEY(decision_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE decision_order(
      decision_id INTEGER NOT NULL REFERENCES decision(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      agent TEXT,
      symbol TEXT NOT NULL,
      side TEXT NOT NULL CHECK(side IN ('buy', 'sell')),
      quantity REAL,
      PRIMARY KEY(decision_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    """

  /// Periods that were set aside, and every look at them.
  private static let holdouts = """
    CREATE TABLE holdout(
      name TEXT PRIMARY KEY, allowed_looks INTEGER NOT NULL, set_aside_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE holdout_look(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL REFERENCES holdout(name),
      looked_at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER look_is_kept BEFORE DELETE ON holdout_look
      BEGIN SELECT raise(ABORT, 'looks are not forgotten'); END;
    """
}
