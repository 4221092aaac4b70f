/// Cuts source text into tokens, without regard to lines and blocks.
///
/// The first token of each line carries its indentation; ``Layout`` makes lines and blocks of that.
struct Lexer {
  private(set) var tokens: [Token] = []
  private(set) var annotations: [Annotation] = []
  private(set) var diagnostics: DiagnosticList

  private let source: SourceText
  private let bytes: [UInt8]
  private var index = 0
  /// The indentation of the line if no token has stood on it so far, else -1.
  private var pendingIndent: Int32 = 0

  /// How many columns a tab advances to: blocks are indented by four blanks or one tab.
  static let tabWidth: Int32 = 4

  /// Over how many continuation lines a string in single marks may run.
  private static let maximumStringLines = 16

  init(_ source: SourceText, diagnostics: DiagnosticList = DiagnosticList()) {
    self.source = source
    self.diagnostics = diagnostics
    bytes = source.bytes
    tokens.reserveCapacity(bytes.count / 4)
  }

  /// Reads the text to its end; the last token is `.endOfFile`.
  mutating func readAll() {
    for span in source.repairedSpans {
      diagnostics.warning(
        .invalidEncoding, at: span, "the text is not valid UTF-8 here",
        hint: "save the file in the encoding UTF-8")
    }
    measureIndentation()
    while index < bytes.count { readOne() }
    add(.endOfFile, from: index)
  }

  private func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  private mutating func add(_ kind: TokenKind, from start: Int) {
    tokens.append(
      Token(kind: kind, start: Int32(start), end: Int32(index), link: pendingIndent))
    pendingIndent = -1
  }

  /// Reads the blanks at the beginning of a line.
  private mutating func measureIndentation() {
    var columns: Int32 = 0
    scan: while index < bytes.count {
      switch bytes[index] {
      case ASCII.space: columns += 1
      case ASCII.tab: columns = (columns / Self.tabWidth + 1) * Self.tabWidth
      case 0xC2, 0xE2, 0xE3, 0xEF:
        let length = exoticBlankLength
        if length == 0 { break scan }
        columns += 1
        index += length - 1
      default: break scan
      }
      index += 1
    }
    pendingIndent = columns
  }

  /// The length of a no-break, zero-width or ideographic blank, or a stray byte-order mark; else 0.
  private var exoticBlankLength: Int {
    switch (byte(0), byte(1), byte(2)) {
    case (0xC2, 0xA0, _): 2
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): 3
    default: 0
    }
  }

  private mutating func readOne() {
    let start = index
    switch bytes[index] {
    case ASCII.newline, ASCII.carriageReturn:
      index += 1
      measureIndentation()
    case ASCII.space, ASCII.tab, 0x0B, 0x0C: index += 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      readWord()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: ".") where byte(1).isDigit: readNumber()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString()
    case UInt8(ascii: "#"): readColor()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): readComment()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipBlockComment()
    default:
      if let (kind, length) = symbol {
        index += length
        add(kind, from: start)
      } else {
        readUnknown()
      }
    }
  }

  private mutating func readWord() {
    let start = index
    while index < bytes.count, bytes[index].isWordByte { index += 1 }
    add(ReservedWords.kind(of: bytes[start..<index]), from: start)
  }

  private mutating func readNumber() {
    let start = index
    var isWhole = true
    while byte(0).isDigit { index += 1 }
    if byte(0) == UInt8(ascii: ".") {
      isWhole = false
      index += 1
      while byte(0).isDigit { index += 1 }
    }
    if byte(0) | 0x20 == UInt8(ascii: "e") {
      let signLength = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if byte(1 + signLength).isDigit {
        isWhole = false
        index += 1 + signLength
        while byte(0).isDigit { index += 1 }
      }
    }
    guard byte(0).isWordByte else { return add(isWhole ? .integer : .float, from: start) }
    while byte(0).isWordByte { index += 1 }
    add(.invalid, from: start)
    let text = source[SourceSpan(start, index)]
    diagnostics.error(
      .invalidNumber, at: SourceSpan(start, index), "'\(text)' is neither a number nor a name",
      hint: "names begin with a letter or an underscore")
  }

  /// Reads a string up to the quotation mark that ends it, or else to the end of the line.
  ///
  /// It may run over continuation lines, that is lines indented by no multiple of four.
  private mutating func readString() {
    let start = index
    let quote = bytes[index]
    if byte(1) == quote, byte(2) == quote { return readLongString(quote) }
    index += 1
    while index < bytes.count, bytes[index] != quote {
      if bytes[index].isLineEnd {
        guard let next = continuationStart(ofString: quote) else { break }
        index = next
        continue
      }
      index += bytes[index] == UInt8(ascii: "\\") && !byte(1).isLineEnd ? 2 : 1
    }
    index = min(index, bytes.count)
    if index < bytes.count, bytes[index] == quote {
      index += 1
    } else {
      let mark = quote == UInt8(ascii: "'") ? "'" : "\""
      diagnostics.error(
        .unterminatedString, at: SourceSpan(start, index), "the string has no end on its line",
        expected: "a closing \(mark)")
    }
    add(.string, from: start)
  }

  /// Where the text of the next line begins if a string that ends with `quote` goes on there.
  ///
  /// If the mark is not on one of the next continuation lines the string stops where it began, so
  /// that a missing mark costs one line only.
  private func continuationStart(ofString quote: UInt8) -> Int? {
    var lineEnd = index
    var next: Int?
    for _ in 0..<Self.maximumStringLines {
      guard lineEnd < bytes.count else { return nil }
      let isPair =
        bytes[lineEnd] == ASCII.carriageReturn && lineEnd + 1 < bytes.count
        && bytes[lineEnd + 1] == ASCII.newline
      let start = lineEnd + (isPair ? 2 : 1)
      let place = bytes[start...].firstIndex { $0 != ASCII.space } ?? bytes.count
      guard (place - start) % Int(Self.tabWidth) != 0 else { return nil }
      next = next ?? place
      lineEnd = bytes[place...].firstIndex { $0 == quote || $0.isLineEnd } ?? bytes.count
      if lineEnd < bytes.count, bytes[lineEnd] == quote { return next }
    }
    return nil
  }

  /// Reads a string in three quotation marks, which may run over several lines.
  private mutating func readLongString(_ quote: UInt8) {
    let start = index
    index += 3
    while index < bytes.count {
      if bytes[index] == quote, byte(1) == quote, byte(2) == quote {
        index += 3
        return add(.string, from: start)
      }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = bytes.count
    diagnostics.error(
      .unterminatedString, at: SourceSpan(start, start + 3), "the string has no end",
      expected: "three closing quotation marks")
    add(.string, from: start)
  }

  private mutating func readColor() {
    let start = index
    index += 1
    while byte(0).isWordByte { index += 1 }
    let digits = bytes[(start + 1)..<index]
    let isColor = (digits.count == 6 || digits.count == 8) && digits.allSatisfy(\.isHexDigit)
    add(isColor ? .color : .invalid, from: start)
    if !isColor {
      diagnostics.error(
        .invalidColor, at: SourceSpan(start, index),
        "'\(source[SourceSpan(start, index)])' is no color",
        expected: "'#' and six or eight hexadecimal digits")
    }
  }

  private mutating func readComment() {
    let start = index
    while index < bytes.count, !bytes[index].isLineEnd { index += 1 }
    if let annotation = Annotation(source: source, span: SourceSpan(start, index)) {
      annotations.append(annotation)
    }
  }

  private mutating func skipBlockComment() {
    let start = index
    index += 2
    while index < bytes.count, !(bytes[index] == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/"))
    {
      index += 1
    }
    index = min(index + 2, bytes.count)
    diagnostics.warning(
      .blockComment, at: SourceSpan(start, min(start + 2, index)),
      "the language has no block comments; it was skipped", hint: "begin each line with '//'")
  }

  /// The operator or bracket at the current place with its length.
  private var symbol: (TokenKind, Int)? {
    let isPair = byte(1) == UInt8(ascii: "=")
    switch bytes[index] {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: "."): return (.dot, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: ":"): return isPair ? (.reassign, 2) : (.colon, 1)
    case UInt8(ascii: "="):
      if byte(1) == UInt8(ascii: ">") { return (.arrow, 2) }
      return isPair ? (.equal, 2) : (.assign, 1)
    case UInt8(ascii: "+"): return isPair ? (.addAssign, 2) : (.plus, 1)
    case UInt8(ascii: "-"): return isPair ? (.subtractAssign, 2) : (.minus, 1)
    case UInt8(ascii: "*"): return isPair ? (.multiplyAssign, 2) : (.star, 1)
    case UInt8(ascii: "/"): return isPair ? (.divideAssign, 2) : (.slash, 1)
    case UInt8(ascii: "%"): return isPair ? (.remainderAssign, 2) : (.percent, 1)
    case UInt8(ascii: "<"): return isPair ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return isPair ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "!") where isPair: return (.notEqual, 2)
    default: return nil
    }
  }

  /// Reads what belongs to no token: one ASCII character or a run of others.
  private mutating func readUnknown() {
    let start = index
    let blank = exoticBlankLength
    if blank > 0 {
      index += blank
      return
    }
    let first = bytes[index]
    repeat {
      index += 1
    } while index < bytes.count
      && (first < 0x80 ? bytes[index] == first : bytes[index] >= 0x80)
    add(.invalid, from: start)
    let span = SourceSpan(start, index)
    let text = bytes[start] < 0x20 || bytes[start] == 0x7F ? "control character" : source[span]
    diagnostics.error(
      .unexpectedCharacter, at: span, "'\(text)' does not belong to the language",
      hint: Self.hint(for: text))
  }

  private static func hint(for text: String) -> String? {
    switch text {
    case "&", "&&": "write 'and'"
    case "|", "||": "write 'or'"
    case "!": "write 'not'"
    case ";": "end the statement with the line, or separate statements by commas"
    case "{", "}": "blocks are made by indentation of four blanks"
    case "^": "write 'math.pow(base, exponent)'"
    case "“", "”", "„", "‘", "’": "write a straight quotation mark"
    case "control character": "delete it"
    default: nil
    }
  }
}

extension DiagnosticCode {
  static let invalidEncoding = DiagnosticCode("invalid-encoding")
  static let invalidNumber = DiagnosticCode("invalid-number")
  static let invalidColor = DiagnosticCode("invalid-color")
  static let unterminatedString = DiagnosticCode("unterminated-string")
  static let blockComment = DiagnosticCode("block-comment")
  static let unexpectedCharacter = DiagnosticCode("unexpected-character")
}
