extension Parser {
  /// Reads a structure or an expression: what can be the value of a variable or of a block.
  mutating func parseValue() -> Expression {
    switch kind {
    case .if, .for, .while, .switch:
      nested { $0.parseStructure() } ?? invalid(at: current.span.start)
    default: parseExpression()
    }
  }

  private mutating func parseStructure() -> Expression {
    switch kind {
    case .if: parseIf()
    case .for: parseFor()
    case .while: parseWhile()
    default: parseSwitch()
    }
  }

  private mutating func parseIf() -> Expression {
    let start = advance().span.start
    var branches: [IfExpression.Branch] = []
    var otherwise: Block?
    repeat {
      let condition = parseCondition()
      branches.append(.init(condition: condition, block: parseBlock(afterArrow: false)))
      guard previous.kind == .dedent, kind == .else else { break }
      advance()
      if kind != .if { otherwise = parseBlock(afterArrow: false) }
    } while otherwise == nil && consume(.if)
    return make(
      .conditional(IfExpression(branches: branches, otherwise: otherwise)), from: start,
      above: branches.map(\.condition))
  }

  /// Reads a condition; a single `=` in it gets a hint of its own.
  private mutating func parseCondition() -> Expression {
    let condition = parseExpression()
    if kind == .assign {
      fail(expected: "the end of the line", hint: "use '==' to compare")
    }
    return condition
  }

  private mutating func parseWhile() -> Expression {
    let start = advance().span.start
    let condition = parseCondition()
    let body = parseBlock(afterArrow: false)
    return make(
      .whileLoop(WhileExpression(condition: condition, body: body)), from: start, above: [condition]
    )
  }

  private mutating func parseFor() -> Expression {
    let start = advance().span.start
    if kind == .leftBracket { return parsePairLoop(from: start) }
    let type = kind(ahead: 1) == .identifier && !isWord("in", ahead: 1) ? parseType() : nil
    let variable = parseIdentifier("the name of the loop's variable")
    if type == nil, isWord("in") {
      advance()
      return parseCollectionLoop(index: nil, item: variable, from: start)
    }
    if !isRecovering, kind != .assign { fail(expected: "'=' or 'in'") }
    _ = consume(.assign)
    let first = isRecovering ? invalid(at: current.span.start) : parseExpression()
    if !isRecovering, isWord("to") { advance() } else { fail(expected: "'to' and the last value") }
    let last = isRecovering ? invalid(at: current.span.start) : parseExpression()
    var step: Expression?
    if !isRecovering, isWord("by") {
      advance()
      step = parseExpression()
    }
    let body = parseBlock(afterArrow: false)
    return make(
      .countingLoop(
        ForExpression(
          type: type, variable: variable, first: first, last: last, step: step, body: body)),
      from: start, above: [first, last])
  }

  /// Reads the rest of `for [index, item] in collection`.
  private mutating func parsePairLoop(from start: Int) -> Expression {
    advance()
    let index = parseIdentifier("the name of the index")
    expect(.comma, "',' and the name of the item")
    let item = parseIdentifier("the name of the item")
    expect(.rightBracket, "']'")
    if !isRecovering, isWord("in") { advance() } else { fail(expected: "'in'") }
    return parseCollectionLoop(index: index, item: item, from: start)
  }

  private mutating func parseCollectionLoop(
    index: Identifier?, item: Identifier, from start: Int
  ) -> Expression {
    let collection = isRecovering ? invalid(at: current.span.start) : parseExpression()
    let body = parseBlock(afterArrow: false)
    return make(
      .collectionLoop(
        ForInExpression(index: index, item: item, collection: collection, body: body)),
      from: start, above: [collection])
  }

  private mutating func parseSwitch() -> Expression {
    let start = advance().span.start
    let subject = kind == .newline ? nil : parseExpression()
    var arms: [SwitchExpression.Arm] = []
    if isRecovering {
      skipLine()
      if kind != .newline || kind(ahead: 1) != .indent { return invalid(at: start) }
    }
    parseMembers { parser in
      let pattern = parser.kind == .arrow ? nil : parser.parseExpression()
      if !parser.isRecovering { parser.expect(.arrow, "'=>' and what the arm does") }
      if !parser.isRecovering {
        arms.append(.init(pattern: pattern, block: parser.parseBlock(afterArrow: true)))
      }
    }
    return make(
      .selection(SwitchExpression(subject: subject, arms: arms)), from: start,
      above: subject.map { [$0] } ?? [])
  }
}
