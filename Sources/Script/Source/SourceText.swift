/// The text of a script with its name and the table of its lines.
///
/// Spans count the bytes of ``bytes``, that is of what was decoded.
public struct SourceText: Sendable {
  /// The name that diagnostics show, as the user named the file.
  public let name: String
  /// The text as valid UTF-8 without a byte-order mark.
  public let bytes: [UInt8]
  /// The offset at which each line begins; never empty.
  public let lineStarts: [Int]
  /// The places at which the input was not valid UTF-8 and U+FFFD stands now.
  let repairedSpans: [SourceSpan]
  /// Whether the bytes begin with the mark of UTF-16, which is not read.
  let isWide: Bool

  /// Makes the text of a file's bytes.
  ///
  /// A UTF-8 byte-order mark is dropped; what is no UTF-8 becomes U+FFFD and is remembered.
  /// - Complexity: O(*n*).
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    (self.bytes, repairedSpans) = SourceDecoding.decode(bytes)
    lineStarts = SourceDecoding.lineStarts(of: self.bytes)
  }

  /// Makes the text of a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

extension SourceText {
  /// A line and a column, both counted from 1; columns count characters (Unicode scalars).
  public struct Position: Sendable, Hashable {
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1 in Unicode scalars; a tab is one.
    public var column: Int
  }

  /// The position of a byte offset.
  /// - Complexity: O(log *n*) in the count of lines, plus the length of the line.
  public func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    var column = 1
    for byte in bytes[lineStarts[line]..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    return Position(line: line + 1, column: column)
  }

  /// The index of the line, counted from 0, that holds a byte offset.
  func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, counted from 0, without its line end.
  func lineBytes(_ index: Int) -> ArraySlice<UInt8> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }

  /// The text of a span.
  public subscript(span: SourceSpan) -> String {
    String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }
}
