/// Makes lines and blocks of tokens: inserts `.newline`, `.indent` and `.dedent`, pairs brackets.
///
/// A line continues the one before if it stands inside brackets, if its indentation is no multiple
/// of four, or if either line is incomplete without the other. Otherwise its indentation says to
/// which block it belongs.
struct Layout {
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: DiagnosticList

  private var raw: [Token]
  /// The indentations of the open blocks, outermost first.
  private var blocks: [Int32] = [0]
  /// The indices in `tokens` of the brackets that are open.
  private var openBrackets: [Int] = []

  init(_ raw: [Token], diagnostics: DiagnosticList) {
    self.raw = raw
    self.diagnostics = diagnostics
    tokens.reserveCapacity(raw.count + raw.count / 4)
  }

  mutating func run() {
    outdent()
    for index in raw.indices {
      let token = raw[index]
      if token.link >= 0, token.kind != .endOfFile, !tokens.isEmpty { beginLine(at: index) }
      append(token)
    }
  }

  /// Moves a text that is indented as a whole to the first column, with a warning.
  private mutating func outdent() {
    guard let first = raw.first, first.link > 0, first.kind != .endOfFile else { return }
    diagnostics.warning(
      .unexpectedIndentation, at: first.span, "the first statement is indented",
      hint: "begin it in the first column; the others are taken relative to it")
    for index in raw.indices where raw[index].link > 0 {
      raw[index].link = max(raw[index].link - first.link, 0)
    }
  }

  private mutating func append(_ token: Token) {
    var token = token
    token.link = -1
    switch token.kind {
    case .leftParenthesis, .leftBracket: openBrackets.append(tokens.count)
    case .rightParenthesis, .rightBracket: close(&token)
    case .endOfFile: finish(at: token.start)
    default: break
    }
    tokens.append(token)
  }

  /// Pairs a closing bracket with the innermost open one of its kind, if there is one.
  private mutating func close(_ token: inout Token) {
    let opening: TokenKind = token.kind == .rightBracket ? .leftBracket : .leftParenthesis
    guard let last = openBrackets.last, tokens[last].kind == opening else { return }
    openBrackets.removeLast()
    tokens[last].link = Int32(tokens.count)
    token.link = Int32(last)
  }

  private mutating func finish(at end: Int32) {
    openBrackets = []
    guard !tokens.isEmpty else { return }
    insert(.newline, at: end)
    for _ in blocks.dropFirst() { insert(.dedent, at: end) }
  }

  private mutating func insert(_ kind: TokenKind, at offset: Int32) {
    tokens.append(Token(kind: kind, start: offset, end: offset))
  }

  /// Decides what the first token of a line means.
  private mutating func beginLine(at index: Int) {
    let token = raw[index]
    if !openBrackets.isEmpty {
      guard abandonsBrackets(at: index) else { return }
      openBrackets = []
    } else if continues(token) {
      return
    }
    let end = tokens[tokens.count - 1].end
    insert(.newline, at: end)
    changeBlock(to: token)
  }

  /// Whether a line outside brackets belongs to the one before.
  private func continues(_ token: Token) -> Bool {
    let indent = token.link
    if indent % Lexer.tabWidth != 0 { return true }
    guard indent > blocks[blocks.count - 1] else { return false }
    return token.kind.continuesLine || tokens[tokens.count - 1].kind.demandsContinuation
  }

  /// Whether a line inside brackets can only be a new statement, so that a bracket must be missing.
  private func abandonsBrackets(at index: Int) -> Bool {
    let next = raw[min(index + 1, raw.count - 1)]
    guard raw[index].link % Lexer.tabWidth == 0, raw[index].link <= blocks[blocks.count - 1] else {
      return false
    }
    if raw[index].kind.beginsStatement { return true }
    guard raw[index].kind == .identifier else { return false }
    // Two operands do not stand side by side, and `:=` never stands inside brackets.
    if tokens[tokens.count - 1].kind.endsOperand { return true }
    return next.link < 0 && (next.kind == .identifier || next.kind.assignment != nil)
  }

  /// Opens or closes blocks so that a line of the token's indentation fits.
  private mutating func changeBlock(to token: Token) {
    let indent = token.link % Lexer.tabWidth == 0 ? token.link : blocks[blocks.count - 1]
    if indent > blocks[blocks.count - 1] {
      blocks.append(indent)
      return insert(.indent, at: token.start)
    }
    while indent < blocks[blocks.count - 1] {
      let isBetween = indent > blocks[blocks.count - 2]
      if isBetween {
        blocks[blocks.count - 1] = indent
        diagnostics.error(
          .inconsistentIndentation, at: token.span,
          "the indentation fits no block that is open here",
          hint: "indent all lines of a block alike, by four blanks or one tab per level")
        return
      }
      blocks.removeLast()
      insert(.dedent, at: token.start)
    }
  }
}

extension DiagnosticCode {
  static let unexpectedIndentation = DiagnosticCode("unexpected-indentation")
  static let inconsistentIndentation = DiagnosticCode("inconsistent-indentation")
}
