extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }

  var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

  /// Whether the byte may stand in a name.
  var isWordByte: Bool { isDigit || (self | 0x20) &- 0x61 < 26 || self == 0x5F }

  var isLineEnd: Bool { self == ASCII.newline || self == ASCII.carriageReturn }
}

/// Bytes that mean something between tokens.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
}

/// The words that cannot be names.
enum ReservedWords {
  private static let all: [(text: StaticString, kind: TokenKind)] = [
    ("and", .and), ("or", .or), ("not", .not), ("if", .if), ("else", .else), ("for", .for),
    ("while", .while), ("switch", .switch), ("break", .break), ("continue", .continue),
    ("var", .var), ("varip", .varip), ("true", .true), ("false", .false),
  ]

  /// The kind of a word: its own if it is reserved, else `.identifier`.
  static func kind(of word: ArraySlice<UInt8>) -> TokenKind {
    guard 2...8 ~= word.count, let first = word.first else { return .identifier }
    for (text, kind) in all
    where text.utf8CodeUnitCount == word.count && text.utf8Start.pointee == first {
      let pointer = UnsafeBufferPointer(start: text.utf8Start, count: word.count)
      if word.elementsEqual(pointer) { return kind }
    }
    return .identifier
  }

  /// Whether a text is a name that a script may declare.
  static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, !first.isDigit, bytes.allSatisfy(\.isWordByte) else {
      return false
    }
    return kind(of: bytes[...]) == .identifier
  }
}

extension Annotation {
  /// Reads the annotation of a comment that spans `span`; nil if it is an ordinary comment.
  ///
  /// `// @version=6` with blanks before the sign counts, other words must follow `//` at once.
  init?(source: SourceText, span: SourceSpan) {
    let bytes = source.bytes[span.start + 2..<span.end]
    guard let sign = bytes.firstIndex(where: { $0 != ASCII.space && $0 != ASCII.tab }),
      bytes[sign] == UInt8(ascii: "@")
    else { return nil }
    let wordEnd = bytes[(sign + 1)...].firstIndex { !$0.isWordByte } ?? bytes.endIndex
    let name = source[SourceSpan(sign + 1, wordEnd)]
    guard sign == bytes.startIndex || name == "version" else { return nil }
    var rest = bytes[wordEnd...].drop { $0 <= ASCII.space }
    if rest.first == UInt8(ascii: "=") { rest = rest.dropFirst().drop { $0 <= ASCII.space } }
    while let last = rest.last, last <= ASCII.space { rest.removeLast() }
    self.init(name: name, text: String(decoding: rest, as: UTF8.self), span: span)
  }
}
