public import Formats

extension Diagnostic {
  /// The widest part of a source line that is shown, in characters.
  private static let maximumWidth = 160

  /// The text for a person: place and message, the source line, a caret below it, and the hint.
  ///
  /// ```
  /// cross.pine:3:9: error: unexpected ')', expected an expression
  ///  3 | x = 1 + )
  ///    |         ^
  /// hint: …
  /// ```
  public func rendered(in source: SourceText) -> String {
    var text = head(in: source)
    text += "\n" + excerpt(of: source, at: source.position(of: span.start))
    if let hint { text += "\nhint: " + hint }
    return text
  }

  /// Place, message and hint on one line, for lists of remarks.
  public func line(in source: SourceText) -> String {
    head(in: source) + (hint.map { "; " + $0 } ?? "")
  }

  private func head(in source: SourceText) -> String {
    let position = source.position(of: span.start)
    return "\(source.name):\(position.line):\(position.column): \(severity.rawValue): \(sentence)"
  }

  /// The message with what is expected.
  public var sentence: String {
    message + (expected.map { ", expected " + $0 } ?? "")
  }

  /// The diagnostic as an error of the class that the command line reports.
  public func locatedError(in source: SourceText) -> LocatedError {
    let position = source.position(of: span.start)
    return LocatedError(
      .data, message, file: source.name, line: position.line, column: "\(position.column)",
      expected: expected, hint: hint)
  }

  /// The source line with its number, and the caret with tildes below what the span holds of it.
  private func excerpt(of source: SourceText, at position: SourceText.Position) -> String {
    let lineIndex = position.line - 1
    let lineStart = source.lineStarts[lineIndex]
    let line = source.lineBytes(lineIndex)
    let before = Self.shown(line.prefix(max(span.start - lineStart, 0)))
    let marked = Self.shown(line.prefix(max(span.end - lineStart, 0))).count - before.count
    // Of a long line the part around the place is shown.
    let skipped = before.count > Self.maximumWidth / 2 ? before.count - Self.maximumWidth / 2 : 0
    let shown = Self.shown(line).dropFirst(skipped).prefix(Self.maximumWidth)
    let column = before.count - skipped
    let tildes = min(max(marked - 1, 0), max(shown.count - column - 1, 0))
    let number = String(position.line)
    let margin = String(repeating: " ", count: number.count)
    return " \(number) | \(String(shown))\n \(margin) | " + String(repeating: " ", count: column)
      + "^"
      + String(repeating: "~", count: tildes)
  }

  /// A line as characters of one column each: tabs become blanks up to the next multiple of four.
  private static func shown(_ bytes: ArraySlice<UInt8>) -> [Character] {
    var result: [Character] = []
    for character in String(decoding: bytes, as: UTF8.self) {
      if character == "\t" {
        repeat { result.append(" ") } while result.count % 4 != 0
      } else {
        let isControl = character.unicodeScalars.allSatisfy { $0.value < 0x20 || $0.value == 0x7F }
        result.append(isControl ? "·" : character)
      }
    }
    return result
  }
}
