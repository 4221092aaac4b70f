import Analysis
import Contests
import Formats
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

@Suite struct RunStoreTests {
  @Test("a run comes back as it was saved")
  func runsRoundTrip() throws {
    try StoreFixture.withPath { (path) throws in
      let run = try StoreFixture.run()
      let saved = try Store(path, access: .write).save(run)
      let store = try Store(path, access: .read)
      let loaded = try store.load(store.run(named: "last"))
      #expect(
        saved == SavedRun(id: 1, fingerprint: run.fingerprint, isRepeated: false, agrees: true))
      #expect(loaded.configuration == run.configuration && loaded.sources == run.sources)
      #expect(loaded.events == run.events && loaded.content == run.content)
      #expect(loaded.content.differences(from: run.content).isEmpty)
      #expect(
        run.content.trades.count > 20 && run.content.rejections.count > 3
          && run.content.metrics.count > 30)
    }
  }

  @Test("a run is kept once, however often it is saved, and the ledger has every attempt")
  func runsAreKeptOnce() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let run = try StoreFixture.run()
      let first = try store.save(run)
      let again = try store.save(run)
      var changed = run
      changed.content.digest = "other"
      let other = try store.save(changed)
      #expect([first, again, other].map(\.id) == [1, 1, 1])
      #expect([first, again, other].map(\.isRepeated) == [false, true, true])
      #expect([first, again, other].map(\.agrees) == [true, true, false])
      let newer = try store.save(StoreFixture.run(version: "2.0"))
      #expect(newer.id == 2)
      let rows = try store.use { connection throws(SQLiteError) in
        try connection.integer("SELECT count(*) FROM trial")
      }
      #expect(rows == 4)
      #expect(try store.trials(on: run.trial?.dataFingerprint ?? "").count == 1)
    }
  }

  @Test("attempts are counted by strategy, inputs and days, on their data alone")
  func attemptsAreCounted() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let runs = try [3, 4, 5, 3].map { try StoreFixture.run(pause: $0) }
      for run in runs { _ = try store.save(run) }
      _ = try store.save(StoreFixture.run(pause: 3, seed: 2))
      let trials = try store.trials(on: runs[0].trial?.dataFingerprint ?? "")
      #expect(trials == runs.prefix(3).compactMap(\.trial))
      #expect(trials.allSatisfy { $0.sharpePerPeriod != nil && $0.excessKurtosis != nil })
    }
  }

  @Test("deleting a run keeps its attempt, and the ledger cannot be edited")
  func ledgerOnlyGrows() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let run = try StoreFixture.run()
      let saved = try store.save(run)
      try store.deleteRuns([saved.id])
      var counts: [Int64?] = []
      for table in [
        "run", "run_data", "run_column", "run_metric", "run_fill", "run_trade", "run_rejection",
        "event_set", "trial",
      ] {
        counts.append(
          try store.use { connection throws(SQLiteError) in
            try connection.integer("SELECT count(*) FROM \(table)")
          })
      }
      #expect(counts == [0, 0, 0, 0, 0, 0, 0, 0, 1])
      for sql in ["DELETE FROM trial", "UPDATE trial SET mean = 1"] {
        #expect(throws: LocatedError.self) {
          try store.transaction { connection throws(SQLiteError) in try connection.execute(sql) }
        }
      }
      #expect(try store.trials(on: run.trial?.dataFingerprint ?? "").count == 1)
    }
  }

  @Test("runs are found by number, by hash and as the last one")
  func runsAreFound() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      for pause in 2...5 { _ = try store.save(StoreFixture.run(pause: pause)) }
      let runs = try store.runs()
      let hash = runs[2].fingerprint
      for name in ["3", hash, String(hash.prefix(8)), hash.prefix(10).uppercased()] {
        #expect(try store.run(named: name) == runs[2])
      }
      #expect(try store.run(named: "last") == runs[3])
      for name in ["5", "zz", "", "0", "-1", "abc", "*", "last one", "99999999999999999999"] {
        let error = #expect(throws: LocatedError.self) { try store.run(named: name) }
        #expect(error?.exitClass == .usage)
      }
    }
  }

  @Test("a row that was changed is found")
  func changesAreFound() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let run = try StoreFixture.run()
      _ = try store.save(run)
      func subjects(after sql: String) throws -> [String] {
        try store.transaction { connection throws(SQLiteError) in try connection.execute(sql) }
        let loaded = try store.load(store.run(named: "1"))
        return loaded.content.differences(from: run.content).map(\.subject)
      }
      var found = Mismatches()
      let table: [(String, [String])] = [
        ("UPDATE run_trade SET exit_price = exit_price + 1e-9 WHERE ordinal = 4", ["trade 5"]),
        ("UPDATE run_fill SET fee = 0 WHERE ordinal = 0", ["fill 1", "trade 5"]),
        (
          "UPDATE run_metric SET value = 9 WHERE metric = 'sharpe'",
          ["sharpe", "fill 1", "trade 5"]
        ),
        ("UPDATE run SET fees = 1", ["fees", "sharpe", "fill 1", "trade 5"]),
        ("DELETE FROM run_rejection", ["fees", "sharpe", "fill 1", "trade 5", "rejection 1"]),
      ]
      for (sql, expected) in table {
        found.check(sql, try subjects(after: sql), equals: expected)
      }
      #expect(found.isEmpty, "\(found)")
      for sql in ["UPDATE run_fill SET side = 'bye'", "UPDATE run SET configuration = '{'"] {
        let error = #expect(throws: LocatedError.self) { _ = try subjects(after: sql) }
        #expect(error?.exitClass == .data)
      }
    }
  }
}
