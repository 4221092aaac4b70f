/// Measures and arranges text on a grid of character cells.
package enum TextLayout {
  /// The number of cells that a text takes; wide East Asian characters and emoji take two.
  package static func width(of text: some StringProtocol) -> Int {
    // ASCII needs no look at the characters.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.properties.generalCategory == .nonspacingMark { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }

  /// Appends spaces up to a width.
  package static func padRight(_ text: String, to width: Int) -> String {
    text + spaces(width - Self.width(of: text))
  }

  /// Prepends spaces up to a width.
  package static func padLeft(_ text: String, to width: Int) -> String {
    spaces(width - Self.width(of: text)) + text
  }

  /// Shortens a text to a width; an ellipsis stands for what is cut off.
  package static func truncate(_ text: String, to width: Int) -> String {
    if Self.width(of: text) <= width { return text }
    var result = ""
    var used = 1
    for character in text {
      used += Self.width(of: character)
      if used > width { break }
      result.append(character)
    }
    return width > 0 ? result + "…" : ""
  }

  /// Breaks a text between words into lines; paragraphs stay apart, longer words stay whole.
  package static func wrap(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, Self.width(of: line) + 1 + Self.width(of: word) > width {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      return lines + [line]
    }
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
