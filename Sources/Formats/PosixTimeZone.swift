/// The rule for all years in the notation of POSIX: `EST5EDT,M3.2.0,M11.1.0`.
///
/// The notation is that of the `TZ` variable (POSIX.1-2017 §8.3) with the extensions of RFC 8536
/// §3.3.1: hours from -167 to 167.
struct PosixTimeZone: Sendable, Hashable {
  /// A day of the year on which clocks change.
  enum Day: Sendable, Hashable {
    /// `Mm.w.d`: the `week`-th `weekday` of a month, where 5 is the last.
    case weekday(month: Int, week: Int, weekday: CivilDate.Weekday)
    /// `Jn`: 1 to 365, February 29 never counted.
    case julian(Int)
    /// `n`: 0 to 365, February 29 counted.
    case zeroBased(Int)
  }

  /// A moment of each year on the clock that is about to change.
  struct Change: Sendable, Hashable {
    let day: Day
    /// Seconds after midnight.
    let second: Int

    /// The moment in seconds since 1970-01-01 00:00 as that clock counts.
    func localSeconds(year: Int) -> Int64 {
      Int64(dayNumber(year: year)) * 86_400 + Int64(second)
    }

    private func dayNumber(year: Int) -> Int {
      let newYear = CivilDate(year: year, month: 1, day: 1)!.daysSinceEpoch
      switch day {
      case .weekday(let month, let week, let weekday):
        return CivilDate.nth(week, weekday, ofMonth: month, year: year).daysSinceEpoch
      case .julian(let number):
        return newYear + number - (CivilDate.isLeapYear(year) && number >= 60 ? 0 : 1)
      case .zeroBased(let number):
        return newYear + number
      }
    }
  }

  /// The part of the year with another offset.
  struct Daylight: Sendable, Hashable {
    let offset: Int
    let start: Change
    let end: Change
  }

  /// How far clocks are ahead of UTC outside `daylight`, in seconds.
  let standardOffset: Int
  let daylight: Daylight?

  init(standardOffset: Int, daylight: Daylight? = nil) {
    self.standardOffset = standardOffset
    self.daylight = daylight
  }

  /// The stretch of constant offset around an instant; it begins at `start` at the earliest.
  func period(at utcSeconds: Int64, notBefore start: Int64 = .min) -> TimeZoneRules.Period {
    guard let daylight else {
      return TimeZoneRules.Period(start: start, end: .max, offsetSeconds: standardOffset)
    }
    // Years beyond the Gregorian range of 64-bit seconds are of no use to anybody.
    let clamped = min(max(utcSeconds, -(1 << 40)), 1 << 40)
    let day = Int(CivilDateTime.flooredQuotient(clamped, 86_400))
    let year = CivilDate(daysSinceEpoch: day).year
    var (begin, end, offset) = (Int64.min, Int64.max, standardOffset)
    for change in changes(daylight, from: year - 1, through: year + 1) {
      if change.instant <= clamped {
        (begin, offset) = (change.instant, change.offset)
      } else {
        end = change.instant
        break
      }
    }
    return TimeZoneRules.Period(start: max(begin, start), end: end, offsetSeconds: offset)
  }

  /// The changes of several years in ascending order, each with the offset that follows it.
  private func changes(
    _ daylight: Daylight, from first: Int, through last: Int
  ) -> [(instant: Int64, offset: Int)] {
    (first...last).flatMap { year in
      [
        (daylight.start.localSeconds(year: year) - Int64(standardOffset), daylight.offset),
        (daylight.end.localSeconds(year: year) - Int64(daylight.offset), standardOffset),
      ]
    }.sorted { $0.0 < $1.0 }
  }
}
