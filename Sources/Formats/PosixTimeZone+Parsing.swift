extension PosixTimeZone {
  /// Reads a rule; nil if it is not one.
  init?(_ text: some StringProtocol) {
    var reader = Reader(rest: Array(text.utf8)[...])
    guard reader.skipName(), let standard = reader.time() else { return nil }
    // POSIX counts west as positive.
    standardOffset = -standard
    guard !reader.rest.isEmpty else {
      daylight = nil
      return
    }
    guard reader.skipName() else { return nil }
    var offset = standardOffset + 3600
    if reader.rest.first != Reader.comma {
      guard let given = reader.time() else { return nil }
      offset = -given
    }
    guard let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else {
      return nil
    }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  private struct Reader {
    static let comma = UInt8(ascii: ",")
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    /// Skips three or more letters, or anything between angle brackets.
    mutating func skipName() -> Bool {
      if skip("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
      rest = rest[letters.endIndex...]
      return letters.count >= 3
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0 &- 0x30 <= 9 }
      guard !digits.isEmpty, digits.count <= 4 else { return nil }
      rest = rest[digits.endIndex...]
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Reads `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = number() else { return nil }
      var seconds = hours * 3600
      for unit in [60, 1] where skip(":") {
        guard let count = number() else { return nil }
        seconds += count * unit
      }
      return isNegative ? -seconds : seconds
    }

    /// Reads a comma, a day and an optional time, 02:00 if there is none.
    mutating func change() -> Change? {
      guard skip(","), let day = day() else { return nil }
      guard skip("/") else { return Change(day: day, second: 7200) }
      return time().map { Change(day: day, second: $0) }
    }

    private mutating func day() -> Day? {
      if skip("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
      guard skip("M") else {
        return number().flatMap { (0...365).contains($0) ? .zeroBased($0) : nil }
      }
      guard let month = number(), (1...12).contains(month), skip("."), let week = number(),
        (1...5).contains(week), skip("."), let weekday = number(), (0...6).contains(weekday)
      else { return nil }
      let day = CivilDate.Weekday(rawValue: weekday == 0 ? 7 : weekday)!
      return .weekday(month: month, week: week, weekday: day)
    }
  }
}
