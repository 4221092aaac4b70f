import Platform
import TestSupport
import Testing

@testable import SQLite

@Suite struct ConnectionTests {
  @Test("every storage class comes back as it went in")
  func valuesRoundTrip() throws {
    try withDatabase { (connection) throws in
      try connection.execute("CREATE TABLE t(i INTEGER, r REAL, s TEXT, b BLOB) STRICT")
      let bytes = [UInt8](0...255) + [0, 0]
      let rows: [[Value]] = [
        [.integer(.min), .real(.leastNonzeroMagnitude), .text("a\u{0}b 'ü' 🙂"), .blob(bytes)],
        [.integer(.max), .real(-.infinity), .text(""), .blob([])],
        [.null, .null, .null, .null],
        [.whole(Int32(-7)), .real(0.1 + 0.2), .text("x"), .blob([9])],
      ]
      for row in rows { try connection.run("INSERT INTO t VALUES(?, ?, ?, ?)", row) }
      let read = try connection.rows("SELECT * FROM t ORDER BY rowid") { row -> [Value] in
        [
          row.optionalInteger(0).map { .integer($0) } ?? .null, .optional(row.optionalReal(1)),
          .optional(row.optionalText(2)),
          row.isNull(3) ? .null : .blob(row.withBytes(3) { Array($0) }),
        ]
      }
      #expect(read == rows)
    }
  }

  @Test("what is not a number is stored as nothing, and a negative zero as zero")
  func numbersThatChange() throws {
    try withDatabase { (connection) throws in
      try connection.execute("CREATE TABLE t(r REAL) STRICT")
      for value in [Double.nan, -0.0] {
        try connection.run("INSERT INTO t VALUES(?)", [.real(value)])
      }
      let read = try connection.rows("SELECT r FROM t") { $0.optionalReal(0)?.bitPattern }
      #expect(read == [nil, Double(0).bitPattern])
    }
  }

  @Test("a transaction that fails leaves nothing behind")
  func transactionsAreWhole() throws {
    try withDatabase { (connection) throws in
      try connection.execute("CREATE TABLE t(i INTEGER UNIQUE) STRICT")
      let error = #expect(throws: SQLiteError.self) {
        try connection.transaction { () throws(SQLiteError) in
          for number in [1, 2, 1] {
            try connection.run("INSERT INTO t VALUES(?)", [.whole(number)])
          }
        }
      }
      #expect(error?.kind == .constraint && error?.sql?.hasPrefix("INSERT") == true)
      #expect(try connection.integer("SELECT count(*) FROM t") == 0)
      try connection.transaction { () throws(SQLiteError) in
        try connection.run("INSERT INTO t VALUES(1)")
      }
      #expect(try connection.integer("SELECT count(*) FROM t") == 1)
    }
  }

  @Test("failures are told apart")
  func failureKinds() throws {
    try withTemporaryDirectory { (folder) throws in
      var found = Mismatches()
      func check(_ kind: SQLiteError.Kind, _ body: () throws -> Void) {
        do {
          try body()
          found.add("\(kind): nothing was thrown")
        } catch {
          found.check("\(kind)", (error as? SQLiteError)?.kind, equals: kind)
        }
      }
      let path = FileSystem.join(folder, "a.db")
      let first = try Connection(path, access: .create)
      try first.execute("CREATE TABLE t(b BLOB) STRICT")
      check(.cannotOpen) { _ = try Connection(folder + "/none/a.db", access: .create) }
      check(.busy) {
        let second = try Connection(path, access: .existing, busyMilliseconds: 20)
        try first.execute("BEGIN IMMEDIATE")
        defer { try? first.execute("ROLLBACK") }
        try second.execute("BEGIN IMMEDIATE")
      }
      check(.full) {
        try first.execute("PRAGMA max_page_count = 4")
        try first.run("INSERT INTO t VALUES(zeroblob(100000))")
      }
      check(.readOnly) {
        try Connection(path, access: .immutable).run("INSERT INTO t VALUES(zeroblob(1))")
      }
      let text = FileSystem.join(folder, "text.db")
      try FileSystem.writeFile(text, String(repeating: "no database here. ", count: 100))
      check(.notADatabase) {
        _ = try Connection(text, access: .existing).integer("SELECT count(*) FROM sqlite_schema")
      }
      check(.other) { try first.execute("SELEC 1") }
      #expect(found.isEmpty, "\(found)")
    }
  }
}

@Suite struct MigrationTests {
  let first = Migration("first", "CREATE TABLE a(x INTEGER) STRICT")
  let second = Migration("second", "CREATE TABLE b(x INTEGER) STRICT; INSERT INTO b VALUES(1)")

  @Test("migrations are applied once, in order, and remembered by name")
  func applyOnce() throws {
    try withDatabase { (connection) throws in
      #expect(try Migration.state(of: connection, [first]) == .behind(next: 0))
      #expect(try Migration.apply([first], to: connection, program: "1") == .current)
      #expect(try Migration.state(of: connection, [first, second]) == .behind(next: 1))
      for _ in 0..<2 {
        #expect(try Migration.apply([first, second], to: connection, program: "2") == .current)
      }
      let log = try connection.rows("SELECT name || program FROM migration ORDER BY ordinal") {
        $0.text(0)
      }
      #expect(log == ["first1", "second2"])
      #expect(try connection.integer("SELECT count(*) FROM b") == 1)
    }
  }

  @Test("a file of a newer program is recognised and left alone")
  func newerIsRecognised() throws {
    try withDatabase { (connection) throws in
      _ = try Migration.apply([first, second], to: connection, program: "2")
      #expect(
        try Migration.apply([first], to: connection, program: "1") == .unknown(name: "second"))
      let other = Migration("other", "CREATE TABLE c(x INTEGER) STRICT")
      #expect(
        try Migration.apply([first, other], to: connection, program: "1")
          == .unknown(name: "second"))
    }
  }

  @Test("a migration that fails changes nothing")
  func failureChangesNothing() throws {
    try withDatabase { (connection) throws in
      let bad = Migration("bad", "CREATE TABLE c(x INTEGER) STRICT; CREATE TABLE a(x) nonsense")
      #expect(throws: SQLiteError.self) {
        _ = try Migration.apply([first, bad], to: connection, program: "1")
      }
      #expect(try connection.integer("SELECT count(*) FROM sqlite_schema") == 0)
      #expect(try Migration.apply([first], to: connection, program: "1") == .current)
    }
  }
}

/// Calls `body` with a new database.
private func withDatabase(_ body: (Connection) throws -> Void) throws {
  try withTemporaryDirectory { (folder) throws in
    try body(Connection(FileSystem.join(folder, "test.db"), access: .create))
  }
}
