import Formats

/// The session texts of `time()` and `input.session`: `0930-1600`, `0900-1200,1300-1700:23456`.
///
/// The days are digits from 1 for Sunday; without them every day counts. A range whose end is not
/// after its start runs past midnight and belongs to the day on which it starts.
struct SessionFilter {
  private struct Range {
    /// Minutes of the day; the end may be past midnight.
    var start: Int
    var end: Int
    var days: UInt8
  }

  private let ranges: [Range]

  /// Reads a session; nil when the text is none.
  ///
  /// `24x7` and an empty text are always open.
  init?(_ text: String) {
    let plain = TextFunctions.trimmed(text)
    if plain.isEmpty || plain.lowercased() == "24x7" {
      ranges = [Range(start: 0, end: 1440, days: 0x7F)]
      return
    }
    var ranges: [Range] = []
    // The language separates sessions of different days by `|`.
    for section in plain.split(separator: "|") {
      let parts = section.split(separator: ":", maxSplits: 1)
      guard let hours = parts.first else { return nil }
      var days: UInt8 = 0x7F
      if parts.count > 1 {
        days = 0
        for character in parts[1] {
          guard let digit = character.wholeNumberValue, (1...7).contains(digit) else { return nil }
          days |= 1 << UInt8(digit - 1)
        }
      }
      for range in hours.split(separator: ",") {
        let ends = range.split(separator: "-").map { TextFunctions.trimmed(String($0)) }
        guard ends.count == 2, let start = Self.minutes(ends[0]),
          let end = Self.minutes(ends[1])
        else { return nil }
        ranges.append(Range(start: start, end: end > start ? end : end + 1440, days: days))
      }
    }
    guard !ranges.isEmpty else { return nil }
    self.ranges = ranges
  }

  private static func minutes(_ text: String) -> Int? {
    guard text.count == 4, let number = Int(text), number / 100 <= 24, number % 100 < 60 else {
      return nil
    }
    return number / 100 * 60 + number % 100
  }

  /// Whether the session is open at what clocks show.
  ///
  /// - Parameters:
  ///   - minute: Minutes since midnight.
  ///   - dayOfWeek: From 1 for Sunday.
  func contains(minute: Int, dayOfWeek: Int) -> Bool {
    for range in ranges {
      if minute >= range.start, minute < range.end, isOn(range, dayOfWeek) { return true }
      let late = minute + 1440
      if late >= range.start, late < range.end, isOn(range, dayOfWeek == 1 ? 7 : dayOfWeek - 1) {
        return true
      }
    }
    return false
  }

  private func isOn(_ range: Range, _ dayOfWeek: Int) -> Bool {
    range.days & (1 << UInt8(dayOfWeek - 1)) != 0
  }
}
