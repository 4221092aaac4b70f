import Formats

/// Where days, weeks and months begin and end, for labels of one kind.
struct BarCalendar {
  struct Bar {
    let open: Int64
    let close: Int64
    let day: Int32
  }

  let end: BarLabel
  let areDates: Bool
  let timeframe: Timeframe
  let session: Session

  init(_ labels: BarLabels, timeframe: Timeframe, session: Session) {
    end = labels.end
    areDates = labels.areDates
    self.timeframe = timeframe
    self.session = session
  }

  /// The bar that a label names.
  func bar(_ label: Int64) -> Bar {
    let date = date(of: label)
    if session != .continuous {
      let days = period(labelledBy: end == .open ? skippingSunday(date) : date)
      return bar(from: days.lowerBound, to: days.upperBound - 1)
    }
    let day = Timestamp.nanosecondsPerDay
    switch end {
    case .open:
      let last = period(labelledBy: date).upperBound - 1
      return Bar(open: label, close: label + Int64(last + 1 - date) * day, day: last)
    case .close:
      // A date is the last one in the bar, which then closes at midnight after it.
      let close = areDates ? label + day : label
      return Bar(open: close - Int64(dayCount(endingAt: date)) * day, close: close, day: date)
    }
  }

  /// The trading day that a label names or lies in.
  private func date(of label: Int64) -> Int32 {
    if areDates { return Session.continuous.day(at: label).day }
    return session.day(at: end == .open ? label : label - 1).day
  }

  /// A week that is labelled with the Sunday before it begins on the Monday.
  private func skippingSunday(_ date: Int32) -> Int32 {
    timeframe.unit == .week && CivilDate.Weekday(daysSinceEpoch: Int(date)) == .sunday
      ? date + 1 : date
  }

  /// How many days without a session make the bar that ends with a date.
  private func dayCount(endingAt date: Int32) -> Int32 {
    timeframe.unit == .week
      ? 7 * Int32(timeframe.count) : date + 1 - period(labelledBy: date).lowerBound
  }

  /// The bar from a first to a last date, of which only trading days count.
  private func bar(from first: Int32, to last: Int32) -> Bar {
    var (opening, closing) = (first, last)
    if timeframe != .day {
      opening = session.tradingDay(onOrAfter: first)
      closing = max(session.tradingDay(onOrBefore: last), opening)
    }
    let (from, to) = (session.day(named: opening), session.day(named: closing))
    return Bar(open: from.open, close: to.close, day: closing)
  }

  /// The dates of the bar that a date labels, as a half-open range.
  private func period(labelledBy date: Int32) -> Range<Int32> {
    let count = Int32(timeframe.count)
    let before = end == .close ? count - 1 : 0
    switch timeframe.unit {
    case .second, .minute: preconditionFailure("clock bars need no calendar")
    case .day: return days(labelledBy: date)
    case .week:
      // A week without a session begins or ends where its label says.
      let first = session == .continuous ? date : CalendarPeriod.monday(onOrBefore: date)
      return first - 7 * before..<first + 7 * (count - before)
    case .month:
      return CalendarPeriod.monthStart(
        date, plus: -before)..<CalendarPeriod.monthStart(
          date, plus: count - before)
    }
  }

  private func days(labelledBy date: Int32) -> Range<Int32> {
    let count = Int32(timeframe.count)
    guard session != .continuous else {
      return end == .open ? date..<date + count : date + 1 - count..<date + 1
    }
    var other = date
    for _ in 0..<count - 1 {
      other =
        end == .open
        ? session.tradingDay(onOrAfter: other + 1) : session.tradingDay(onOrBefore: other - 1)
    }
    return min(date, other)..<max(date, other) + 1
  }
}
