import Formats
import Platform

/// Opens files and tells text from what is none.
enum FileNature {
  /// Opens a file.
  ///
  /// - Throws: A data error that says why it cannot be read, with the name of a file that was
  ///   probably meant.
  static func open(_ path: String) throws(LocatedError) -> FileBytes {
    do throws(PlatformError) {
      return try FileBytes(path: path)
    } catch {
      throw self.error(error, path: path)
    }
  }

  private static func error(_ error: PlatformError, path: String) -> LocatedError {
    switch error.kind {
    case .missing, .isNotDirectory:
      LocatedError(.data, "there is no such file", file: path, hint: suggestion(for: path))
    case .isDirectory:
      LocatedError(
        .data, "this is a directory", file: path, expected: "a file",
        hint: "name the files in it, for example \(FileSystem.join(path, "*.csv"))")
    case .notPermitted:
      LocatedError(.data, "the file may not be read", file: path, hint: error.reason)
    default: LocatedError(.data, "the file cannot be read", file: path, hint: error.reason)
    }
  }

  private static func suggestion(for path: String) -> String? {
    let directory = FileSystem.directoryName(of: path)
    guard let names = try? FileSystem.names(in: directory) else {
      return "there is no directory '\(directory)'"
    }
    return Suggestion.hint(for: FileSystem.fileName(of: path), in: names)
  }

  /// How many bytes a mark of UTF-8 takes at the beginning.
  static func markLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Checks that a file is text, judging by its beginning.
  static func requireText(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String
  ) throws(LocatedError) {
    if bytes.isEmpty {
      throw LocatedError(.data, "the file is empty", file: file, expected: "a header and rows")
    }
    for (start, name, hint) in signatures where bytes.starts(with: start) {
      throw LocatedError(
        .data, "the file is \(name)", file: file, expected: "text with separated values",
        hint: hint)
    }
    let sample = bytes.prefix(1 << 16)
    if let position = sample.firstIndex(of: 0) {
      throw LocatedError(
        .data, "the file is binary: byte \(position + 1) is zero", file: file,
        expected: "text with separated values")
    }
    if !sample.contains(TextLines.newline), sample.contains(0x0D) {
      throw LocatedError(
        .data, "lines end with a carriage return alone", file: file, expected: "a line feed",
        hint: "convert the line ends, for example with tr '\\r' '\\n'")
    }
  }

  private static let signatures: [(start: [UInt8], name: String, hint: String)] = [
    ([0x1F, 0x8B], "compressed (gzip)", "unpack it first, for example with gunzip"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive or spreadsheet", "unpack it or export it as CSV"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed (zstd)", "unpack it first, for example with unzstd"),
    ([0x50, 0x41, 0x52, 0x31], "a Parquet table", "export it as CSV"),
    ([0xFF, 0xFE], "UTF-16 text", "convert it, for example with iconv -f UTF-16 -t UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text", "convert it, for example with iconv -f UTF-16 -t UTF-8"),
    ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65], "an SQLite database", "export its tables as CSV"),
  ]
}
