/// A change of the tables that has a name and is never edited once it is released.
package struct Migration: Sendable, Hashable {
  /// The name that the file remembers.
  package let name: String
  /// The statements.
  package let sql: String

  package init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}

extension Migration {
  /// How the tables of a file stand to a list of migrations.
  package enum State: Sendable, Hashable {
    /// The file has all of them.
    case current
    /// The file lacks the last ones, of which this is the first.
    case behind(next: Int)
    /// The file has one that the list does not have at its place: a newer program made it.
    case unknown(name: String)
  }

  /// Compares a file with the list.
  package static func state(
    of connection: Connection, _ migrations: [Migration]
  ) throws(SQLiteError) -> State {
    let hasTable = try connection.integer(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'")
    guard hasTable == 1 else { return migrations.isEmpty ? .current : .behind(next: 0) }
    let names = try connection.rows("SELECT name FROM migration ORDER BY ordinal") { $0.text(0) }
    for (index, name) in names.enumerated()
    where index >= migrations.count || migrations[index].name != name {
      return .unknown(name: name)
    }
    return names.count == migrations.count ? .current : .behind(next: names.count)
  }

  /// Brings a file up to date, all missing migrations at once or none.
  ///
  /// Another process may do the same at the same time; one of them waits and finds it done.
  /// - Parameter program: The program's version, remembered with each migration.
  /// - Returns: The state afterwards: current or unknown.
  package static func apply(
    _ migrations: [Migration], to connection: Connection, program: String
  ) throws(SQLiteError) -> State {
    let before = try state(of: connection, migrations)
    guard case .behind = before else { return before }
    return try connection.transaction { () throws(SQLiteError) in
      let current = try state(of: connection, migrations)
      guard case .behind(let next) = current else { return current }
      if next == 0 {
        try connection.execute(
          """
          CREATE TABLE migration(
            ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, program TEXT NOT NULL,
            applied_at TEXT NOT NULL
          ) STRICT
          """)
      }
      for (index, migration) in migrations.enumerated() where index >= next {
        try connection.execute(migration.sql)
        try connection.run(
          "INSERT INTO migration VALUES(?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
          [.whole(index), .text(migration.name), .text(program)])
      }
      return .current
    }
  }
}
