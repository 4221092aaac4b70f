import Formats

/// Everything that the language has built in, as data.
///
/// The tables are texts (see ``CatalogReader``) that are read once, at the first use of ``shared``.
struct Catalog: Sendable {
  static let shared = Catalog(tables: CatalogTable.all)

  private(set) var functions: [BuiltinFunction] = []
  private(set) var variables: [BuiltinVariable] = []
  private var functionIndex: [String: Int] = [:]
  private var variableIndex: [String: Int] = [:]
  private var constants: [String: [BuiltinConstant]] = [:]
  /// The functions that can be called behind a value, by the name behind the dot.
  private var methods: [String: [Int]] = [:]
  /// The words that stand before a dot: `ta`, `strategy`, `strategy.risk`, `chart`.
  private(set) var namespaces: Set<String> = []

  private init(tables: [String]) {
    functionIndex.reserveCapacity(640)
    variableIndex.reserveCapacity(256)
    constants.reserveCapacity(320)
    for table in tables {
      var reader = CatalogReader(table)
      while let entry = reader.next() { add(entry) }
    }
  }
}

// MARK: - Looking up

extension Catalog {
  /// The function of a name, dots included; `array.new` and its like stand without angle brackets.
  func function(_ name: String) -> BuiltinFunction? {
    functionIndex[name].map { functions[$0] }
  }

  /// The variable of a name, dots included.
  func variable(_ name: String) -> BuiltinVariable? {
    variableIndex[name].map { variables[$0] }
  }

  /// The constant of a name in a version of the language.
  func constant(_ name: String, version: Int) -> BuiltinConstant? {
    constants[name]?.first { $0.versions.contains(version) }
  }

  /// The functions that `receiver.name(…)` may mean, judged by the kind of the receiver's type.
  func methods(_ name: String, on receiver: ValueType) -> [BuiltinFunction] {
    guard let space = receiver.methodNamespace else { return [] }
    return (methods[name] ?? []).map { functions[$0] }.filter { $0.name == space + "." + name }
  }

  /// The names that can be called behind a value of a type, for suggestions.
  func methodNames(on receiver: ValueType) -> [String] {
    methods.keys.filter { !methods($0, on: receiver).isEmpty }.sorted()
  }

  /// Whether the name means anything at all, be it only before a dot.
  func contains(_ name: String) -> Bool {
    functionIndex[name] != nil || variableIndex[name] != nil || constants[name] != nil
      || namespaces.contains(name)
  }

  /// All names in the order of the tables, for suggestions.
  private static let allNames =
    shared.functions.map(\.name) + shared.variables.map(\.name) + shared.constants.keys.sorted()

  /// All names in the order of the tables, for suggestions.
  var names: [String] { Self.allNames }

  /// A hint such as `did you mean 'ta.ema'?` for a name that means nothing.
  ///
  /// - Parameter others: Names that the script declares, which come first among equals.
  /// - Complexity: O(all names); for messages only.
  func hint(for name: String, others: [String] = []) -> String? {
    // Old scripts write `sma` for `ta.sma`: a name that lacks only its namespace is meant first.
    let lacking = names.first { $0.hasSuffix("." + name) && Self.isFormerGlobal($0) }
    if let lacking { return "did you mean '\(lacking)'?" }
    return Suggestion.hint(for: name, in: others + names)
  }

  private static func isFormerGlobal(_ name: String) -> Bool {
    ["ta.", "math.", "str.", "request.", "color."].contains { name.hasPrefix($0) }
  }
}

// MARK: - Building

extension Catalog {
  private mutating func add(_ entry: CatalogEntry) {
    addNamespaces(of: entry.name)
    switch entry.content {
    case .function(let signature):
      addFunction(entry, signature)
    case .variable(let type):
      variableIndex[entry.name] = variables.count
      variables.append(
        BuiltinVariable(
          id: variables.count, name: entry.name, type: type, nature: entry.nature,
          reason: entry.reason))
    case .constant(let type, let value, let versions):
      constants[entry.name, default: []].append(
        BuiltinConstant(name: entry.name, type: type, value: value, versions: versions))
    }
  }

  private mutating func addFunction(_ entry: CatalogEntry, _ signature: Signature) {
    if let index = functionIndex[entry.name] {
      functions[index].overloads.append(signature)
      return
    }
    functionIndex[entry.name] = functions.count
    if let space = signature.parameters.first?.type.methodNamespace,
      let dot = entry.name.lastIndex(of: "."), entry.name[..<dot] == space
    {
      methods[String(entry.name[entry.name.index(after: dot)...]), default: []]
        .append(functions.count)
    }
    functions.append(
      BuiltinFunction(
        id: functions.count, name: entry.name, nature: entry.nature, reason: entry.reason,
        overloads: [signature]))
  }

  private mutating func addNamespaces(of name: String) {
    guard let dot = name.lastIndex(of: ".") else { return }
    let space = String(name[..<dot])
    if namespaces.insert(space).inserted { addNamespaces(of: space) }
  }
}

extension ValueType {
  /// The namespace whose functions can be called as methods of values of this type.
  fileprivate var methodNamespace: String? {
    switch self {
    case .array: "array"
    case .matrix: "matrix"
    case .map: "map"
    case .handle(let kind): kind.rawValue
    default: nil
    }
  }
}
