package import Formats

/// Reads JSON (RFC 8259) so that every value knows its line and column.
///
/// Stricter than most: a name that stands twice in an object is an error, because one of both
/// values would be lost without a word.
package struct JSONParser: ~Copyable {
  private let bytes: [UInt8]
  private let file: String?
  private var place = 0
  private var line = 1
  private var lineStart = 0

  /// No document of ours is deeper; the limit keeps a hostile one from exhausting the stack.
  private static let maximumDepth = 64

  /// Reads a document.
  ///
  /// - Parameter file: The name that errors carry.
  /// - Throws: A data error with line and column.
  package static func parse(_ bytes: [UInt8], file: String?) throws(LocatedError) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw LocatedError(.data, "the document is not text in UTF-8", file: file)
    }
    var parser = JSONParser(bytes: bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (parser.place, parser.lineStart) = (3, 3) }
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.place < bytes.count { throw parser.unexpected("the end of the document") }
    return value
  }

  private init(bytes: [UInt8], file: String?) {
    self.bytes = bytes
    self.file = file
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private var column: Int {
    String(decoding: bytes[lineStart..<place], as: UTF8.self).count + 1
  }

  private func error(_ message: String, found: String? = nil) -> LocatedError {
    LocatedError(
      .data, message, file: file, line: line, column: "\(column)", found: found)
  }

  private func unexpected(_ expected: String) -> LocatedError {
    var error = error("the document is not valid JSON")
    error.expected = expected
    if place < bytes.count {
      let rest = String(decoding: bytes[place..<min(place + 24, bytes.count)], as: UTF8.self)
      error.found = String(rest.prefix { !$0.isNewline }.prefix(12))
    } else {
      error.message = "the document ends too early"
    }
    return error
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      place += 1
      if byte == 0x0A {
        line += 1
        lineStart = place
      }
    }
  }

  private mutating func accept(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(LocatedError) -> JSONValue {
    skipSpace()
    let (line, column) = (line, column)
    if depth > Self.maximumDepth { throw error("the document is nested too deeply") }
    let content = try content(depth: depth)
    return JSONValue(content, line: line, column: column)
  }

  private mutating func content(depth: Int) throws(LocatedError) -> JSONValue.Content {
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .list(try list(depth: depth))
    case UInt8(ascii: "\""): return .text(try string())
    case .some(let byte) where Self.numberBytes.contains(byte): return try number()
    default:
      for (word, content): (String, JSONValue.Content) in [
        ("true", .flag(true)), ("false", .flag(false)), ("null", .null),
      ] where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return content
      }
      throw unexpected("a value")
    }
  }

  private mutating func list(depth: Int) throws(LocatedError) -> [JSONValue] {
    place += 1
    var values: [JSONValue] = []
    skipSpace()
    if accept("]") { return [] }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if accept("]") { return values }
      if !accept(",") { throw unexpected("',' or ']'") }
    }
  }

  private mutating func members(depth: Int) throws(LocatedError) -> [JSONValue.Member] {
    place += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipSpace()
    if accept("}") { return [] }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try string()
      if !names.insert(name).inserted { throw error("the name '\(name)' stands twice") }
      skipSpace()
      if !accept(":") { throw unexpected("':'") }
      members.append(.init(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if accept("}") { return members }
      if !accept(",") { throw unexpected("',' or '}'") }
    }
  }

  private mutating func number() throws(LocatedError) -> JSONValue.Content {
    let start = place
    while let byte = next, Self.numberBytes.contains(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    let hasLeadingZero =
      digits.count > 1 && digits.first == "0" && digits.dropFirst().first!.isNumber
    guard let number = NumberParser.double(text), number.isFinite, digits.first?.isNumber == true,
      text.last?.isNumber == true, !hasLeadingZero, !text.lowercased().contains(".e")
    else {
      place = start
      throw unexpected("a number")
    }
    return .number(number, text: text)
  }

  private static let numberBytes = Array("+-.0123456789Ee".utf8)

  private mutating func string() throws(LocatedError) -> String {
    place += 1
    var output: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return String(decoding: output, as: UTF8.self)
      case UInt8(ascii: "\\"): output += Array(try escape().utf8)
      case 0..<0x20: throw unexpected("a text without control characters")
      default:
        output.append(byte)
        place += 1
      }
    }
    throw unexpected("'\"'")
  }

  private mutating func escape() throws(LocatedError) -> String {
    place += 1
    guard let byte = next else { throw unexpected("an escape") }
    if byte == UInt8(ascii: "u") { return try unicodeEscape() }
    let names: [Character: String] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
      "t": "\t",
    ]
    guard let text = names[Character(Unicode.Scalar(byte))] else {
      throw unexpected("an escape such as \\n")
    }
    place += 1
    return text
  }

  private mutating func unicodeEscape() throws(LocatedError) -> String {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
    // A half of a pair: the other half must follow.
    if first < 0xDC00, accept("\\"), next == UInt8(ascii: "u") {
      let second = try codeUnit()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return String(Character(scalar))
      }
    }
    throw error("the document has half a character")
  }

  private mutating func codeUnit() throws(LocatedError) -> UInt32 {
    let digits = bytes[min(place + 1, bytes.count)..<min(place + 5, bytes.count)]
    let text = String(decoding: digits, as: UTF8.self)
    guard text.utf8.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt32(text, radix: 16)
    else { throw unexpected("four hexadecimal digits") }
    place += 5
    return unit
  }
}
