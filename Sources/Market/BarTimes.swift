import Formats
import Platform

/// When bars open and close, worked out from one time per bar.
struct BarTimes {
  private(set) var opens: [Int64]
  private(set) var closes: [Int64]
  private(set) var days: [Int32]

  init(_ labels: BarLabels, timeframe: Timeframe, session: Session) {
    opens = []
    closes = []
    days = []
    if let length = timeframe.fixedNanoseconds {
      switch labels.end {
      case .open: fill(opens: labels.times, length: length, session: session)
      case .close: fill(closes: labels.times, length: length, session: session)
      }
      return
    }
    let calendar = BarCalendar(labels, timeframe: timeframe, session: session)
    var bars = labels.times.map(calendar.bar)
    let isAscending = zip(bars, bars.dropFirst()).allSatisfy { bar, next in
      labels.end == .open ? bar.open < next.open : bar.close < next.close
    }
    if !isAscending {
      // Two labels fall into one trading day or week of the session: leave the session aside.
      let plain = BarCalendar(labels, timeframe: timeframe, session: .continuous)
      bars = labels.times.map(plain.bar)
    }
    opens = bars.map(\.open)
    closes = bars.map(\.close)
    days = bars.map(\.day)
    removeOverlaps(keeping: labels.end)
  }

  /// Moves the ends that the labels do not name.
  private mutating func removeOverlaps(keeping end: BarLabel) {
    for index in opens.indices.dropLast() where closes[index] > opens[index + 1] {
      switch end {
      case .open: closes[index] = opens[index + 1]
      case .close: opens[index + 1] = closes[index]
      }
    }
  }

  /// Clock bars whose opens are known.
  private mutating func fill(opens times: [Int64], length: Int64, session: Session) {
    opens = times
    closes = Array(roomFor: times.count)
    days = Array(roomFor: times.count)
    var cursor = SessionCursor(session)
    for index in times.indices {
      let open = times[index]
      let next = index + 1 < times.count ? times[index + 1] : .max
      let day = cursor.day(at: open)
      var close = min(open + length, next)
      // A following bar on the same day shows that the source goes on after the close.
      if open < day.close, close > day.close, next >= day.end, session.pauses(after: day) {
        close = day.close
      }
      closes.append(close)
      days.append(day.day)
    }
  }

  /// Clock bars whose closes are known.
  private mutating func fill(closes times: [Int64], length: Int64, session: Session) {
    closes = times
    opens = Array(roomFor: times.count)
    days = Array(roomFor: times.count)
    var cursor = SessionCursor(session)
    var previous = Int64.min
    for close in times {
      let day = cursor.day(at: close - 1)
      var open = max(close - length, previous)
      // An earlier bar on the same day shows that the source begins before the open.
      if open < day.open, close > day.open, previous <= day.start, session.pauses(before: day) {
        open = day.open
      }
      opens.append(open)
      days.append(day.contains(open) ? day.day : session.day(at: open).day)
      previous = close
    }
  }
}

extension Session {
  /// Tells whether trading stops at the end of a day, and does not go straight on.
  func pauses(after day: SessionDay) -> Bool {
    switch self {
    case .continuous: false
    case .usEquities: day.isTradingDay
    case .fxWeek: CivilDate.Weekday(daysSinceEpoch: Int(day.day)) == .friday
    }
  }

  /// Tells whether trading starts at the open of a day, and does not come straight from another.
  func pauses(before day: SessionDay) -> Bool {
    switch self {
    case .continuous: false
    case .usEquities: day.isTradingDay
    case .fxWeek: CivilDate.Weekday(daysSinceEpoch: Int(day.day)) == .monday
    }
  }
}
