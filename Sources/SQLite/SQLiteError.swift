import CSQLite

/// A call of SQLite that failed.
package struct SQLiteError: Error, Sendable, Hashable {
  /// The reasons that callers tell apart.
  package enum Kind: Sendable, Hashable {
    /// Another connection holds a lock, and did so until the waiting time was over.
    case busy
    /// The file, its folder or the connection does not allow writing.
    case readOnly
    /// The disk or the file's size limit is reached.
    case full
    /// The file is damaged.
    case corrupt
    /// The file is something else.
    case notADatabase
    /// The file cannot be opened or created.
    case cannotOpen
    /// The operating system refused to read or write.
    case inputOutput
    /// A rule of the tables is broken.
    case constraint
    /// Anything else; the message says what.
    case other
  }

  /// SQLite's extended result code.
  package let code: Int32
  /// SQLite's words for it.
  package let message: String
  /// The file.
  package let path: String
  /// The statement, without the values that were bound to it.
  package let sql: String?

  package init(code: Int32, message: String, path: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.sql = sql
  }

  /// The reason, as far as callers tell reasons apart.
  package var kind: Kind {
    // The low byte of an extended code is the primary code.
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_READONLY: .readOnly
    case SQLITE_FULL: .full
    case SQLITE_CORRUPT: .corrupt
    case SQLITE_NOTADB: .notADatabase
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
    case SQLITE_IOERR: .inputOutput
    case SQLITE_CONSTRAINT: .constraint
    default: .other
    }
  }
}

extension SQLiteError: CustomStringConvertible {
  /// The failure in words, with the code and the statement.
  package var description: String {
    "\(path): \(message) (SQLite \(code))" + (sql.map { " in: \($0)" } ?? "")
  }
}
