import Formats

extension TableLayout {
  /// Longer lines belong to no table.
  static let longestLine = 1 << 20

  /// Finds out how a file is laid out.
  ///
  /// - Throws: A data error for a file that is no table of prices, with what it is instead.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(LocatedError) {
    let lines = TextLines(bytes: bytes)
    try FileNature.requireText(bytes, file: file)
    var cursor = HeaderCursor(lines: lines, offset: FileNature.markLength(bytes))
    let (header, headerLine) = try cursor.next(file: file)
    let separator = Self.separator(of: header)
    let splitter = LineSplitter(separator: separator)
    guard let fields = splitter.texts(header) else {
      throw LocatedError(
        .data, "a quote does not end", file: file, line: headerLine,
        found: TextLines.excerpt(header))
    }
    let start = (offset: cursor.offset, line: cursor.line)
    let hasHeader = !Self.isRow(fields)
    var first = fields
    if hasHeader {
      let row = try? cursor.next(file: file)
      guard let row else {
        throw LocatedError(
          .data, "the file has a header and no rows", file: file, found: TextLines.excerpt(header))
      }
      first = splitter.texts(row.content) ?? []
    }
    let last = splitter.texts(lines.lastLine(from: FileNature.markLength(bytes))) ?? first
    let columns =
      hasHeader
      ? try Columns(names: fields, firstRow: first, file: file, line: headerLine)
      : try Columns(unnamed: fields, file: file, line: headerLine)
    let timeField = columns.timeField
    let firstTime = timeField < first.count ? first[timeField] : ""
    let style =
      columns.isOrdinal
      ? .ordinal
      : TimeStyle(first: firstTime, last: timeField < last.count ? last[timeField] : "")
    self.init(
      content: columns.content, separator: separator, roles: columns.roles, names: columns.names,
      // A first time that cannot be read is a bad row like any other.
      timeStyle: style ?? .calendar, rowsStart: hasHeader ? start.offset : cursor.lineStart,
      firstLine: hasHeader ? start.line : headerLine, warnings: columns.warnings)
  }

  /// The separator that a line has most of; a comma if it has none.
  static func separator(of line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var best: (byte: UInt8, count: Int) = (0x2C, 0)
    for byte: UInt8 in [0x2C, 0x3B, 0x09] {
      let count = line.count { $0 == byte }
      if count > best.count { best = (byte, count) }
    }
    return best.byte
  }

  /// Tells whether the fields of a first line are a row, and not names.
  static func isRow(_ fields: [String]) -> Bool {
    fields.count >= 2 && fields.dropFirst().contains { NumberParser.double($0) != nil }
      && TimeStyle(first: fields[0], last: "") != nil
  }
}

/// Reads the first lines of a file, blank ones and comments left out.
private struct HeaderCursor {
  let lines: TextLines
  /// Where the next line begins.
  private(set) var offset: Int
  /// The number of the next line.
  private(set) var line = 1
  /// Where the line that was read last begins.
  private(set) var lineStart = 0

  init(lines: TextLines, offset: Int) {
    self.lines = lines
    self.offset = offset
  }

  mutating func next(
    file: String
  ) throws(LocatedError) -> (content: UnsafeBufferPointer<UInt8>, line: Int) {
    while offset < lines.bytes.count {
      let (content, next) = lines.line(at: offset)
      lineStart = offset
      let number = line
      offset = next
      line += 1
      if content.count > TableLayout.longestLine {
        throw LocatedError(
          .data, "the line is too long for a table", file: file, line: number,
          found: TextLines.excerpt(content), expected: "at most 1 MiB")
      }
      if !TextLines.isBlank(content), content[0] != 0x23 { return (content, number) }
    }
    throw LocatedError(.data, "the file is empty", file: file, expected: "a header and rows")
  }
}

extension TextLines {
  /// The last line that is not blank.
  func lastLine(from start: Int) -> UnsafeBufferPointer<UInt8> {
    var end = bytes.count
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    var first = end
    while first > start, bytes[first - 1] != Self.newline { first -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[first..<end])
  }
}
