extension Parser {
  /// Reads `const`, `input`, `simple` or `series` if a type or a name follows.
  mutating func parseQualifier() -> TypeQualifier? {
    guard kind == .identifier, kind(ahead: 1) == .identifier,
      let qualifier = qualifier(at: position)
    else { return nil }
    advance()
    return qualifier
  }

  private func qualifier(at index: Int) -> TypeQualifier? {
    let offset = index - position
    if isWord("const", ahead: offset) { return .const }
    if isWord("series", ahead: offset) { return .series }
    if isWord("simple", ahead: offset) { return .simple }
    if isWord("input", ahead: offset) { return .input }
    return nil
  }

  /// Reads a type.
  mutating func parseType() -> TypeReference {
    let start = current.span.start
    var name = parseIdentifier("a type").name
    while kind == .dot, kind(ahead: 1) == .identifier {
      advance()
      name += "." + text(advance())
    }
    var arguments: [TypeReference] = []
    if kind == .less {
      arguments = nested { $0.parseTypeArguments() } ?? []
    }
    var type = TypeReference(name: name, arguments: arguments, span: span(from: start))
    if kind == .leftBracket, kind(ahead: 1) == .rightBracket {
      advance()
      advance()
      type = TypeReference(name: "array", arguments: [type], span: span(from: start))
    }
    return type
  }

  /// Reads `<type, type>`.
  mutating func parseTypeArguments() -> [TypeReference] {
    advance()
    var arguments: [TypeReference] = []
    repeat {
      arguments.append(parseType())
    } while !isRecovering && consume(.comma)
    if !isRecovering { expect(.greater, "',' or '>'") }
    return arguments
  }

  /// The index behind the type that begins at `index`, nil if none does; reads nothing.
  func endOfType(at index: Int) -> Int? {
    endOfType(at: index, level: 0)
  }

  private func endOfType(at index: Int, level: Int) -> Int? {
    guard kind(at: index) == .identifier, level < 8 else { return nil }
    var index = index + 1
    while kind(at: index) == .dot, kind(at: index + 1) == .identifier { index += 2 }
    if kind(at: index) == .less {
      guard let end = endOfTypeArguments(at: index, level: level) else { return nil }
      index = end
    }
    if kind(at: index) == .leftBracket, kind(at: index + 1) == .rightBracket { index += 2 }
    return index
  }

  /// The index behind the `<type, type>` that begins at `index`, nil if none does.
  func endOfTypeArguments(at index: Int, level: Int = 0) -> Int? {
    var index = index
    repeat {
      guard let end = endOfType(at: index + 1, level: level + 1) else { return nil }
      index = end
    } while kind(at: index) == .comma
    return kind(at: index) == .greater ? index + 1 : nil
  }

  /// The index behind `[qualifier] type name` if that and `=` follow, else nil; reads nothing.
  func endOfTypedName(at index: Int) -> Int? {
    var index = index
    if kind(at: index + 1) == .identifier, qualifier(at: index) != nil { index += 1 }
    if kind(at: index) == .identifier, kind(at: index + 1) == .assign { return index + 1 }
    guard let end = endOfType(at: index), kind(at: end) == .identifier,
      kind(at: end + 1) == .assign
    else { return nil }
    return end + 1
  }
}
