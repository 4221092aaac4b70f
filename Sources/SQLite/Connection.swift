import CSQLite

/// An open database file, used by one thread at a time.
///
/// ```swift
/// let connection = try Connection("notes.db", access: .create)
/// try connection.execute("CREATE TABLE note(text TEXT NOT NULL) STRICT")
/// try connection.transaction { () throws(SQLiteError) in
///   try connection.run("INSERT INTO note VALUES(?)", [.text("hello")])
/// }
/// ```
package final class Connection {
  /// What the connection may do with the file.
  package enum Access: Sendable, Hashable {
    /// Reads and writes; the file is made if there is none.
    case create
    /// Reads and, if the file allows it, writes; the file exists.
    case existing
    /// Reads a file that nobody can change meanwhile, without any lock.
    case immutable

    fileprivate var flags: Int32 {
      switch self {
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .existing: SQLITE_OPEN_READWRITE
      case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    }
  }

  /// How carefully a commit is brought to the disk.
  package enum Synchronous: String, Sendable {
    /// The commit has reached the disk when it returns.
    case full = "FULL"
    /// The file stays whole, but a loss of power may undo the last commits.
    case normal = "NORMAL"
  }

  /// The file, as the caller named it.
  package let path: String
  let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens a file.
  ///
  /// - Parameter busyMilliseconds: How long to wait for another connection's lock.
  /// - Throws: An error of the kind that the operating system's refusal or the content gives;
  ///   content is looked at by the first statement only.
  package init(_ path: String, access: Access, busyMilliseconds: Int32 = 10_000)
    throws(SQLiteError)
  {
    self.path = path
    var handle: OpaquePointer?
    let name = access == .immutable ? Self.immutableName(path) : path
    let code = sqlite3_open_v2(name, &handle, access.flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
      sqlite3_close_v2(handle)
      throw SQLiteError(code: extended, message: message, path: path)
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, busyMilliseconds)
  }

  deinit {
    // Statements go first: a connection with open statements would linger.
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// A file name in the form of a URI that promises that the file does not change.
  private static func immutableName(_ path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/".utf8)
    let escaped = path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
    }
    return "file:" + escaped.joined() + "?immutable=1"
  }

  /// Whether the file refuses to be written.
  package var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// The number that the last insertion gave to its row.
  package var lastRowID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  package var changeCount: Int { Int(sqlite3_changes64(handle)) }

  /// Runs statements that have no values and give no rows, separated by semicolons.
  package func execute(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw error(code, sql: sql) }
  }

  /// Returns a statement, compiled at its first use and kept for the next.
  ///
  /// Finish or reset one use before the next begins.
  package func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let known = statements[sql] {
      known.reset()
      return known
    }
    let statement = try Statement(sql, connection: self)
    statements[sql] = statement
    return statement
  }

  /// Runs one statement that gives no rows.
  package func run(_ sql: String, _ values: [Value] = []) throws(SQLiteError) {
    try statement(sql).run(values)
  }

  /// Runs one query and returns what `read` makes of each row.
  package func rows<Row>(
    _ sql: String, _ values: [Value] = [], read: (Statement) throws(SQLiteError) -> Row
  ) throws(SQLiteError) -> [Row] {
    let statement = try statement(sql)
    defer { statement.reset() }
    try statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// Runs one query and returns the whole number in the first column of its first row, if any.
  package func integer(_ sql: String, _ values: [Value] = []) throws(SQLiteError) -> Int64? {
    try rows(sql, values) { $0.optionalInteger(0) }.first ?? nil
  }

  /// Runs one query and returns the text in the first column of its first row, if any.
  package func text(_ sql: String, _ values: [Value] = []) throws(SQLiteError) -> String? {
    try rows(sql, values) { $0.optionalText(0) }.first ?? nil
  }

  /// Sets how carefully commits are brought to the disk; not inside a transaction.
  package func setSynchronous(_ level: Synchronous) throws(SQLiteError) {
    try execute("PRAGMA synchronous = \(level.rawValue)")
  }

  func error(_ code: Int32, sql: String?) -> SQLiteError {
    SQLiteError(
      code: sqlite3_extended_errcode(handle) & 0xFF == code & 0xFF
        ? sqlite3_extended_errcode(handle) : code,
      message: String(cString: sqlite3_errmsg(handle)), path: path, sql: sql)
  }
}
