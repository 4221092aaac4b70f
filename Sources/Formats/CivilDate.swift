/// A day of the Gregorian calendar, extended to all years; year 0 is 1 BC.
public struct CivilDate: Sendable, Hashable {
  /// The year, negative before 1 BC.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// Makes a date, or nil if the calendar has no such day.
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard month >= 1, month <= 12, day >= 1, day <= Self.dayCount(year: year, month: month) else {
      return nil
    }
    self.init(validYear: year, month: month, day: day)
  }

  @inlinable
  init(validYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Makes the date that many days after 1970-01-01.
  ///
  /// The years are counted from March, so that the leap day comes last (Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms").
  @inlinable
  public init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      validYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// Days since 1970-01-01, negative before.
  @inlinable
  public var daysSinceEpoch: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate {
  /// A day of the week; the raw values are those of ISO 8601.
  public enum Weekday: Int, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// The day of the week that many days after 1970-01-01, a Thursday.
    @inlinable
    public init(daysSinceEpoch: Int) {
      let remainder = (daysSinceEpoch + 3) % 7
      self = Weekday(rawValue: (remainder < 0 ? remainder + 7 : remainder) + 1)!
    }
  }

  /// The day of the week.
  @inlinable
  public var weekday: Weekday { Weekday(daysSinceEpoch: daysSinceEpoch) }

  /// The day of the year, 1 to 366.
  public var dayOfYear: Int {
    daysSinceEpoch - CivilDate(validYear: year, month: 1, day: 1).daysSinceEpoch + 1
  }

  /// Returns the date that many days later.
  @inlinable
  public func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// Tells whether a year has 366 days.
  @inlinable
  public static func isLeapYear(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days a month has, 28 to 31.
  /// - Parameter month: 1 to 12.
  @inlinable
  public static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeapYear(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The `ordinal`-th such weekday of a month counted from 1; from the end of it if negative.
  ///
  /// The fifth, where a month has only four, is the last: rules of time zones mean it so.
  public static func nth(
    _ ordinal: Int, _ weekday: Weekday, ofMonth month: Int, year: Int
  ) -> CivilDate {
    precondition(ordinal != 0 && abs(ordinal) <= 5, "a month has at most five of a weekday")
    let first = CivilDate(validYear: year, month: month, day: 1)
    let firstMatch = 1 + (weekday.rawValue - first.weekday.rawValue + 7) % 7
    let dayCount = dayCount(year: year, month: month)
    let matchCount = (dayCount - firstMatch) / 7 + 1
    let index = ordinal > 0 ? min(ordinal, matchCount) - 1 : max(matchCount + ordinal, 0)
    return CivilDate(validYear: year, month: month, day: firstMatch + 7 * index)
  }
}

extension CivilDate: Comparable {
  /// Tells whether `left` is the earlier day.
  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date in the form `2024-01-02`.
  public var description: String {
    ISODateFormat.padded(year, 4) + "-" + ISODateFormat.padded(month, 2) + "-"
      + ISODateFormat.padded(day, 2)
  }
}
