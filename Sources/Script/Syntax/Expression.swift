/// The number of an expression within its tree: dense, in the order of completion.
struct ExpressionID: Sendable, Hashable {
  var index: Int
}

/// One expression with its place in the text.
///
/// Parentheses leave no node. No tree is higher than ``Parser/maximumDepth``, so that recursion over
/// it is safe.
struct Expression: Sendable {
  indirect enum Kind: Sendable {
    /// `14`: a whole number, as written without point or exponent.
    case integer(Double)
    /// `1.5`, `.5`, `1e3`.
    case float(Double)
    case boolean(Bool)
    /// The text between the quotation marks with its escapes resolved.
    case string(String)
    /// `#RRGGBB` or `#RRGGBBAA` as 0xRRGGBBAA.
    case color(UInt32)
    /// A name without dots; `na`, `float` and `array` are names, too.
    case name(String)
    /// `base.name`: a field, a member of a namespace or enumeration, or a method to be called.
    case member(Expression, Identifier)
    case call(Call)
    /// `base[offset]`.
    case history(Expression, offset: Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `condition ? then : otherwise`.
    case ternary(Expression, then: Expression, otherwise: Expression)
    /// `[a, b]`: a tuple at the end of a block, or the list of an argument such as `options`.
    case tuple([Expression])
    case conditional(IfExpression)
    case selection(SwitchExpression)
    case countingLoop(ForExpression)
    case collectionLoop(ForInExpression)
    case whileLoop(WhileExpression)
    /// What could not be read; a diagnostic has been given.
    case invalid
  }

  var id: ExpressionID
  var kind: Kind
  var span: SourceSpan
}

extension Expression {
  /// The name with its dots if the expression is nothing but names and dots, such as `ta.ema`.
  var dottedName: String? {
    switch kind {
    case .name(let name): name
    case .member(let base, let member): base.dottedName.map { $0 + "." + member.name }
    default: nil
    }
  }
}

/// An operator with one operand.
enum UnaryOperator: String, Sendable, Hashable {
  case plus = "+"
  case negate = "-"
  case not
}

/// An operator with two operands.
enum BinaryOperator: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and
  case or
}

/// A call of a function, of a method, or of `Type.new`.
struct Call: Sendable {
  /// A `.name` or a `.member`.
  var callee: Expression
  /// The types in `array.new<float>()`.
  var typeArguments: [TypeReference] = []
  var arguments: [Argument]
}

/// An argument of a call; positional ones have no name.
struct Argument: Sendable {
  var name: Identifier?
  var value: Expression
}

/// `if … else if … else …`.
struct IfExpression: Sendable {
  /// A condition with the block that it guards.
  struct Branch: Sendable {
    var condition: Expression
    var block: Block
  }

  /// The `if` and each `else if`.
  var branches: [Branch]
  var otherwise: Block?
}

/// `switch subject` with arms `pattern => …`, or `switch` with arms `condition => …`.
struct SwitchExpression: Sendable {
  /// One arm; the default arm, which is the last, has no pattern.
  struct Arm: Sendable {
    var pattern: Expression?
    var block: Block
  }

  var subject: Expression?
  var arms: [Arm]
}

/// `for i = first to last by step`.
struct ForExpression: Sendable {
  var type: TypeReference?
  var variable: Identifier
  var first: Expression
  var last: Expression
  var step: Expression?
  var body: Block
}

/// `for item in collection` and `for [index, item] in collection`.
struct ForInExpression: Sendable {
  /// The index of an array or row of a matrix, the key of a map; nil in the first form.
  var index: Identifier?
  var item: Identifier
  var collection: Expression
  var body: Block
}

/// `while condition`.
struct WhileExpression: Sendable {
  var condition: Expression
  var body: Block
}
