import Formats
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

@Suite struct SchemaTests {
  @Test("released migrations are as they were released")
  func migrationsAreFrozen() {
    // A change of the tables is a new migration at the end; stores out there have run these.
    let known = StoreSchema.migrations.map { "\($0.name) \(SHA256.digest($0.sql).hex.prefix(12))" }
    #expect(
      known == [
        "bars 01f69958e2c6", "runs 55538981c0cf", "trials c42dd72b0017", "contests a3b13beba405",
        "decisions e364cb329a93", "holdouts 58dc3a5cb43d",
      ])
  }

  @Test("a store of an older program is brought up to date and keeps what it has")
  func olderIsUpgraded() throws {
    try StoreFixture.withPath { (path) throws in
      try FileSystem.createDirectory(FileSystem.directoryName(of: path))
      do {
        let old = try Connection(path, access: .create)
        let first = Array(StoreSchema.migrations.prefix(1))
        #expect(try Migration.apply(first, to: old, program: "0.1") == .current)
        try old.run(
          """
          INSERT INTO series VALUES(1, 'f', 'OLD', '1d', 0, '', '', '{}', '', '', '[]', 0, 1, '')
          """)
      }
      #expect(try Store(path, access: .read).series().map(\.symbol) == ["OLD"])
      _ = try Store(path, access: .write, program: "0.2").save(StoreFixture.run())
      let log = try Connection(path, access: .existing).rows(
        "SELECT program FROM migration ORDER BY ordinal"
      ) { $0.text(0) }
      #expect(log.first == "0.1" && log.count == StoreSchema.migrations.count)
    }
  }

  @Test("every table is strict, and a person can read the times")
  func tablesAreStrict() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      _ = try store.save(StoreFixture.run())
      let loose = try store.use { connection throws(SQLiteError) in
        try connection.rows(
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            + "AND strict = 0 AND name NOT LIKE 'sqlite_%'"
        ) { $0.text(0) }
      }
      let time = try store.use { connection throws(SQLiteError) in
        try connection.text("SELECT entry_time FROM run_trade ORDER BY ordinal")
      }
      let modes = try store.use { connection throws(SQLiteError) in
        [
          try connection.text("PRAGMA journal_mode"), try connection.text("PRAGMA synchronous"),
          try connection.text("PRAGMA foreign_keys"),
        ]
      }
      #expect(loose == [] && time?.hasPrefix("2020-01-0") == true && modes == ["wal", "2", "1"])
    }
  }
}
