/// The value of a string as it stands in the text.
struct StringLiteral {
  private(set) var value: String

  /// Reads the string that spans `span`, quotation marks included.
  ///
  /// Escapes are `\n`, `\t` and a backslash before any other character, which then stands for
  /// itself. A line end within three quotation marks is kept as `\n`; within one mark it becomes one
  /// blank together with those around it, for there it only continues a line.
  init(_ source: SourceText, _ span: SourceSpan) {
    let bytes = source.bytes[span.start..<span.end]
    let quote = bytes[span.start]
    let markLength = bytes.count >= 6 && bytes.prefix(3).allSatisfy { $0 == quote } ? 3 : 1
    var body = bytes.dropFirst(markLength)
    if body.count >= markLength, body.suffix(markLength).allSatisfy({ $0 == quote }) {
      body.removeLast(markLength)
    }
    guard body.contains(where: { $0 == UInt8(ascii: "\\") || $0.isLineEnd }) else {
      value = String(decoding: body, as: UTF8.self)
      return
    }
    value = String(decoding: Self.resolved(body, joinsLines: markLength == 1), as: UTF8.self)
  }

  private static func resolved(_ body: ArraySlice<UInt8>, joinsLines: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var index = body.startIndex
    while index < body.endIndex {
      let byte = body[index]
      index += 1
      if byte == UInt8(ascii: "\\"), index < body.endIndex {
        result.append(escaped(body[index]))
        index += 1
      } else if byte.isLineEnd {
        let isPair =
          byte == ASCII.carriageReturn && index < body.endIndex && body[index] == ASCII.newline
        if isPair { index += 1 }
        if joinsLines {
          while result.last == ASCII.space { result.removeLast() }
          while index < body.endIndex, body[index] == ASCII.space { index += 1 }
        }
        result.append(joinsLines ? ASCII.space : ASCII.newline)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func escaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): ASCII.newline
    case UInt8(ascii: "t"): ASCII.tab
    case UInt8(ascii: "r"): ASCII.carriageReturn
    default: byte
    }
  }
}
