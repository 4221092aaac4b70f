import Formats
import SQLite

extension LocatedError {
  /// The error that a person sees when the store could not do something.
  init(_ error: SQLiteError) {
    let noStore = "--no-store runs without a store"
    switch error.kind {
    case .busy:
      self.init(
        .failed, "the store is in use by another process", file: error.path,
        hint: "try again when it has finished, or name another with --store")
    case .readOnly:
      self.init(
        .failed, "the store cannot be written: the file or its folder is read-only",
        file: error.path, hint: "name another with --store; \(noStore)")
    case .full:
      self.init(
        .failed, "the store cannot grow: the disk is full", file: error.path,
        hint: "nothing was changed; make room, or name another with --store")
    case .corrupt:
      self.init(
        .data, "the store is damaged", file: error.path, found: error.message,
        hint: "'sqlite3 FILE .recover' saves what can be read; nothing was changed")
    case .notADatabase:
      self.init(
        .data, "this is no store: it is not an SQLite database", file: error.path,
        hint: "name another file with --store")
    case .cannotOpen:
      self.init(
        .failed, "the store cannot be opened", file: error.path, found: error.message,
        hint: "name another with --store; \(noStore)")
    case .inputOutput:
      self.init(
        .failed, "the store cannot be read or written: the system refused", file: error.path,
        found: "\(error.message), code \(error.code)")
    case .constraint, .other:
      self.init(
        .internalError, "the store refused a statement", file: error.path,
        found: error.description)
    }
  }

  /// The error for a store that has tables this program does not know.
  static func newerStore(_ path: String, migration: String) -> LocatedError {
    LocatedError(
      .failed, "the store was written by a newer version of the program", file: path,
      found: migration, expected: "no migration after '\(StoreSchema.migrations.last?.name ?? "")'",
      hint: "update the program, or name another store with --store; nothing was changed")
  }

  /// The error for a database that is somebody else's.
  static func foreignDatabase(_ path: String) -> LocatedError {
    LocatedError(
      .data, "this is the database of another program", file: path,
      hint: "name another file with --store; nothing was changed")
  }
}
