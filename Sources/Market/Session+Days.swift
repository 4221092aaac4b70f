public import Formats

extension Session {
  /// Returns the trading day that an instant belongs to.
  ///
  /// - Complexity: About a microsecond; for many instants in order use a ``SessionCursor``.
  public func day(at nanoseconds: Int64) -> SessionDay {
    let seconds = Timestamp(nanoseconds: nanoseconds).seconds
    switch self {
    case .continuous: return day(named: Self.date(ofSeconds: seconds))
    case .usEquities: return day(named: Self.date(ofSeconds: Self.newYorkTime(seconds)))
    case .fxWeek:
      // Seven hours move 17:00 to midnight, so that a date is a trading day.
      let date = Self.date(ofSeconds: Self.newYorkTime(seconds) + 7 * 3600)
      let isWeekend = CivilDate.Weekday(daysSinceEpoch: Int(date)).rawValue > 5
      return isWeekend ? day(named: Self.monday(onOrAfter: date)) : day(named: date)
    }
  }

  /// Returns the trading day of a date, in days since 1970-01-01.
  ///
  /// A date without trading has the hours it would usually have.
  public func day(named day: Int32) -> SessionDay {
    switch self {
    case .continuous:
      let start = Int64(day) * Timestamp.nanosecondsPerDay
      let end = start + Timestamp.nanosecondsPerDay
      return SessionDay(day: day, start: start, end: end, open: start, close: end)
    case .usEquities:
      let date = CivilDate(daysSinceEpoch: Int(day))
      return SessionDay(
        day: day, start: Self.newYork(day, minute: 0), end: Self.newYork(day + 1, minute: 0),
        open: Self.newYork(day, minute: 9 * 60 + 30),
        close: Self.newYork(day, minute: USEquityCalendar.closeMinute(of: date)),
        isTradingDay: USEquityCalendar.isTradingDay(date))
    case .fxWeek: return Self.currencyDay(day)
    }
  }

  private static func currencyDay(_ day: Int32) -> SessionDay {
    let weekday = CivilDate.Weekday(daysSinceEpoch: Int(day))
    let open = newYork(day - 1, minute: 17 * 60)
    let close = newYork(day, minute: 17 * 60)
    // Monday takes in the weekend before it.
    let start = weekday == .monday ? newYork(day - 3, minute: 17 * 60) : open
    return SessionDay(
      day: day, start: start, end: close, open: open, close: close,
      isTradingDay: weekday.rawValue <= 5)
  }

  /// The clocks of New York.
  public static let newYork: TimeZoneRules = {
    guard let rules = try? TimeZoneRules.named("America/New_York") else {
      preconditionFailure("the built-in table of time zones has New York")
    }
    return rules
  }()

  /// The instant at which New York's clocks show a minute of a date.
  private static func newYork(_ day: Int32, minute: Int) -> Int64 {
    let local = Int64(day) * 86_400 + Int64(minute) * 60
    return newYork.utcSeconds(ofLocal: local).resolved * Timestamp.nanosecondsPerSecond
  }

  private static func newYorkTime(_ utcSeconds: Int64) -> Int64 {
    utcSeconds + Int64(newYork.offsetSeconds(at: utcSeconds))
  }

  private static func date(ofSeconds seconds: Int64) -> Int32 {
    Int32(seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1)
  }

  private static func monday(onOrAfter day: Int32) -> Int32 {
    let weekday = CivilDate.Weekday(daysSinceEpoch: Int(day)).rawValue
    return day + Int32((8 - weekday) % 7)
  }
}

/// Looks up the trading days of many instants, fastest where they come in order.
///
/// A lookup in the same day as the one before costs two comparisons.
public struct SessionCursor: Sendable {
  /// The session whose days are looked up.
  public let session: Session
  @usableFromInline var current: SessionDay

  /// Starts at no particular instant.
  public init(_ session: Session) {
    self.session = session
    current = session.day(named: 0)
  }

  /// Returns the trading day that an instant belongs to.
  @inlinable
  public mutating func day(at nanoseconds: Int64) -> SessionDay {
    if !current.contains(nanoseconds) { current = session.day(at: nanoseconds) }
    return current
  }

  /// Returns the trading day of a date, in days since 1970-01-01.
  @inlinable
  public mutating func day(named day: Int32) -> SessionDay {
    if current.day != day { current = session.day(named: day) }
    return current
  }
}
