/// One statement; structures such as `if` are expressions and stand in `.expression`.
struct Statement: Sendable {
  enum Kind: Sendable {
    /// `float x = close`, `var x = 0`, `const int N = 5`.
    case variable(VariableDeclaration)
    /// `[a, b] = f()`.
    case tuple(TupleDeclaration)
    /// `x := 1`, `x += 1`, `point.y := high`.
    case assignment(Assignment)
    /// `f(a, float b = 1) => …` and `method f(Pivot this) => …`.
    case function(FunctionDeclaration)
    /// `type Pivot` with its fields.
    case type(TypeDeclaration)
    /// `enum Mode` with its members.
    case enumeration(EnumDeclaration)
    /// `import user/library/1 as name`.
    case importing(ImportDeclaration)
    /// A call, a structure, or the value at the end of a block.
    case expression(Expression)
    case breaking
    case continuing
  }

  var kind: Kind
  var span: SourceSpan
}

/// How long a variable lives.
enum Persistence: Sendable, Hashable {
  /// Set anew on every bar.
  case perBar
  /// `var`: set once, then kept from bar to bar.
  case persistent
  /// `varip`: kept also between the executions of one bar.
  case persistentWithinBar
}

/// The declaration of a variable with its first value.
struct VariableDeclaration: Sendable {
  var isExported = false
  var persistence: Persistence = .perBar
  var qualifier: TypeQualifier?
  /// The type written before the name, nil if it follows from the value.
  var type: TypeReference?
  var name: Identifier
  var value: Expression
}

/// The declaration of several variables from one tuple.
///
/// `var` and `varip` stand here only so that they can be refused where they are.
struct TupleDeclaration: Sendable {
  var persistence: Persistence = .perBar
  /// The names; `_` may occur more than once and declares nothing.
  var names: [Identifier]
  var value: Expression
}

/// The operator of an assignment.
enum AssignmentOperator: String, Sendable, Hashable {
  case assign = ":="
  case add = "+="
  case subtract = "-="
  case multiply = "*="
  case divide = "/="
  case remainder = "%="

  /// The operation between the old value and the operand; nil for `:=`.
  var binary: BinaryOperator? {
    switch self {
    case .assign: nil
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    }
  }
}

/// A new value for a variable or a field.
struct Assignment: Sendable {
  /// A `.name` or a `.member` (field of an object).
  var target: Expression
  var operation: AssignmentOperator
  var operationSpan: SourceSpan
  var value: Expression
}

/// A function or a method of the user's.
struct FunctionDeclaration: Sendable {
  var isExported = false
  var isMethod = false
  var name: Identifier
  var parameters: [Parameter]
  var body: Block
}

/// A parameter of a function of the user's.
struct Parameter: Sendable {
  var qualifier: TypeQualifier?
  var type: TypeReference?
  var name: Identifier
  var defaultValue: Expression?
}

/// A type of the user's.
struct TypeDeclaration: Sendable {
  var isExported = false
  var name: Identifier
  var fields: [Field]
}

/// A field of a type of the user's.
struct Field: Sendable {
  /// Whether the field is `varip`.
  var isPersistentWithinBar = false
  var type: TypeReference
  var name: Identifier
  var defaultValue: Expression?
}

/// An enumeration of the user's.
struct EnumDeclaration: Sendable {
  var isExported = false
  var name: Identifier
  var members: [EnumMember]
}

/// A member of an enumeration, with the title that inputs show.
struct EnumMember: Sendable {
  var name: Identifier
  var title: Expression?
}

/// The use of another script's exports.
struct ImportDeclaration: Sendable {
  var user: String
  var library: String
  var version: Int
  /// The name behind `as`; nil if the library's own name serves.
  var alias: Identifier?
}
