/// Makes a syntax tree of source text and tells everything that is wrong with its form.
///
/// Recursive descent with one rule for errors: the first one of a statement is told, the rest of
/// its line is skipped, and the block below it is read as if all had been well.
struct Parser {
  /// How deep blocks and expressions may nest, and how high an expression may become.
  ///
  /// It bounds the stack of this parser and of all that walk over the tree.
  static let maximumDepth = 200

  let source: SourceText
  var diagnostics: DiagnosticList
  private let tokens: [Token]
  private(set) var position = 0
  /// The height of every expression made so far.
  var heights: [UInt16] = []
  var depth = 0
  /// Whether an error has been told in the current statement.
  var isRecovering = false
  let version: LanguageVersion?
  private let annotations: [Annotation]

  /// Reads a script.
  /// - Complexity: O(*n*) in the length of the text.
  static func parse(_ source: SourceText) -> (tree: SyntaxTree, diagnostics: DiagnosticList) {
    var parser = Parser(source)
    let statements = parser.parseStatements(until: .endOfFile)
    parser.diagnostics.sort()
    let tree = SyntaxTree(
      version: parser.version, statements: statements, annotations: parser.annotations,
      expressionCount: parser.heights.count)
    return (tree, parser.diagnostics)
  }

  private init(_ source: SourceText) {
    self.source = source
    var lexer = Lexer(source)
    lexer.readAll()
    var layout = Layout(lexer.tokens, diagnostics: lexer.diagnostics)
    layout.run()
    tokens = layout.tokens
    diagnostics = layout.diagnostics
    annotations = lexer.annotations
    version = LanguageVersion.find(in: annotations, diagnostics: &diagnostics)
    heights.reserveCapacity(tokens.count / 2)
  }
}

// MARK: - The place in the tokens

extension Parser {
  var current: Token { tokens[position] }

  var kind: TokenKind { tokens[position].kind }

  /// The token just read; the first token at the beginning.
  var previous: Token { tokens[max(position - 1, 0)] }

  /// The kind of a token ahead.
  func kind(ahead offset: Int) -> TokenKind { kind(at: position + offset) }

  func kind(at index: Int) -> TokenKind { tokens[min(index, tokens.count - 1)].kind }

  /// The index of the bracket that pairs with the one at `index`, or nil.
  func partner(of index: Int) -> Int? {
    let link = Int(tokens[min(index, tokens.count - 1)].link)
    return link >= 0 ? link : nil
  }

  /// Reads a token and returns it; stays at the end of the file.
  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[position]
    if position + 1 < tokens.count { position += 1 }
    return token
  }

  /// Reads a token of a kind if it comes next.
  mutating func consume(_ kind: TokenKind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  /// Reads a token of a kind or tells that it is missing.
  @discardableResult
  mutating func expect(_ kind: TokenKind, _ expected: String) -> Bool {
    if consume(kind) { return true }
    fail(expected: expected)
    return false
  }

  func text(_ token: Token) -> String { source[token.span] }

  /// Whether a token is the name `word`, which means something in certain places only.
  func isWord(_ word: StaticString, ahead offset: Int = 0) -> Bool {
    let token = tokens[min(position + offset, tokens.count - 1)]
    guard token.kind == .identifier, Int(token.end - token.start) == word.utf8CodeUnitCount else {
      return false
    }
    let pointer = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return source.bytes[Int(token.start)..<Int(token.end)].elementsEqual(pointer)
  }

  /// The span from a token's start to the end of what was read last.
  func span(from start: Int) -> SourceSpan {
    SourceSpan(start, max(start, lastEnd))
  }

  /// Where the last token that stands in the text ends.
  private var lastEnd: Int {
    var index = position - 1
    while index > 0, [.newline, .indent, .dedent].contains(tokens[index].kind) { index -= 1 }
    return index >= 0 ? Int(tokens[index].end) : 0
  }
}

// MARK: - Errors

extension Parser {
  /// Tells that something else stands where `expected` should, unless the statement is broken.
  mutating func fail(expected: String, hint: String? = nil) {
    let isOnContinuationLine = isFirstOnLine(position)
    report(
      .unexpectedToken, at: current.span, "unexpected \(description(of: current))",
      expected: expected,
      hint: hint ?? (isOnContinuationLine ? Self.continuationHint : nil))
  }

  /// Tells of an error, unless one of the same statement has been told.
  mutating func report(
    _ code: DiagnosticCode, at span: SourceSpan, _ message: String, expected: String? = nil,
    hint: String? = nil
  ) {
    // What the lexer could not read has been told by it.
    if !isRecovering, kind != .invalid || code != .unexpectedToken {
      diagnostics.error(code, at: span, message, expected: expected, hint: hint)
    }
    isRecovering = true
  }

  private static let continuationHint =
    "this line continues the one before, because its indentation is no multiple of four"

  /// Whether only blanks stand before a token on its line, though the statement began earlier.
  private func isFirstOnLine(_ index: Int) -> Bool {
    let token = tokens[index]
    guard index > 0, token.end > token.start, token.kind != .endOfFile else { return false }
    let before = tokens[index - 1].kind
    guard before != .newline, before != .indent, before != .dedent else { return false }
    let line = source.bytes[..<Int(token.start)].reversed().prefix { !$0.isLineEnd }
    return line.allSatisfy { $0 <= ASCII.space } && line.count % 4 != 0
  }

  /// What a token is, in words.
  private func description(of token: Token) -> String {
    switch token.kind {
    case .endOfFile: "end of the file"
    case .newline: "end of the line"
    case .indent: "indentation"
    case .dedent: "end of the block"
    case .identifier: "name '\(text(token))'"
    case .integer, .float: "number '\(text(token))'"
    case .string: "string"
    case .color: "color '\(text(token))'"
    default: "'\(text(token))'"
    }
  }

  /// Skips to the end of the line; the `.newline` itself stays.
  mutating func skipLine() {
    while kind != .newline, kind != .endOfFile, kind != .indent, kind != .dedent {
      if let partner = partner(of: position), partner > position { position = partner }
      advance()
    }
  }

  /// Runs `body` one level deeper; tells and returns nil when there are too many levels.
  mutating func nested<Result>(_ body: (inout Parser) -> Result) -> Result? {
    guard depth < Self.maximumDepth else {
      report(
        .nestedTooDeep, at: current.span,
        "blocks and expressions nest more than \(Self.maximumDepth) levels deep",
        hint: "put parts of it into variables or functions")
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }
}

extension LanguageVersion {
  /// The versions that can be read.
  static let supported = 5...6

  /// The version that the annotations name; tells of a missing or an unknown one.
  static func find(
    in annotations: [Annotation], diagnostics: inout DiagnosticList
  ) -> LanguageVersion? {
    guard let line = annotations.first(where: { $0.name == "version" }) else {
      diagnostics.warning(
        .missingVersion, at: SourceSpan(0, 0),
        "no line names the version of the language; read as version 6",
        hint: "begin the script with '//@version=6'")
      return nil
    }
    guard let number = Int(line.text), supported.contains(number) else {
      let isOld = Int(line.text).map { 1..<supported.lowerBound ~= $0 } ?? false
      diagnostics.error(
        .unknownVersion, at: line.span,
        isOld ? "version \(line.text) is not supported" : "unknown version '\(line.text)'",
        expected: "5 or 6",
        hint: isOld ? "convert the script to version 5 or 6 in the editor it comes from" : nil)
      return Int(line.text).map { LanguageVersion(number: $0, span: line.span) }
    }
    return LanguageVersion(number: number, span: line.span)
  }
}

extension DiagnosticCode {
  static let unexpectedToken = DiagnosticCode("unexpected-token")
  static let nestedTooDeep = DiagnosticCode("nested-too-deep")
  static let missingVersion = DiagnosticCode("missing-version")
  static let unknownVersion = DiagnosticCode("unknown-version")
}
