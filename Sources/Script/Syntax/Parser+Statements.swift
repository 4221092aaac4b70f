extension Parser {
  /// Reads statements until a token that ends their block; that token stays.
  mutating func parseStatements(until end: TokenKind) -> [Statement] {
    var statements: [Statement] = []
    while kind != end, kind != .endOfFile {
      let start = position
      isRecovering = false
      parseLine(into: &statements)
      // No error may keep the parser at one place.
      if position == start { advance() }
    }
    return statements
  }

  /// Reads a line: one statement, or several with commas between.
  private mutating func parseLine(into statements: inout [Statement]) {
    if kind == .indent { return parseStrayBlock(into: &statements) }
    if kind == .newline || kind == .dedent {
      advance()
      return
    }
    if kind == .else {
      report(.unexpectedToken, at: current.span, "'else' without an 'if' in the same column")
    }
    let start = position
    parseStatementList(into: &statements)
    endLine(begunAt: start)
  }

  /// Reads statements with commas between.
  private mutating func parseStatementList(into statements: inout [Statement]) {
    repeat {
      if let statement = parseStatement() { statements.append(statement) }
      // A comma at the end of the line separates nothing.
    } while !isRecovering && consume(.comma) && kind != .newline
  }

  /// Reads a block that no statement announces.
  private mutating func parseStrayBlock(into statements: inout [Statement]) {
    report(
      .unexpectedIndentation, at: SourceSpan(current.span.start, current.span.start),
      "no statement above opens a block here",
      hint: "indent a continuation line by a number of blanks that is no multiple of four")
    advance()
    if let inner = nested({ $0.parseStatements(until: .dedent) }) {
      statements += inner
    } else {
      skipBlock()
    }
    _ = consume(.dedent)
  }

  /// Skips to the `.dedent` of the current block; that token stays.
  mutating func skipBlock() {
    var level = 0
    while kind != .endOfFile {
      if kind == .indent { level += 1 }
      if kind == .dedent {
        if level == 0 { return }
        level -= 1
      }
      advance()
    }
  }

  /// Reads the end of a statement's line, or skips to it after an error.
  private mutating func endLine(begunAt start: Int) {
    // A block that ended with the statement has taken the end of the line with it.
    if position > start, previous.kind == .dedent { return }
    if !isRecovering, kind == .endOfFile || consume(.newline) { return }
    if !isRecovering {
      let isAssignment = kind == .assign
      fail(
        expected: "the end of the line",
        hint: isAssignment ? "use ':=' to assign anew, '==' to compare" : nil)
    }
    skipLine()
    if consume(.newline), kind == .indent {
      // The block below belongs to the statement that failed: read it for its own errors.
      advance()
      if nested({ $0.parseStatements(until: .dedent) }) == nil { skipBlock() }
      _ = consume(.dedent)
    }
  }

  /// Reads one statement; nil if nothing of it is of use.
  private mutating func parseStatement() -> Statement? {
    let start = current.span.start
    guard let kind = parseStatementKind() else { return nil }
    return Statement(kind: kind, span: span(from: start))
  }

  private mutating func parseStatementKind() -> Statement.Kind? {
    switch kind {
    case .break:
      advance()
      return .breaking
    case .continue:
      advance()
      return .continuing
    case .var, .varip:
      return parseVariable()
    case .leftBracket:
      if let end = partner(of: position), kind(at: end + 1) == .assign {
        return parseTupleDeclaration(persistence: .perBar)
      }
    case .identifier:
      if let declaration = parseNamedDeclaration() { return declaration }
    default: break
    }
    return parseExpressionStatement()
  }

  /// Reads what begins with a name and declares something; nil, with nothing read, if it does not.
  private mutating func parseNamedDeclaration() -> Statement.Kind? {
    if kind(ahead: 1) == .identifier {
      if isWord("export") { return parseExport() }
      if isWord("import") { return parseImport() }
      if let declaration = parseDefinition(isExported: false) { return declaration }
    }
    if kind(ahead: 1) == .leftParenthesis, isFunctionHead(at: position) {
      return parseFunction(isExported: false, isMethod: false)
    }
    if kind(ahead: 1) == .assign || endOfTypedName(at: position) != nil { return parseVariable() }
    return nil
  }

  /// Reads `type`, `enum` and `method` definitions; nil, with nothing read, if there is none.
  private mutating func parseDefinition(isExported: Bool) -> Statement.Kind? {
    if isWord("type"), kind(ahead: 2) == .newline {
      return parseType(isExported: isExported)
    }
    if isWord("enum"), kind(ahead: 2) == .newline {
      return parseEnum(isExported: isExported)
    }
    if isWord("method"), kind(ahead: 2) == .leftParenthesis {
      advance()
      return parseFunction(isExported: isExported, isMethod: true)
    }
    return nil
  }

  private mutating func parseExport() -> Statement.Kind? {
    advance()
    if let definition = parseDefinition(isExported: true) { return definition }
    if kind(ahead: 1) == .leftParenthesis {
      return parseFunction(isExported: true, isMethod: false)
    }
    return parseVariable(isExported: true)
  }

  /// Whether a function's parameters and `=>` follow the name at `index`.
  private func isFunctionHead(at index: Int) -> Bool {
    partner(of: index + 1).map { kind(at: $0 + 1) == .arrow } ?? false
  }

  /// Reads `strategy.initial_capital = 50000`, which a collection of scripts appends to many; the
  /// platform has no such statement, and it changes nothing.
  private mutating func parseIgnoredSetting(_ target: Expression) -> Statement.Kind? {
    diagnostics.warning(
      .dottedDeclaration, at: target.span,
      "'strategy.initial_capital' cannot be assigned to; the line is ignored",
      hint: "give the value to strategy(): initial_capital = …")
    advance()
    _ = parseValue()
    return .expression(target)
  }

  /// Reads an expression, and the assignment to it if one follows.
  private mutating func parseExpressionStatement() -> Statement.Kind? {
    let target = parseValue()
    if kind == .assign, target.dottedName == "strategy.initial_capital" {
      return parseIgnoredSetting(target)
    }
    if kind == .assign, case .member = target.kind {
      report(
        .dottedDeclaration, at: target.span,
        "a variable's name cannot hold a dot, and '=' declares a variable",
        hint: "use ':=' for a field of an object, or a name of its own for a variable")
    }
    guard let operation = kind.assignment else { return .expression(target) }
    let operationSpan = advance().span
    switch target.kind {
    case .name, .member, .invalid: break
    default:
      report(
        .invalidTarget, at: target.span, "only variables and fields can be assigned to",
        hint: isHistory(target) ? "use array.set to change an element of an array" : nil)
    }
    let value = parseValue()
    return .assignment(
      Assignment(
        target: target, operation: operation, operationSpan: operationSpan, value: value))
  }

  private func isHistory(_ expression: Expression) -> Bool {
    if case .history = expression.kind { true } else { false }
  }

  /// Reads an indented block, or the statements behind `=>` on the same line.
  mutating func parseBlock(afterArrow: Bool) -> Block {
    let start = current.span.start
    if afterArrow, kind != .newline {
      var statements: [Statement] = []
      let isParsed: Void? = nested { $0.parseStatementList(into: &statements) }
      if isParsed == nil { skipLine() }
      return Block(statements: statements, span: span(from: start))
    }
    if isRecovering { skipLine() }
    guard kind == .newline, kind(ahead: 1) == .indent else {
      if kind == .newline {
        report(
          .missingBlock, at: previous.span, "a block must follow",
          expected: "a line that is indented by four blanks more")
      } else {
        fail(expected: "the end of the line and an indented block")
        skipLine()
        if kind == .newline, kind(ahead: 1) == .indent { return parseBlock(afterArrow: false) }
      }
      return Block(statements: [], span: SourceSpan(start, start))
    }
    advance()
    advance()
    let blockStart = current.span.start
    let wasRecovering = isRecovering
    let statements = nested { $0.parseStatements(until: .dedent) }
    if statements == nil { skipBlock() }
    isRecovering = wasRecovering
    let span = span(from: blockStart)
    _ = consume(.dedent)
    return Block(statements: statements ?? [], span: span)
  }
}

extension DiagnosticCode {
  static let dottedDeclaration = DiagnosticCode("dotted-declaration")
  static let invalidTarget = DiagnosticCode("invalid-target")
  static let missingBlock = DiagnosticCode("missing-block")
}
