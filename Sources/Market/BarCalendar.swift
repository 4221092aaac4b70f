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
      let days = period(around: end == .open ? skippingSunday(date) : date)
      return bar(from: days.lowerBound, to: days.upperBound - 1)
    }
    let day = Timestamp.nanosecondsPerDay
    switch end {
    case .open:
      let period = period(around: date)
      let close = label + Int64(period.upperBound - date) * day
      return Bar(open: label, close: close, day: period.upperBound - 1)
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

  /// The dates of the bar around a date, as a half-open range.
  private func period(around date: Int32) -> Range<Int32> {
    let count = Int32(timeframe.count)
    switch timeframe.unit {
    case .second, .minute: preconditionFailure("clock bars need no calendar")
    case .day:
      guard count > 1, session != .continuous else { return date..<date + count }
      var last = date
      for _ in 1..<count { last = session.tradingDay(onOrAfter: last + 1) }
      return date..<last + 1
    case .week:
      // A week without a session begins where its label says.
      let first = session == .continuous ? date : CalendarPeriod.monday(onOrBefore: date)
      return first..<first + 7 * count
    case .month:
      return CalendarPeriod.monthStart(
        date, plus: 0)..<CalendarPeriod.monthStart(
          date, plus: count)
    }
  }

  /// How many days without a session make the bar that ends with a date.
  private func dayCount(endingAt date: Int32) -> Int32 {
    let count = Int32(timeframe.count)
    switch timeframe.unit {
    case .second, .minute: preconditionFailure("clock bars need no calendar")
    case .day: return count
    case .week: return 7 * count
    case .month: return date + 1 - CalendarPeriod.monthStart(date, plus: 1 - count)
    }
  }
}
