package import Formats
import Platform

/// The rows of a small comma-separated file and the names of its columns.
///
/// For files that are read once and whole, such as logs of decisions; bars have a faster reader.
package struct DelimitedRows {
  /// A row with its place.
  package struct Row {
    /// The line in the file, from 1.
    package let line: Int
    /// The fields, as many as there are names.
    package let fields: [String]
  }

  /// The file.
  package let file: String
  /// The names, in small letters without blanks, underscores and hyphens.
  package let names: [String]
  /// The rows that are neither blank nor begin with `#`.
  package let rows: [Row]

  /// Reads a file with a header.
  /// - Throws: A data error that names the file and the line.
  package init(_ path: String) throws(LocatedError) {
    let bytes = try FileNature.open(path)
    file = path
    var names: [String]?
    var rows: [Row] = []
    try bytes.withBytes { raw throws(LocatedError) in
      let bytes = raw.bindMemory(to: UInt8.self)
      try FileNature.requireText(bytes, file: path)
      let lines = TextLines(bytes: bytes)
      let splitter = LineSplitter(separator: 0x2C)
      var offset = FileNature.markLength(bytes)
      var number = 0
      while offset < bytes.count {
        let (line, next) = lines.line(at: offset)
        offset = next
        number += 1
        if TextLines.isBlank(line) || line.first == 0x23 { continue }
        let fields = splitter.texts(line) ?? []
        guard let known = names else {
          names = fields.map(Self.plain)
          continue
        }
        guard fields.count == known.count else {
          throw LocatedError(
            .data, "the row has another number of columns than the header", file: path,
            line: number, found: "\(fields.count)", expected: "\(known.count)")
        }
        rows.append(Row(line: number, fields: fields))
      }
    }
    guard let names else { throw LocatedError(.data, "the file is empty", file: path) }
    self.names = names
    self.rows = rows
  }

  /// The first column of one of several names; nil if there is none.
  package func column(_ candidates: String...) -> Int? {
    names.firstIndex { candidates.contains($0) }
  }

  /// Nanoseconds since 1970 of an ISO date or date and time, UTC unless it has an offset.
  package static func nanoseconds(_ text: String) -> Int64? {
    var text = text
    return TimeReader(.calendar).read(&text)?.nanoseconds
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { !" _-".contains($0) })
  }
}
