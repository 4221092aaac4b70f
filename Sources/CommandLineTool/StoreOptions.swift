import Formats
import Platform
import Store
import Terminal

extension CommandTree {
  /// Which store a command uses; every command understands these.
  static let storeOptions: [OptionDescription] = [
    .option(
      "store", "FILE", "the store; $TOURNEY_STORE or ~/.local/share/tourney/tourney.db by default",
      category: "General", completion: .file),
    .flag("no-store", "keep nothing and look nothing up", category: "General"),
  ]
}

extension ParsedArguments {
  /// Opens the store that the options name, or the standard one; nil with `--no-store`.
  func store(_ access: Store.Access) throws(LocatedError) -> Store? {
    if has("no-store") {
      guard !has("store") else {
        throw LocatedError(
          .usage, "'--store' and '--no-store' contradict each other", hint: "leave one of them out")
      }
      return nil
    }
    // An empty variable in a script must not name the standard store by accident.
    let path: String
    if let named = value("store") {
      guard !named.isEmpty else { throw badValue("store", "", expected: "a file") }
      path = named
    } else {
      path = try Store.standardPath()
    }
    return try Store(path, access: access, program: CommandLineTool.version)
  }

  /// Opens the store for a command that is about nothing else.
  func requiredStore(_ access: Store.Access) throws(LocatedError) -> Store {
    guard let store = try store(access) else {
      throw LocatedError(.usage, "this command needs a store", hint: "leave out --no-store")
    }
    return store
  }
}
