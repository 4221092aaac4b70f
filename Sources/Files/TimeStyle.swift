import Formats

/// How times stand in a file, the same in all rows.
enum TimeStyle: Sendable, Hashable {
  /// `2024-01-02`, `2024/01/02 03:04`, `2024-01-02T03:04:05+01:00`.
  case calendar
  /// `20240102`, `20240102 030405`.
  case compact
  /// Units since 1970-01-01T00:00:00Z.
  case epoch(unitNanoseconds: Int64)
  /// Numbers of periods, for tables without times.
  case ordinal

  /// Finds the style of a first and a last time; nil if the first is no time.
  ///
  /// A number counts seconds below 1e11, milliseconds below 1e14, microseconds below 1e17 and
  /// nanoseconds from there on; the larger of the two numbers decides for the whole file, so that
  /// early times do not mislead. Eight digits that make a date from 1900 to 2100 are one.
  init?(first: String, last: String) {
    if Self.isCompactDate(first) {
      self = .compact
    } else if let number = NumberParser.double(first) {
      let largest = max(abs(number), NumberParser.double(last).map(abs) ?? 0)
      self = .epoch(unitNanoseconds: Self.epochUnit(largest))
    } else if var text = Optional(first), TimeReader(.calendar).read(&text) != nil {
      self = .calendar
    } else {
      return nil
    }
  }

  private static func epochUnit(_ magnitude: Double) -> Int64 {
    switch magnitude {
    case ..<1e11: 1_000_000_000
    case ..<1e14: 1_000_000
    case ..<1e17: 1_000
    default: 1
    }
  }

  private static func isCompactDate(_ text: String) -> Bool {
    let digits = text.prefix { $0 != " " && $0 != "T" }
    guard digits.utf8.count == 8, let number = Int(digits), number / 10_000 >= 1900,
      number / 10_000 <= 2100
    else { return false }
    return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
  }

  /// What a time should look like, for messages.
  var expectation: String {
    switch self {
    case .calendar: "a date or a date and time, such as 2024-01-02 or 2024-01-02T03:04:05Z"
    case .compact: "a date such as 20240102, or with a time 20240102 030405"
    case .epoch(let unit):
      "\(Self.unitName(unit)) since 1970-01-01, as in the other rows"
    case .ordinal: "a whole number"
    }
  }

  private static func unitName(_ unit: Int64) -> String {
    switch unit {
    case 1_000_000_000: "seconds"
    case 1_000_000: "milliseconds"
    case 1_000: "microseconds"
    default: "nanoseconds"
    }
  }
}
