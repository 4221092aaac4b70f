/// Names that one block, function body or the whole script declares.
final class Scope {
  let parent: Scope?
  var variables: [String: Variable] = [:]

  init(parent: Scope?) { self.parent = parent }

  /// The variable that a name means here.
  func variable(_ name: String) -> Variable? {
    var scope: Scope? = self
    while let current = scope {
      if let variable = current.variables[name] { return variable }
      scope = current.parent
    }
    return nil
  }

  /// Every name that can be seen from here.
  var visibleNames: [String] {
    variables.keys.sorted() + (parent?.visibleNames ?? [])
  }
}

/// A variable of the script with its place in each program that needs it.
final class Variable {
  /// Where the value of a variable comes from.
  enum Origin {
    case declaration(VariableDeclaration)
    /// One of the names of a tuple.
    case tuple(TupleDeclaration, index: Int)
    /// A parameter: the expression that the caller gave, and where it gave it.
    case argument(Expression, Scope)
    /// A loop's counter and the like, which exist only where they were made.
    case local
  }

  let name: String
  let span: SourceSpan
  let origin: Origin
  /// The scope that declares it.
  unowned let scope: Scope
  /// Whether something assigns to it after its declaration.
  let isMutable: Bool
  /// Its values, by the program that holds them.
  private var values: [Int: Value] = [:]
  /// The value that was made last, in whatever program.
  private(set) var latest: Value?

  init(
    _ name: String, at span: SourceSpan, from origin: Origin, in scope: Scope, isMutable: Bool
  ) {
    self.name = name
    self.span = span
    self.origin = origin
    self.scope = scope
    self.isMutable = isMutable
  }

  /// Its value in a program; nil where the program has not made one.
  subscript(builder: ProgramBuilder) -> Value? {
    get { values[builder.number] }
    set {
      values[builder.number] = newValue
      latest = newValue
    }
  }
}

/// What is known of an expression after checking: its type, and the register that will hold it.
struct Value {
  var type: ValueType
  /// The register; −1 for tuples and for what has no value.
  var register: Int32 = -1
  /// The parts of a tuple.
  var elements: [Value] = []
  /// The word, if it is known before the run.
  var constant: Double?
  /// The column that the register mirrors.
  var column: BarColumn?
  /// The flag of the call path that the value's history goes with; −1 for every bar, nil for the
  /// path that reads it.
  var flag: Int32?
  /// Whether the register may get another value within the bar.
  var isVolatile = false

  static let void = Value(type: .void)
  /// The value of what could not be checked.
  static let unknown = Value(type: .any, register: 0)
}

/// A function or method of the script.
final class UserFunction {
  let declaration: FunctionDeclaration
  /// Whether some call has been checked.
  var isUsed = false

  init(_ declaration: FunctionDeclaration) { self.declaration = declaration }
}

/// A type of the script.
struct UserType {
  var declaration: TypeDeclaration
  var fieldTypes: [ValueType] = []

  func fieldIndex(_ name: String) -> Int? {
    declaration.fields.firstIndex { $0.name.name == name }
  }
}
