/// When an instrument trades, and which trading day an instant belongs to.
public enum Session: String, Sendable, Hashable, CaseIterable {
  /// Every hour of every day; the day changes at midnight UTC.
  case continuous = "24x7"
  /// The currency week: Sunday 17:00 to Friday 17:00 New York; the day changes at 17:00 New York.
  case fxWeek = "fx"
  /// Shares in the United States: 09:30 to 16:00 New York, with holidays and early closes.
  case usEquities = "us-equities"
}

/// One trading day of a session: what belongs to it and when it is open.
public struct SessionDay: Sendable, Hashable {
  /// The date that names it, in days since 1970-01-01.
  public let day: Int32
  /// The first instant that belongs to it, in nanoseconds since the epoch.
  public let start: Int64
  /// The first instant after it, in nanoseconds since the epoch.
  public let end: Int64
  /// When it opens; on a date without trading, when it would usually open.
  public let open: Int64
  /// When it closes; on a date without trading, when it would usually close.
  public let close: Int64
  /// Whether there is trading on that date.
  public let isTradingDay: Bool

  @usableFromInline
  init(
    day: Int32, start: Int64, end: Int64, open: Int64, close: Int64, isTradingDay: Bool = true
  ) {
    self.day = day
    self.start = start
    self.end = end
    self.open = open
    self.close = close
    self.isTradingDay = isTradingDay
  }

  /// Tells whether an instant belongs to the day, open or not.
  @inlinable
  public func contains(_ nanoseconds: Int64) -> Bool { nanoseconds >= start && nanoseconds < end }

  /// Tells whether there is trading at an instant.
  @inlinable
  public func isOpen(at nanoseconds: Int64) -> Bool {
    isTradingDay && nanoseconds >= open && nanoseconds < close
  }
}

extension Session {
  /// Returns the trading day that an instant belongs to, in days since 1970-01-01.
  ///
  /// What lies outside regular hours belongs to a day all the same: shares before the open and
  /// after the close to their New York date, currencies at the weekend to the Monday.
  public func tradingDay(at instant: Timestamp) -> Int32 { day(at: instant.nanoseconds).day }

  /// Tells whether there is trading at an instant; the close itself is no longer open.
  public func isOpen(at instant: Timestamp) -> Bool {
    day(at: instant.nanoseconds).isOpen(at: instant.nanoseconds)
  }

  /// Returns the next opening after an instant.
  public func nextOpen(after instant: Timestamp) -> Timestamp {
    var candidate = day(at: instant.nanoseconds)
    while !candidate.isTradingDay || candidate.open <= instant.nanoseconds {
      candidate = day(named: candidate.day + 1)
    }
    return Timestamp(nanoseconds: candidate.open)
  }

  /// Returns the regular hours of a date, in days since 1970-01-01; nil without trading.
  public func hours(ofDay day: Int32) -> Range<Timestamp>? {
    let day = self.day(named: day)
    guard day.isTradingDay else { return nil }
    return Timestamp(nanoseconds: day.open)..<Timestamp(nanoseconds: day.close)
  }

  /// Tells whether there is trading on a date, in days since 1970-01-01.
  public func isTradingDay(_ day: Int32) -> Bool { self.day(named: day).isTradingDay }

  /// Returns the first trading day on or after a date, in days since 1970-01-01.
  public func tradingDay(onOrAfter day: Int32) -> Int32 {
    var day = day
    while !isTradingDay(day) { day += 1 }
    return day
  }

  /// Returns the last trading day on or before a date, in days since 1970-01-01.
  public func tradingDay(onOrBefore day: Int32) -> Int32 {
    var day = day
    while !isTradingDay(day) { day -= 1 }
    return day
  }
}
