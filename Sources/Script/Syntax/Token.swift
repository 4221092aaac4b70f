/// A piece of source text that the grammar does not take apart.
struct Token: Sendable, Hashable {
  var kind: TokenKind
  /// The offset of the first byte.
  var start: Int32
  /// The offset behind the last byte.
  var end: Int32
  /// For brackets the index of the token that closes or opens it, -1 without one; for the first
  /// token of a line before layout the columns that it is indented by, -1 on later tokens.
  var link: Int32 = -1

  var span: SourceSpan { SourceSpan(Int(start), Int(end)) }
}

/// What a token is.
enum TokenKind: UInt8, Sendable, Hashable {
  case endOfFile, newline, indent, dedent
  /// What the lexer could not read; a diagnostic has been given.
  case invalid
  case identifier, integer, float, string, color
  // Reserved words. `to`, `by`, `in`, `as`, `type`, `enum`, `method`, `import`, `export` and the
  // qualifiers are names that mean something in certain places only.
  case and, or, not, `if`, `else`, `for`, `while`, `switch`, `break`, `continue`
  case `var`, varip, `true`, `false`
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket
  case comma, dot, question, colon, arrow
  case assign, reassign, addAssign, subtractAssign, multiplyAssign, divideAssign, remainderAssign
  case plus, minus, star, slash, percent
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
}

extension TokenKind {
  /// Whether a line that ends with this token cannot be complete.
  var demandsContinuation: Bool {
    switch self {
    case .and, .or, .not, .comma, .dot, .question, .colon, .assign, .reassign, .addAssign,
      .subtractAssign, .multiplyAssign, .divideAssign, .remainderAssign, .plus, .minus, .star,
      .slash, .percent, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      true
    default: false
    }
  }

  /// Whether no statement can begin with this token, so that its line continues the one before.
  var continuesLine: Bool {
    switch self {
    case .and, .or, .dot, .question, .colon, .star, .slash, .percent, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .equal, .notEqual, .rightParenthesis, .rightBracket:
      true
    default: false
    }
  }

  /// Whether the token is a word that only a statement can begin with.
  var beginsStatement: Bool {
    switch self {
    case .if, .for, .while, .switch, .break, .continue, .var, .varip: true
    default: false
    }
  }

  /// Whether an operand can end with this token.
  var endsOperand: Bool {
    switch self {
    case .identifier, .integer, .float, .string, .color, .true, .false, .rightParenthesis,
      .rightBracket:
      true
    default: false
    }
  }

  /// The assignment that the token stands for, apart from the `=` of declarations.
  var assignment: AssignmentOperator? {
    switch self {
    case .reassign: .assign
    case .addAssign: .add
    case .subtractAssign: .subtract
    case .multiplyAssign: .multiply
    case .divideAssign: .divide
    case .remainderAssign: .remainder
    default: nil
    }
  }

  /// The operation between two operands and how tightly it binds; nil for other tokens.
  var binary: (operation: BinaryOperator, precedence: Int)? {
    switch self {
    case .or: (.or, 1)
    case .and: (.and, 2)
    case .equal: (.equal, 3)
    case .notEqual: (.notEqual, 3)
    case .less: (.less, 4)
    case .lessOrEqual: (.lessOrEqual, 4)
    case .greater: (.greater, 4)
    case .greaterOrEqual: (.greaterOrEqual, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .percent: (.remainder, 6)
    default: nil
    }
  }
}
