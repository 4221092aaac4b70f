import Formats

/// What clocks and calendars of a zone show at an instant.
struct LocalTime {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  let millisecond: Int
  /// From 1 for Sunday.
  let dayOfWeek: Int
  let offsetSeconds: Int
  let zoneName: String
  private let days: Int

  init(milliseconds: Int64, offsetSeconds: Int, zoneName: String = "UTC") {
    self.offsetSeconds = offsetSeconds
    self.zoneName = zoneName
    let local = milliseconds + Int64(offsetSeconds) * 1000
    var days = local / 86_400_000
    var rest = local % 86_400_000
    if rest < 0 {
      rest += 86_400_000
      days -= 1
    }
    self.days = Int(days)
    let date = CivilDate(daysSinceEpoch: Int(days))
    year = date.year
    month = date.month
    day = date.day
    hour = Int(rest / 3_600_000)
    minute = Int(rest / 60_000 % 60)
    second = Int(rest / 1000 % 60)
    millisecond = Int(rest % 1000)
    // 1970-01-01 was a Thursday.
    dayOfWeek = (Int(days % 7) + 7 + 4) % 7 + 1
  }

  init(milliseconds: Int64, zone: TimeZoneRules) {
    let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    self.init(
      milliseconds: milliseconds, offsetSeconds: zone.offsetSeconds(at: seconds),
      zoneName: zone.name)
  }

  /// From 1.
  var dayOfYear: Int {
    (1..<month).reduce(day) { $0 + CivilDate.dayCount(year: year, month: $1) }
  }

  /// Week of the year by ISO 8601: weeks begin on Monday, the first has the year's first Thursday.
  var weekOfYear: Int {
    let sinceMonday = (dayOfWeek + 5) % 7
    let thursday = CivilDate(daysSinceEpoch: days - sinceMonday + 3)
    let first = CivilDate(year: thursday.year, month: 1, day: 1)!
    return (thursday.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1
  }
}

/// The functions around `time` that need no bars.
enum TimeFunctions {
  /// The zone that a name stands for: an IANA name, `UTC`, `GMT+3`, `UTC-05:30`; nil for others.
  static func zone(_ name: String) -> TimeZoneRules? {
    let text = TextFunctions.trimmed(name)
    if text.isEmpty { return nil }
    for prefix in ["UTC", "GMT"] where text.uppercased().hasPrefix(prefix) {
      let rest = text.dropFirst(3)
      if rest.isEmpty { return .utc }
      if let seconds = offset(rest) { return fixed(seconds) }
    }
    if let seconds = offset(text[...]) { return fixed(seconds) }
    return try? TimeZoneRules.named(text)
  }

  private static func fixed(_ seconds: Int) -> TimeZoneRules? {
    try? TimeZoneRules.named(ISODateFormat.offset(seconds))
  }

  /// `+3`, `-5`, `+0530`, `+05:30` in seconds.
  private static func offset(_ text: Substring) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard !digits.isEmpty, digits.count <= 4, let number = Int(digits), number >= 0 else {
      return nil
    }
    let (hours, minutes) = digits.count <= 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 18, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Milliseconds since the epoch of a date and a time on the clocks of a zone; parts may overflow.
  ///
  /// A month of 13 is January of the next year, a day of 0 the last of the month before.
  static func timestamp(
    year: Double, month: Double, day: Double, hour: Double, minute: Double, second: Double,
    zone: TimeZoneRules
  ) -> Double {
    for part in [year, month, day, hour, minute, second]
    where !part.isFinite || abs(part) > 1e9 {
      return .nan
    }
    let months = Int(year) * 12 + Int(month) - 1
    let (years, rest) = (
      months >= 0 ? months / 12 : (months - 11) / 12, ((months % 12) + 12) % 12
    )
    guard let first = CivilDate(year: years, month: rest + 1, day: 1) else { return .nan }
    let days = Int64(first.daysSinceEpoch) + Int64(day) - 1
    let local = days * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
    return Double(zone.utcSeconds(ofLocal: local).resolved) * 1000
  }

  /// Milliseconds since the epoch of a date as text; NaN when it is none.
  ///
  /// ISO 8601 (`2024-01-02`, `2024-01-02T03:04:05+01:00`), and days with a month's name in either
  /// order (`20 Feb 2020`, `Feb 20 20`), with an optional time and offset. Without an offset the
  /// time is UTC.
  static func timestamp(_ text: String) -> Double {
    let text = TextFunctions.trimmed(text)
    if let stamp = ISODateParser.dateTime(text), let local = stamp.local.localNanoseconds {
      return Double(local / 1_000_000) - Double(stamp.offsetSeconds ?? 0) * 1000
    }
    return spelledDate(text) ?? .nan
  }

  private static func spelledDate(_ text: String) -> Double? {
    var words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    guard words.count >= 3 else { return nil }
    words[words.count - 1] = offset(words[words.count - 1])
    if Int(words[0]) == nil, words[0].hasSuffix(".") || words.count > 3, month(words[0]) == nil {
      words.removeFirst()
    }
    guard words.count >= 3 else { return nil }
    let (day, name) = Int(words[0]) != nil ? (words[0], words[1]) : (words[1], words[0])
    guard let day = Int(day), let month = month(name), let year = year(words[2]),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let iso = "\(date)" + (words.count > 3 ? "T" + words[3...].joined(separator: " ") : "")
    guard let stamp = ISODateParser.dateTime(padded(iso)), let local = stamp.local.localNanoseconds
    else { return nil }
    return Double(local / 1_000_000) - Double(stamp.offsetSeconds ?? 0) * 1000
  }

  /// An offset such as `GMT`, `UTC+2` or `GMT-0530` without its name; other words as they are.
  private static func offset(_ word: String) -> String {
    guard let name = ["GMT", "UTC", "UT"].first(where: word.hasPrefix) else { return word }
    let offset = word.dropFirst(name.count)
    guard let sign = offset.first else { return "+00:00" }
    let hours = offset.dropFirst()
    return hours.count > 2 ? String(offset) : "\(sign)\(hours.count == 1 ? "0" : "")\(hours):00"
  }

  /// A year, which with two digits lies between 1950 and 2049 as RFC 2822 has it.
  private static func year(_ text: String) -> Int? {
    guard let number = Int(text), text.count == 2 else { return Int(text) }
    return number < 50 ? number + 2000 : number + 1900
  }

  /// Gives a one-digit hour its zero.
  private static func padded(_ iso: String) -> String {
    guard let mark = iso.firstIndex(of: "T") else { return iso }
    let time = iso[iso.index(after: mark)...]
    let hour = time.prefix { $0.isNumber }
    return hour.count == 1 ? String(iso[...mark]) + "0" + time : iso
  }

  private static func month(_ name: String) -> Int? {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return names.firstIndex(of: String(name.lowercased().prefix(3))).map { $0 + 1 }
  }
}
