import Formats

/// The functions of the `str` namespace over plain strings.
///
/// Positions count UTF-16 units, as the language does.
enum TextFunctions {
  static func length(_ text: String) -> Double { Double(text.utf16.count) }

  /// Position of a part; NaN when it does not occur.
  static func position(_ text: String, of part: String) -> Double {
    let (whole, wanted) = (Array(text.utf16), Array(part.utf16))
    return first(wanted, in: whole, from: 0).map(Double.init) ?? .nan
  }

  /// The part from `begin` up to but not including `end`; NaN as end is the end.
  static func substring(_ text: String, _ begin: Double, _ end: Double) -> String {
    let units = Array(text.utf16)
    let low = clamped(begin, 0...units.count)
    let high = end.isNaN ? units.count : clamped(end, low...units.count)
    return String(decoding: units[low..<high], as: UTF16.self)
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || first(Array(part.utf16), in: Array(text.utf16), from: 0) != nil
  }

  /// Replaces the occurrence with a number, counted from 0; others stay.
  static func replace(
    _ text: String, _ part: String, with other: String, occurrence: Double
  ) -> String {
    let (units, wanted) = (Array(text.utf16), Array(part.utf16))
    guard !wanted.isEmpty, occurrence >= 0 else { return text }
    var place = 0
    var seen = 0
    while let found = first(wanted, in: units, from: place) {
      if Double(seen) == occurrence.rounded(.down) {
        let tail = units[(found + wanted.count)...]
        return String(decoding: units[..<found] + Array(other.utf16) + tail, as: UTF16.self)
      }
      seen += 1
      place = found + wanted.count
    }
    return text
  }

  /// The parts between separators; an empty separator gives the characters.
  static func split(_ text: String, separator: String) -> [String] {
    let (units, wanted) = (Array(text.utf16), Array(separator.utf16))
    guard !wanted.isEmpty else { return text.map { String($0) } }
    var parts: [String] = []
    var place = 0
    while let found = first(wanted, in: units, from: place) {
      parts.append(String(decoding: units[place..<found], as: UTF16.self))
      place = found + wanted.count
    }
    parts.append(String(decoding: units[place...], as: UTF16.self))
    return parts
  }

  /// The text again and again, with a separator between.
  static func repeated(_ text: String, _ count: Double, separator: String) -> String {
    guard count >= 1 else { return "" }
    let parts = Array(repeating: text, count: clamped(count, 1...Heap.maximumTextLength))
    return parts.joined(separator: separator)
  }

  static func trimmed(_ text: String) -> String {
    let characters = Array(text)
    let first = characters.firstIndex { !$0.isWhitespace } ?? characters.count
    let last = characters.lastIndex { !$0.isWhitespace } ?? -1
    return first <= last ? String(characters[first...last]) : ""
  }

  /// The number that a text is; NaN when it is none.
  static func number(_ text: String) -> Double {
    NumberParser.double(trimmed(text)) ?? .nan
  }

  private static func first(_ wanted: [UInt16], in units: [UInt16], from start: Int) -> Int? {
    guard !wanted.isEmpty, units.count >= wanted.count else { return nil }
    var place = start
    while place + wanted.count <= units.count {
      if units[place] == wanted[0], units[place..<place + wanted.count].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }
}

/// Compiled patterns of `str.match`, kept because a script asks for the same ones on every bar.
struct PatternCache {
  private var patterns: [String: Regex<AnyRegexOutput>?] = [:]

  /// The first part of a text that a regular expression matches; empty when none does.
  ///
  /// A pattern that is no regular expression matches nothing.
  mutating func match(_ text: String, _ pattern: String) -> String {
    let expression: Regex<AnyRegexOutput>?
    if let known = patterns[pattern] {
      expression = known
    } else {
      expression = try? Regex(pattern)
      patterns[pattern] = expression
    }
    guard let expression, let match = try? expression.firstMatch(in: text) else { return "" }
    return String(text[match.range])
  }
}
