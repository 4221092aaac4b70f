import Formats

/// Days, weeks and months counted from fixed points, so that where data begin makes no difference.
enum CalendarPeriod {
  /// The dates of the period around a date, as a half-open range of days since 1970-01-01.
  ///
  /// Weeks begin on Mondays, and several of them are counted from 1970-01-05; months are counted
  /// from January, several of them from January of year 0. Several days are counted from
  /// 1970-01-01, or from Monday to Friday from 1970-01-05 where weekends do not count.
  static func around(_ date: Int32, timeframe: Timeframe, skipsWeekends: Bool) -> Range<Int32> {
    let count = Int32(timeframe.count)
    switch timeframe.unit {
    case .second, .minute: preconditionFailure("clock bars need no calendar")
    case .day where count == 1: return date..<date + 1
    case .day where skipsWeekends:
      let index = floored(weekdayIndex(date), count) * count
      return self.date(ofWeekday: index)..<self.date(ofWeekday: index + count)
    case .day:
      let first = floored(date, count) * count
      return first..<first + count
    case .week:
      let first = floored(date - firstMonday, 7 * count) * 7 * count + firstMonday
      return first..<first + 7 * count
    case .month:
      let civil = CivilDate(daysSinceEpoch: Int(date))
      let first = monthStart(date, plus: -(Int32(civil.year * 12 + civil.month - 1) % count))
      return first..<monthStart(first, plus: count)
    }
  }

  /// 1970-01-05.
  private static let firstMonday: Int32 = 4

  static func monday(onOrBefore date: Int32) -> Int32 {
    floored(date - firstMonday, 7) * 7 + firstMonday
  }

  /// How many days from Monday to Friday lie between 1970-01-05 and a date.
  private static func weekdayIndex(_ date: Int32) -> Int32 {
    let monday = monday(onOrBefore: date)
    return (monday - firstMonday) / 7 * 5 + min(date - monday, 4)
  }

  private static func date(ofWeekday index: Int32) -> Int32 {
    let week = floored(index, 5)
    return firstMonday + week * 7 + index - week * 5
  }

  /// The first day of the month that lies `months` after that of a date.
  static func monthStart(_ date: Int32, plus months: Int32) -> Int32 {
    let civil = CivilDate(daysSinceEpoch: Int(date))
    let month = Int32(civil.year * 12 + civil.month - 1) + months
    let year = floored(month, 12)
    let first = CivilDate(year: Int(year), month: Int(month - year * 12) + 1, day: 1)
    guard let first else { preconditionFailure("every month has a first day") }
    return Int32(first.daysSinceEpoch)
  }

  private static func floored(_ dividend: Int32, _ divisor: Int32) -> Int32 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }
}
