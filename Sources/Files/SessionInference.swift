import Formats
import Market

/// Finds out from the times of bars when an instrument trades.
enum SessionInference {
  /// Fewer trading days than this prove nothing about daily bars.
  private static let leastDayCount = 60
  /// Fewer than this prove nothing about the hours of the day.
  private static let leastIntradayDayCount = 3

  /// Returns the session that the times show; around the clock if they show none.
  ///
  /// Shares, futures and indices are taken for American where their daily bars lie on the New York
  /// exchange's trading days, all but 0.5 %, and leave out few of them; or where their clock bars
  /// lie on such days between 04:00 and 20:00 New York, many of them between 09:00 and 16:00.
  /// Currencies have their week unless more than 1 % of the bars lie outside it.
  static func session(
    assetClass: AssetClass, times: [Int64], areDates: Bool, timeframe: Timeframe
  ) -> Session {
    switch assetClass {
    case .crypto, .perpetual: return .continuous
    case .fx:
      return fits(.fxWeek, times: times, areDates: areDates, timeframe: timeframe, tolerance: 100)
        ? .fxWeek : .continuous
    case .equity, .future, .index:
      let fits =
        timeframe.fixedNanoseconds == nil
        ? hasExchangeDays(times, areDates: areDates, timeframe: timeframe)
        : hasExchangeHours(times)
      return fits ? .usEquities : .continuous
    }
  }

  /// Tells whether all bars but one in `tolerance` lie on trading days and in open hours.
  private static func fits(
    _ session: Session, times: [Int64], areDates: Bool, timeframe: Timeframe, tolerance: Int
  ) -> Bool {
    guard timeframe.approximateDays <= 1 else { return true }
    var cursor = SessionCursor(session)
    var outside = 0
    for time in times {
      let day = areDates ? cursor.day(named: date(time)) : cursor.day(at: time)
      let isInside = areDates ? day.isTradingDay : day.isOpen(at: time)
      if !isInside { outside += 1 }
    }
    return outside * tolerance <= times.count
  }

  private static func hasExchangeDays(
    _ times: [Int64], areDates: Bool, timeframe: Timeframe
  ) -> Bool {
    guard timeframe == .day, times.count >= leastDayCount else { return false }
    var closed = 0
    for time in times {
      let day =
        areDates ? date(time) : Session.usEquities.tradingDay(at: Timestamp(nanoseconds: time))
      if !Session.usEquities.isTradingDay(day) { closed += 1 }
    }
    let span = date(times[0])...date(times[times.count - 1])
    let tradingDayCount = span.count(where: Session.usEquities.isTradingDay)
    return closed * 200 <= times.count && times.count * 10 >= tradingDayCount * 9
  }

  private static func hasExchangeHours(_ times: [Int64]) -> Bool {
    let hour: Int64 = 3_600_000_000_000
    var cursor = SessionCursor(.usEquities)
    var dayCount = 0
    var regularCount = 0
    var previous: Int32?
    for time in times {
      let day = cursor.day(at: time)
      // Trading before the open begins at 04:00 and after the close ends at 20:00.
      guard day.isTradingDay, time >= day.open - 11 * hour / 2, time < day.open + 21 * hour / 2
      else { return false }
      if time >= day.open - hour / 2, time < day.close { regularCount += 1 }
      if day.day != previous { dayCount += 1 }
      previous = day.day
    }
    return dayCount >= leastIntradayDayCount && regularCount * 10 >= times.count * 4
  }

  private static func date(_ time: Int64) -> Int32 {
    Session.continuous.tradingDay(at: Timestamp(nanoseconds: time))
  }
}

extension Timeframe {
  /// Roughly how many days a bar lasts; 0 for clock bars.
  fileprivate var approximateDays: Int {
    switch unit {
    case .second, .minute: 0
    case .day: count
    case .week: 7 * count
    case .month: 30 * count
    }
  }
}
