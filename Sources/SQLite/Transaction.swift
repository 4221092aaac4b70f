import CSQLite

/// When a transaction takes its locks.
package enum Transaction: String, Sendable {
  /// At the first statement that needs one: for reading several things of one state.
  case deferred = "DEFERRED"
  /// At once, so that no other writer comes between the first read and the commit.
  case immediate = "IMMEDIATE"
}

extension Connection {
  /// Does all of `body` or nothing of it.
  ///
  /// When it returns, the changes are as safe as the connection's synchronous level says.
  package func transaction<Result>(
    _ kind: Transaction = .immediate, _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try execute("BEGIN \(kind.rawValue)")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Some failures, such as a full disk, have rolled back already.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }
}
