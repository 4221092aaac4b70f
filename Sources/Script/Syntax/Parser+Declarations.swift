extension Parser {
  /// Reads a name or tells that it is missing.
  mutating func parseIdentifier(_ expected: String) -> Identifier {
    let token = current
    guard kind == .identifier else {
      fail(expected: expected)
      return Identifier(name: "_", span: SourceSpan(token.span.start, token.span.start))
    }
    advance()
    return Identifier(name: text(token), span: token.span)
  }

  // MARK: - Variables

  /// Reads `[var] [qualifier] [type] name = value`.
  mutating func parseVariable(isExported: Bool = false) -> Statement.Kind {
    let persistence: Persistence
    switch kind {
    case .var: persistence = .persistent
    case .varip: persistence = .persistentWithinBar
    default: persistence = .perBar
    }
    if persistence != .perBar { advance() }
    if kind == .leftBracket { return parseTupleDeclaration(persistence: persistence) }
    let qualifier = parseQualifier()
    let type = kind(ahead: 1) == .assign ? nil : parseType()
    let name = parseIdentifier("the name of the variable")
    expect(.assign, "'=' and the value of '\(name.name)'")
    let value = isRecovering ? invalid(at: current.span.start) : parseValue()
    return .variable(
      VariableDeclaration(
        isExported: isExported, persistence: persistence, qualifier: qualifier, type: type,
        name: name, value: value))
  }

  /// Reads `[a, b] = value`.
  mutating func parseTupleDeclaration(persistence: Persistence) -> Statement.Kind {
    if persistence != .perBar {
      report(
        .invalidTuple, at: previous.span, "'\(text(previous))' cannot stand before a tuple",
        hint: "declare the variables one by one before and assign to them")
    }
    advance()
    var names: [Identifier] = []
    repeat {
      names.append(parseIdentifier("the name of a variable"))
    } while !isRecovering && consume(.comma)
    if !isRecovering { expect(.rightBracket, "',' or ']'") }
    if !isRecovering { expect(.assign, "'=' and the value of the tuple") }
    let value = isRecovering ? invalid(at: current.span.start) : parseValue()
    return .tuple(TupleDeclaration(persistence: persistence, names: names, value: value))
  }

  // MARK: - Functions

  /// Reads `name(parameters) => body`.
  mutating func parseFunction(isExported: Bool, isMethod: Bool) -> Statement.Kind {
    let name = parseIdentifier("the name of the function")
    var parameters: [Parameter] = []
    expect(.leftParenthesis, "'('")
    if kind != .rightParenthesis {
      repeat {
        if kind == .rightParenthesis { break }
        parameters.append(parseParameter())
      } while !isRecovering && consume(.comma)
    }
    if !isRecovering { expect(.rightParenthesis, "',' or ')'") }
    if isRecovering { skip(to: .arrow) }
    expect(.arrow, "'=>' and the body of the function")
    let body = parseBlock(afterArrow: true)
    return .function(
      FunctionDeclaration(
        isExported: isExported, isMethod: isMethod, name: name, parameters: parameters, body: body))
  }

  /// Skips to a token of the line if it occurs there.
  private mutating func skip(to kind: TokenKind) {
    while self.kind != kind, self.kind != .newline, self.kind != .endOfFile { advance() }
  }

  private mutating func parseParameter() -> Parameter {
    let qualifier = parseQualifier()
    let type = endOfType(at: position).flatMap { kind(at: $0) == .identifier ? parseType() : nil }
    let name = parseIdentifier("the name of a parameter")
    let defaultValue = !isRecovering && consume(.assign) ? parseExpression() : nil
    return Parameter(qualifier: qualifier, type: type, name: name, defaultValue: defaultValue)
  }

  // MARK: - Types, enumerations, imports

  /// Reads `type Name` and the lines of its fields.
  mutating func parseType(isExported: Bool) -> Statement.Kind {
    advance()
    let name = parseIdentifier("the name of the type")
    var fields: [Field] = []
    parseMembers { parser in
      let isPersistent = parser.consume(.varip)
      let type = parser.parseType()
      let field = parser.parseIdentifier("the name of the field")
      let value = parser.consume(.assign) ? parser.parseExpression() : nil
      fields.append(
        Field(
          isPersistentWithinBar: isPersistent, type: type, name: field, defaultValue: value))
    }
    return .type(TypeDeclaration(isExported: isExported, name: name, fields: fields))
  }

  /// Reads `enum Name` and the lines of its members.
  mutating func parseEnum(isExported: Bool) -> Statement.Kind {
    advance()
    let name = parseIdentifier("the name of the enumeration")
    var members: [EnumMember] = []
    parseMembers { parser in
      let member = parser.parseIdentifier("the name of a member")
      let title = parser.consume(.assign) ? parser.parseExpression() : nil
      members.append(EnumMember(name: member, title: title))
    }
    return .enumeration(EnumDeclaration(isExported: isExported, name: name, members: members))
  }

  /// Reads the lines of an indented block, each with `parseMember`.
  mutating func parseMembers(_ parseMember: (inout Parser) -> Void) {
    guard kind == .newline, kind(ahead: 1) == .indent else {
      report(
        .missingBlock, at: previous.span, "a block must follow",
        expected: "a line that is indented by four blanks more")
      return
    }
    advance()
    advance()
    while kind != .dedent, kind != .endOfFile {
      let start = position
      isRecovering = false
      repeat { parseMember(&self) } while !isRecovering && consume(.comma)
      endMember(begunAt: start)
      if position == start { advance() }
    }
    isRecovering = false
    _ = consume(.dedent)
  }

  private mutating func endMember(begunAt start: Int) {
    if position > start, previous.kind == .dedent { return }
    if !isRecovering, consume(.newline) || kind == .endOfFile { return }
    if !isRecovering { fail(expected: "the end of the line") }
    skipLine()
    _ = consume(.newline)
    if consume(.indent) {
      skipBlock()
      _ = consume(.dedent)
    }
  }

  /// Reads `import user/library/version as alias`.
  mutating func parseImport() -> Statement.Kind {
    advance()
    let user = parseIdentifier("the name of the library's author").name
    expect(.slash, "'/' and the name of the library")
    let library = parseIdentifier("the name of the library").name
    expect(.slash, "'/' and the version of the library")
    let version = kind == .integer ? Int(text(current)) : nil
    expect(.integer, "the version of the library")
    var alias: Identifier?
    if !isRecovering, isWord("as") {
      advance()
      alias = parseIdentifier("the name that the library has here")
    }
    return .importing(
      ImportDeclaration(user: user, library: library, version: version ?? 0, alias: alias))
  }
}

extension DiagnosticCode {
  static let invalidTuple = DiagnosticCode("invalid-tuple")
}
