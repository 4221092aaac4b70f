/// The making of coarse bars, one after the other.
struct Aggregation {
  /// Where a coarse bar begins and ends if nothing is missing.
  private struct Bucket {
    /// Instants that belong to it, compared with the key of a fine bar.
    var start: Int64
    var end: Int64
    var open: Int64
    var close: Int64
    var day: Int32
  }

  private let fine: BarSeries
  private let timeframe: Timeframe
  private var cursor: SessionCursor
  private var bucket = Bucket(start: .max, end: .min, open: 0, close: 0, day: 0)

  private var firstIndices: [Int] = []
  private var lastIndices: [Int] = []
  private var openTimes: [Int64] = []
  private var closeTimes: [Int64] = []
  private var days: [Int32] = []
  private var open: [Double] = []
  private var high: [Double] = []
  private var low: [Double] = []
  private var close: [Double] = []
  private var volume: [Double] = []

  init(of fine: BarSeries, to timeframe: Timeframe) {
    self.fine = fine
    self.timeframe = timeframe
    cursor = SessionCursor(fine.instrument.session)
  }

  mutating func run() -> AggregatedSeries {
    for index in 0..<fine.count {
      guard let key = key(index) else { continue }
      if key < bucket.end, key >= bucket.start {
        extend(with: index)
      } else {
        bucket = bucket(around: key)
        begin(with: index)
      }
    }
    let series = BarSeries(
      instrument: fine.instrument, timeframe: timeframe, openTimes: openTimes,
      closeTimes: closeTimes, days: days, open: open, high: high, low: low, close: close,
      volume: volume)
    let isLastComplete = lastIndices.last.map { fine.closeTimes[$0] >= bucket.close } ?? true
    return AggregatedSeries(
      series: series, firstIndices: firstIndices, lastIndices: lastIndices,
      isLastComplete: isLastComplete)
  }

  private mutating func begin(with index: Int) {
    firstIndices.append(index)
    lastIndices.append(index)
    // A fine bar that reaches over the end of its coarse bar delays the next one.
    let earliest = closeTimes.last ?? .min
    openTimes.append(max(min(bucket.open, fine.openTimes[index]), earliest))
    closeTimes.append(max(bucket.close, fine.closeTimes[index]))
    days.append(bucket.day)
    open.append(fine.open[index])
    high.append(fine.high[index])
    low.append(fine.low[index])
    close.append(fine.close[index])
    if fine.hasVolume { volume.append(fine.volume[index]) }
  }

  private mutating func extend(with index: Int) {
    let last = lastIndices.count - 1
    lastIndices[last] = index
    closeTimes[last] = max(closeTimes[last], fine.closeTimes[index])
    high[last] = max(high[last], fine.high[index])
    low[last] = min(low[last], fine.low[index])
    close[last] = fine.close[index]
    if fine.hasVolume { volume[last] += fine.volume[index] }
  }

  /// What decides in which coarse bar a fine bar lies: an instant for clock bars, a date for longer
  /// ones; nil if the fine bar lies in none.
  private mutating func key(_ index: Int) -> Int64? {
    if fine.timeframe.fixedNanoseconds == nil { return dateKey(fine.days[index]) }
    let instant = fine.openTimes[index]
    if cursor.session == .continuous {
      return timeframe.fixedNanoseconds != nil ? instant : Int64(cursor.day(at: instant).day)
    }
    let day = cursor.day(at: instant)
    let reachesOpen = instant >= day.open || fine.closeTimes[index] > day.open
    if timeframe.fixedNanoseconds != nil {
      // A bar that reaches over the open belongs to the session, where nearly all its trades are.
      return reachesOpen && day.isTradingDay ? max(instant, day.open) : instant
    }
    guard reachesOpen && instant < day.close else { return nil }
    return day.isTradingDay ? Int64(day.day) : dateKey(day.day)
  }

  /// A bar on a date without trading counts unless its week or month is already over.
  private func dateKey(_ day: Int32) -> Int64? {
    let session = cursor.session
    if timeframe == .day || session.isTradingDay(day) { return Int64(day) }
    let days = CalendarPeriod.around(day, timeframe: timeframe, skipsWeekends: true)
    let last = session.tradingDay(onOrBefore: days.upperBound - 1)
    return day > last && last >= days.lowerBound ? nil : Int64(day)
  }

  private mutating func bucket(around key: Int64) -> Bucket {
    guard let length = timeframe.fixedNanoseconds else { return calendarBucket(Int32(key)) }
    let day = cursor.day(at: key)
    let (anchor, start, end) = segment(of: day, at: key)
    let steps = (key - anchor) / length - ((key - anchor) % length < 0 ? 1 : 0)
    let nominal = anchor + steps * length
    let from = max(nominal, start)
    let to = min(nominal + length, end)
    return Bucket(start: from, end: to, open: from, close: to, day: day.day)
  }

  /// The part of a day around an instant: before, within or after regular hours.
  private func segment(
    of day: SessionDay, at instant: Int64
  ) -> (anchor: Int64, start: Int64, end: Int64) {
    guard day.isTradingDay else { return (day.start, day.start, day.end) }
    if instant < day.open { return (day.open, day.start, day.open) }
    if instant < day.close { return (day.open, day.open, day.close) }
    return (day.close, day.close, day.end)
  }

  private func calendarBucket(_ day: Int32) -> Bucket {
    let session = cursor.session
    let days = CalendarPeriod.around(
      day, timeframe: timeframe, skipsWeekends: session != .continuous)
    // Bars on a date without trading have the hours it would usually have.
    var (first, last) = (day, day)
    if timeframe != .day {
      let opening = session.tradingDay(onOrAfter: days.lowerBound)
      let closing = session.tradingDay(onOrBefore: days.upperBound - 1)
      (first, last) = (min(opening, day), max(closing, day))
    }
    return Bucket(
      start: Int64(days.lowerBound), end: Int64(days.upperBound),
      open: session.day(named: first).open, close: session.day(named: last).close, day: last)
  }
}
