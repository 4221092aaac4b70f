public import Contests
public import Formats
import SQLite

extension Store: HoldoutState {
  /// Sets a period aside under a name, to be looked at so many times and no more.
  ///
  /// - Throws: An error of class `failed` if the name is taken.
  public func setAside(_ name: String, allowedLooks: Int) throws(LocatedError) {
    let isNew = try transaction { connection throws(SQLiteError) in
      try connection.run(
        """
        INSERT OR IGNORE INTO holdout VALUES(?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        """, [.text(name), .whole(allowedLooks)])
      return connection.changeCount > 0
    }
    guard isNew else {
      throw LocatedError(
        .failed, "a period is set aside under this name already", file: path, found: name)
    }
  }

  /// How many looks there have been at a period.
  public func lookCount(at name: String) throws(LocatedError) -> Int {
    try use { connection throws(SQLiteError) in
      Int(
        try connection.integer("SELECT count(*) FROM holdout_look WHERE name = ?", [.text(name)])
          ?? 0)
    }
  }

  /// How many looks are allowed; nil if nothing is set aside under the name.
  public func allowedLooks(at name: String) throws(LocatedError) -> Int? {
    try use { connection throws(SQLiteError) in
      try connection.integer("SELECT allowed_looks FROM holdout WHERE name = ?", [.text(name)])
        .map { Int($0) }
    }
  }

  /// Counts a look before it happens.
  ///
  /// Of two processes that take the last look at once, one gets it.
  /// - Throws: An error of class `failed` when no look is left or the name is unknown.
  public func recordLook(at name: String) throws(LocatedError) {
    let isGranted = try transaction { connection throws(SQLiteError) in
      try connection.run(
        """
        INSERT INTO holdout_look(name, looked_at)
        SELECT name, strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM holdout
        WHERE name = ?1 AND allowed_looks >
          (SELECT count(*) FROM holdout_look WHERE holdout_look.name = ?1)
        """, [.text(name)])
      return connection.changeCount > 0
    }
    guard isGranted else {
      throw LocatedError(
        .failed, "no look is left at what was set aside", file: path, found: name,
        hint: "a period that is looked at again and again proves nothing")
    }
  }
}
