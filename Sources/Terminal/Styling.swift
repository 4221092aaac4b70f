package import Formats
package import Platform

/// The look of a piece of text on a terminal.
package struct Style: Sendable, Hashable {
  /// The numbers of ECMA-48 "select graphic rendition".
  let codes: [Int]

  private init(_ codes: Int...) { self.codes = codes }
  private init(codes: [Int]) { self.codes = codes }

  package static let plain = Style()
  package static let bold = Style(1)
  package static let dim = Style(2)
  package static let red = Style(31)
  package static let green = Style(32)
  package static let yellow = Style(33)
  package static let blue = Style(34)
  package static let magenta = Style(35)
  package static let cyan = Style(36)

  /// Returns both looks at once.
  package func and(_ other: Style) -> Style { Style(codes: codes + other.codes) }

  /// Green for gains, red for losses, plain for neither.
  package static func gain(_ value: Double) -> Style {
    value > 0 ? .green : value < 0 ? .red : .plain
  }
}

/// Decides whether text gets its style.
package struct Styling: Sendable {
  package let isEnabled: Bool

  package init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// No style at all.
  package static let plain = Styling(isEnabled: false)

  /// Styles for a terminal, unless `NO_COLOR` is set or the terminal is a dumb one.
  ///
  /// A `CLICOLOR_FORCE` other than 0 asks for styles even in a file.
  package static func suited(to stream: StandardStream) -> Styling {
    func isSet(_ name: String) -> Bool { !(Environment.variable(name) ?? "").isEmpty }
    if isSet("NO_COLOR") { return .plain }
    if isSet("CLICOLOR_FORCE"), Environment.variable("CLICOLOR_FORCE") != "0" {
      return Styling(isEnabled: true)
    }
    return Styling(isEnabled: stream.isTerminal && Environment.variable("TERM") != "dumb")
  }

  /// Returns the text with a style around it, or the text alone.
  package func callAsFunction(_ style: Style, _ text: String) -> String {
    if !isEnabled || style.codes.isEmpty || text.isEmpty { return text }
    return "\u{1B}[\(style.codes.map(String.init).joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  /// Returns an error's description with its keywords set off.
  package func render(_ error: LocatedError) -> String {
    guard isEnabled else { return error.description }
    var text = error.description
    for (word, style) in [("error:", Style.bold.and(.red)), ("hint:", Style.cyan)] {
      // The word opens its line or follows the place; what it quotes comes later.
      if let range = Self.range(of: word, in: text) {
        text.replaceSubrange(range, with: self(style, word))
      }
    }
    return text
  }

  private static func range(of word: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(word),
        start == text.startIndex
          || " \n".contains(text[text.index(before: start)])
      {
        return start..<text.index(start, offsetBy: word.count)
      }
      start = text.index(after: start)
    }
    return nil
  }
}
