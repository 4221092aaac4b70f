import Formats

/// The trading days of the New York Stock Exchange, by rule, right from 1990 on.
///
/// Source: NYSE Rule 7.2 and the exchange's published lists of holidays and early closes.
enum USEquityCalendar {
  /// Tells whether shares trade on a date.
  static func isTradingDay(_ date: CivilDate) -> Bool {
    date.weekday.rawValue <= 5 && !isHoliday(date) && !specialClosures.contains(date)
  }

  /// The minute of the day, New York time, at which trading ends.
  static func closeMinute(of date: CivilDate) -> Int {
    guard isEarlyClose(date) else { return 16 * 60 }
    return date.year < 1993 ? 14 * 60 : 13 * 60
  }

  private static func isHoliday(_ date: CivilDate) -> Bool {
    let (year, month, day) = (date.year, date.month, date.day)
    switch month {
    case 1:
      // A New Year's Day on a Saturday is not made up for: the year's last day is a business day.
      if day == 1 || (day == 2 && date.weekday == .monday) { return true }
      return year >= 1998 && date == .nth(3, .monday, ofMonth: 1, year: year)
    case 2: return date == .nth(3, .monday, ofMonth: 2, year: year)
    case 3, 4: return date == easterSunday(year).adding(days: -2)
    case 5: return date == .nth(-1, .monday, ofMonth: 5, year: year)
    case 6: return year >= 2022 && isObserved(date, day: 19)
    case 7: return isObserved(date, day: 4)
    case 9: return date == .nth(1, .monday, ofMonth: 9, year: year)
    case 11: return date == .nth(4, .thursday, ofMonth: 11, year: year)
    case 12: return isObserved(date, day: 25)
    default: return false
    }
  }

  /// A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
  private static func isObserved(_ date: CivilDate, day: Int) -> Bool {
    switch date.day - day {
    case 0: true
    case -1: date.weekday == .friday
    case 1: date.weekday == .monday
    default: false
    }
  }

  private static func isEarlyClose(_ date: CivilDate) -> Bool {
    let year = date.year
    switch (date.month, date.day) {
    case (7, 3):
      // Until 2012 a Wednesday before Independence Day was a full day, the Friday after it short.
      return year >= 1995 && (date.weekday != .wednesday || year >= 2013)
    case (7, 5): return date.weekday == .friday && year >= 1995 && year < 2013
    case (11, _):
      let thanksgiving = CivilDate.nth(4, .thursday, ofMonth: 11, year: year)
      return year >= 1992 && date == thanksgiving.adding(days: 1)
    case (12, 24): return true
    default: return specialEarlyCloses.contains(date)
    }
  }

  private static let specialClosures: Set<CivilDate> = [
    date(1994, 4, 27),  // Funeral of President Nixon.
    date(2001, 9, 11), date(2001, 9, 12), date(2001, 9, 13), date(2001, 9, 14),
    date(2004, 6, 11),  // Funeral of President Reagan.
    date(2007, 1, 2),  // Funeral of President Ford.
    date(2012, 10, 29), date(2012, 10, 30),  // Hurricane Sandy.
    date(2018, 12, 5),  // Funeral of President George H. W. Bush.
    date(2025, 1, 9),  // Funeral of President Carter.
  ]

  private static let specialEarlyCloses: Set<CivilDate> = [
    date(1997, 12, 26), date(1999, 12, 31), date(2003, 12, 26),
  ]

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    guard let date = CivilDate(year: year, month: month, day: day) else {
      preconditionFailure("the calendar's tables hold dates")
    }
    return date
  }

  /// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
  static func easterSunday(_ year: Int) -> CivilDate {
    let golden = year % 19
    let (century, yearOfCentury) = (year / 100, year % 100)
    let correction = (8 * century + 13) / 25
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let position = epact + weekday - 7 * shift + 114
    return date(year, position / 31, position % 31 + 1)
  }
}
