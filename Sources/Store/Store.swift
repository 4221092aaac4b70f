public import Formats
import Platform
import SQLite
import Synchronization

/// The embedded store: bars, runs and the ledger of trials in one SQLite file.
///
/// ```swift
/// let store = try Store("results.db", access: .write)
/// let saved = try store.save(run)
/// ```
///
/// Several processes may use one file at once: writers wait for each other, readers for nobody. What
/// a call reported as saved has reached the disk. Threads may share a store; their calls take turns.
public final class Store: @unchecked Sendable {
  /// What a caller wants to do.
  public enum Access: Sendable, Hashable {
    /// Look something up in a store that exists.
    case read
    /// Save something; the file and its folders are made if there are none.
    case write
  }

  /// The file.
  public let path: String
  // Used under the lock only, which makes the class safe to share.
  private let connection: Connection
  private let lock = Mutex<Void>(())

  /// Opens a store and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - program: The program's version, noted with the tables it makes.
  ///   - busyMilliseconds: How long to wait for other processes.
  /// - Throws: An error of class `failed` for a store that is missing, locked, read-only or newer
  ///   than the program; of class `data` for a file that is damaged or no store.
  public init(
    _ path: String, access: Access, program: String = "", busyMilliseconds: Int32 = 10_000
  ) throws(LocatedError) {
    self.path = path
    if FileSystem.isDirectory(path) {
      throw LocatedError(
        .failed, "the store cannot be opened: it is a directory", file: path, expected: "a file")
    }
    if access == .write {
      do throws(PlatformError) {
        try FileSystem.createDirectory(FileSystem.directoryName(of: path))
      } catch {
        throw LocatedError(error)
      }
    } else if !FileSystem.exists(path) {
      throw LocatedError(
        .failed, "there is no store yet", file: path,
        hint: "'tourney backtest' and 'tourney data import' make one")
    }
    do throws(SQLiteError) {
      connection = try Self.connect(path, access: access, busyMilliseconds: busyMilliseconds)
    } catch {
      throw LocatedError(error)
    }
    try prepareTables(access: access, program: program)
  }

  private static func connect(
    _ path: String, access: Access, busyMilliseconds: Int32
  ) throws(SQLiteError) -> Connection {
    func open(_ kind: Connection.Access) throws(SQLiteError) -> Connection {
      let connection = try Connection(path, access: kind, busyMilliseconds: busyMilliseconds)
      _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
      return connection
    }
    do throws(SQLiteError) {
      return try open(access == .write ? .create : .existing)
    } catch {
      // A reader needs to write beside the file, unless nobody else can be writing to it.
      let isBarred = error.kind == .cannotOpen || error.kind == .readOnly
      guard access == .read, isBarred, !FileSystem.exists(path + "-wal") else { throw error }
      return try open(.immutable)
    }
  }

  /// Refuses what is not ours or newer, and makes what is missing.
  private func prepareTables(access: Access, program: String) throws(LocatedError) {
    // One look at one state: another process may be making the tables.
    let state = try use { connection throws(SQLiteError) in
      try connection.transaction(.deferred) { () throws(SQLiteError) -> Migration.State? in
        let owner = try connection.integer("PRAGMA application_id") ?? 0
        let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        guard owner == StoreSchema.applicationID || (owner == 0 && tables == 0) else { return nil }
        return try Migration.state(of: connection, StoreSchema.migrations)
      }
    }
    guard let state else { throw LocatedError.foreignDatabase(path) }
    if case .unknown(let name) = state { throw LocatedError.newerStore(path, migration: name) }
    if access == .write || state != .current, connection.isReadOnly {
      throw LocatedError(SQLiteError(code: 8, message: "read-only", path: path))
    }
    let after = try use { connection throws(SQLiteError) in
      if state != .current { try Self.settle(connection) }
      try connection.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF")
      try connection.setSynchronous(.full)
      return state == .current
        ? state
        : try Migration.apply(StoreSchema.migrations, to: connection, program: program)
    }
    if case .unknown(let name) = after { throw LocatedError.newerStore(path, migration: name) }
  }

  /// Gives a new file the write-ahead log that lets readers and a writer live together.
  private static func settle(_ connection: Connection) throws(SQLiteError) {
    // The change of the journal does not wait for locks by itself: another process may be at it.
    for attempt in 0... {
      do throws(SQLiteError) {
        _ = try connection.text("PRAGMA journal_mode = WAL")
        return
      } catch {
        guard error.kind == .busy, attempt < 100 else { throw error }
        // An immediate transaction does wait.
        try connection.transaction { () throws(SQLiteError) in }
      }
    }
  }
}

extension Store {
  /// Does what needs the database, and says in our words what went wrong.
  func use<Result>(
    _ body: (Connection) throws(SQLiteError) -> Result
  ) throws(LocatedError) -> Result {
    var outcome: Swift.Result<Result, SQLiteError>?
    lock.withLock { _ in
      do throws(SQLiteError) {
        outcome = .success(try body(connection))
      } catch {
        outcome = .failure(error)
      }
    }
    switch outcome {
    case .success(let result): return result
    case .failure(let error): throw LocatedError(error)
    case nil: preconditionFailure("the body has an outcome")
    }
  }

  /// Does all of what changes the database or nothing of it; when it returns, it is on the disk.
  func transaction<Result>(
    _ body: (Connection) throws(SQLiteError) -> Result
  ) throws(LocatedError) -> Result {
    try use { connection throws(SQLiteError) in
      try connection.transaction { () throws(SQLiteError) in try body(connection) }
    }
  }
}

extension Store {
  /// The name of the environment variable that names the store.
  public static let variable = "TOURNEY_STORE"

  /// Where the store lies if nobody names one.
  ///
  /// `$TOURNEY_STORE`, else `tourney/tourney.db` below `$XDG_DATA_HOME` or `~/.local/share`.
  /// - Throws: An error of class `failed` if there is no home either.
  public static func standardPath() throws(LocatedError) -> String {
    func folder(_ name: String) -> String? {
      Environment.variable(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = folder(variable) { return path }
    // The specification of base directories wants relative paths to be ignored.
    if let data = folder("XDG_DATA_HOME"), data.hasPrefix("/") {
      return FileSystem.join(data, "tourney/tourney.db")
    }
    if let home = folder("HOME") {
      return FileSystem.join(home, ".local/share/tourney/tourney.db")
    }
    throw LocatedError(
      .failed, "there is no place for the store: neither XDG_DATA_HOME nor HOME is set",
      hint: "name a file with --store, or leave the store out with --no-store")
  }
}
