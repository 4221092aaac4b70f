import Formats

extension Parser {
  // MARK: - Making nodes

  /// Makes an expression that spans from `start` to the token read last.
  mutating func make(
    _ kind: Expression.Kind, from start: Int, above children: [Expression] = []
  ) -> Expression {
    var height: UInt16 = 0
    for child in children { height = max(height, heights[child.id.index] + 1) }
    return make(kind, span: span(from: start), height: height)
  }

  private mutating func make(
    _ kind: Expression.Kind, span: SourceSpan, height: UInt16
  ) -> Expression {
    let id = ExpressionID(index: heights.count)
    guard height <= Self.maximumDepth else {
      report(
        .nestedTooDeep, at: span,
        "the expression has more than \(Self.maximumDepth) levels of operations",
        hint: "put parts of it into variables")
      heights.append(0)
      return Expression(id: id, kind: .invalid, span: span)
    }
    heights.append(height)
    return Expression(id: id, kind: kind, span: span)
  }

  /// Makes a node for what is missing at `start`.
  mutating func invalid(at start: Int) -> Expression {
    make(.invalid, span: SourceSpan(start, start), height: 0)
  }

  // MARK: - Operators

  /// Reads an expression, which holds no structure such as `if`.
  mutating func parseExpression() -> Expression {
    nested { $0.parseTernary() } ?? invalid(at: current.span.start)
  }

  /// Reads `condition ? then : otherwise`; a chain of them is read without recursion.
  private mutating func parseTernary() -> Expression {
    var links: [(condition: Expression, then: Expression)] = []
    var last = parseBinary(minimum: 1)
    while kind == .question {
      advance()
      let then = parseExpression()
      if !isRecovering { expect(.colon, "':' and the value otherwise") }
      if isRecovering { return last }
      links.append((last, then))
      last = parseBinary(minimum: 1)
    }
    while let link = links.popLast() {
      let kind = Expression.Kind.ternary(link.condition, then: link.then, otherwise: last)
      last = make(
        kind, from: link.condition.span.start, above: [link.condition, link.then, last])
    }
    return last
  }

  /// Reads operands and the operators between them that bind at least as tightly as `minimum`.
  private mutating func parseBinary(minimum: Int) -> Expression {
    var left = parseUnary()
    while !isRecovering, let (operation, precedence) = kind.binary, precedence >= minimum {
      advance()
      let right = parseBinary(minimum: precedence + 1)
      let height = max(heights[left.id.index], heights[right.id.index]) + 1
      left = make(
        .binary(operation, left, right), span: left.span.joined(with: right.span), height: height)
    }
    return left
  }

  private mutating func parseUnary() -> Expression {
    let operation: UnaryOperator
    switch kind {
    case .minus: operation = .negate
    case .plus: operation = .plus
    case .not: operation = .not
    default: return parsePostfix()
    }
    let start = advance().span.start
    let operand = nested { $0.parseUnary() } ?? invalid(at: start)
    return make(.unary(operation, operand), from: start, above: [operand])
  }

  // MARK: - Members, calls, history

  private mutating func parsePostfix() -> Expression {
    var base = parsePrimary()
    while !isRecovering {
      let start = base.span.start
      switch kind {
      case .dot:
        advance()
        let member = parseIdentifier("a name behind the '.'")
        base = make(.member(base, member), from: start, above: [base])
      case .leftBracket:
        base = parseHistory(of: base)
      case .leftParenthesis where base.isCallable:
        base = parseCall(base, typeArguments: [])
      case .less where base.isCallable && isGenericCall:
        let types = nested { $0.parseTypeArguments() } ?? []
        base = parseCall(base, typeArguments: types)
      default: return base
      }
    }
    return base
  }

  /// Whether `<types>(` follows, which no comparison does.
  private var isGenericCall: Bool {
    endOfTypeArguments(at: position).map { kind(at: $0) == .leftParenthesis } ?? false
  }

  private mutating func parseHistory(of base: Expression) -> Expression {
    let opening = advance().span
    let offset = parseExpression()
    if !isRecovering, !consume(.rightBracket) { failToClose(opening) }
    return make(.history(base, offset: offset), from: base.span.start, above: [base, offset])
  }

  private mutating func parseCall(
    _ callee: Expression, typeArguments: [TypeReference]
  ) -> Expression {
    let opening = current.span
    expect(.leftParenthesis, "'('")
    var arguments: [Argument] = []
    while !isRecovering, kind != .rightParenthesis, !isAtLineEnd {
      arguments.append(parseArgument())
      guard !isRecovering, !consume(.comma) else { continue }
      break
    }
    if !isRecovering, !consume(.rightParenthesis) { failToClose(opening) }
    return make(
      .call(Call(callee: callee, typeArguments: typeArguments, arguments: arguments)),
      from: callee.span.start, above: [callee] + arguments.map(\.value))
  }

  private mutating func parseArgument() -> Argument {
    guard kind == .identifier, kind(ahead: 1) == .assign else {
      return Argument(name: nil, value: parseExpression())
    }
    let name = parseIdentifier("a name")
    advance()
    return Argument(name: name, value: parseExpression())
  }

  private var isAtLineEnd: Bool {
    kind == .newline || kind == .endOfFile || kind == .dedent
  }

  /// Tells that a bracket stays open: at the bracket if the text just ends, else where it should be.
  private mutating func failToClose(_ opening: SourceSpan) {
    if isAtLineEnd {
      report(
        .unclosedBracket, at: opening, "'\(source[opening])' is never closed",
        expected: source[opening] == "(" ? "')'" : "']'")
    } else {
      fail(expected: source[opening] == "(" ? "',' or ')'" : "',' or ']'")
    }
  }

  // MARK: - Operands

  private mutating func parsePrimary() -> Expression {
    let token = current
    let start = token.span.start
    switch token.kind {
    case .identifier:
      advance()
      return make(.name(text(token)), from: start)
    case .integer, .float:
      advance()
      return make(numberKind(token), from: start)
    case .string:
      advance()
      let value = StringLiteral(source, token.span).value
      return make(.string(value), from: start)
    case .color:
      advance()
      return make(.color(colorValue(token)), from: start)
    case .true, .false:
      advance()
      return make(.boolean(token.kind == .true), from: start)
    case .leftParenthesis: return parseParenthesized()
    case .leftBracket: return parseTuple()
    case .if, .for, .while, .switch:
      report(
        .structureInExpression, at: token.span,
        "'\(text(token))' cannot stand inside an expression",
        hint: "assign its value to a variable first")
    default: fail(expected: "an expression")
    }
    return invalid(at: start)
  }

  private mutating func numberKind(_ token: Token) -> Expression.Kind {
    let value = NumberParser.double(text(token))
    if value == nil {
      diagnostics.error(
        .invalidNumber, at: token.span, "the number '\(text(token))' is out of range")
    }
    return token.kind == .integer ? .integer(value ?? 0) : .float(value ?? 0)
  }

  private func colorValue(_ token: Token) -> UInt32 {
    let digits = text(token).dropFirst()
    let value = UInt32(digits, radix: 16) ?? 0
    return digits.count == 6 ? value << 8 | 0xFF : value
  }

  private mutating func parseParenthesized() -> Expression {
    let opening = advance().span
    var inner = parseExpression()
    if !isRecovering, !consume(.rightParenthesis) { failToClose(opening) }
    inner.span = span(from: opening.start)
    return inner
  }

  private mutating func parseTuple() -> Expression {
    let opening = advance().span
    var elements: [Expression] = []
    while !isRecovering, kind != .rightBracket, !isAtLineEnd {
      elements.append(parseExpression())
      guard !isRecovering, !consume(.comma) else { continue }
      break
    }
    if !isRecovering, !consume(.rightBracket) { failToClose(opening) }
    return make(.tuple(elements), from: opening.start, above: elements)
  }
}

extension Expression {
  /// Whether a `(` behind it makes a call.
  fileprivate var isCallable: Bool {
    switch kind {
    case .name, .member: true
    default: false
    }
  }
}

extension DiagnosticCode {
  static let unclosedBracket = DiagnosticCode("unclosed-bracket")
  static let structureInExpression = DiagnosticCode("structure-in-expression")
}
