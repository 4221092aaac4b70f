public import Formats

extension BarSeries {
  /// How many of the last trading days show whether there is trading at weekends.
  private static let calendarDayCount = 366

  /// Whether there is trading on Saturdays and Sundays too.
  ///
  /// The last trading days tell; with fewer than seven of them, the asset class does.
  public var tradesEveryDay: Bool {
    var dayCount = 0
    var saturdayCount = 0
    var previous: Int32?
    for day in days.reversed() where day != previous {
      if dayCount == Self.calendarDayCount { break }
      dayCount += 1
      if CivilDate.Weekday(daysSinceEpoch: Int(day)) == .saturday { saturdayCount += 1 }
      previous = day
    }
    if dayCount < 7 || timeframe.approximateNanoseconds > Timestamp.nanosecondsPerDay {
      return instrument.assetClass == .crypto || instrument.assetClass == .perpetual
    }
    // One of seven days is a Saturday. Sundays tell nothing: currencies open on them, and some
    // exchanges trade from Sunday to Thursday.
    return saturdayCount * 10 >= dayCount
  }

  /// Session days in a year, to turn daily figures into yearly ones: 365 or 252.
  public var sessionDaysPerYear: Double { tradesEveryDay ? 365 : 252 }

  /// The date of a bar's trading day.
  public func date(_ index: Int) -> CivilDate { CivilDate(daysSinceEpoch: Int(days[index])) }
}
