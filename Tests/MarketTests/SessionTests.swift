import Formats
import TestSupport
import Testing

@testable import Market

/// An instant of a test, such as `2024-03-10T06:59:00Z`.
func instant(_ text: String) -> Timestamp {
  guard let parsed = ISODateParser.dateTime(text),
    let nanoseconds = parsed.local.utcNanoseconds(offsetSeconds: parsed.offsetSeconds ?? 0)
  else { preconditionFailure("'\(text)' is no instant") }
  return Timestamp(nanoseconds: nanoseconds)
}

/// A date of a test in days since 1970-01-01.
func dayNumber(_ text: String) -> Int32 {
  guard let date = ISODateParser.date(text) else { preconditionFailure("'\(text)' is no date") }
  return Int32(date.daysSinceEpoch)
}

func text(_ instant: Timestamp) -> String {
  ISODateFormat.instant(nanoseconds: instant.nanoseconds)
}

func dateText(_ day: Int32) -> String { CivilDate(daysSinceEpoch: Int(day)).description }

@Suite struct SessionTests {
  private let years = 1990...2030

  @Test func `closures of the New York exchange are the published ones`() {
    var found = Mismatches()
    for line in PublishedCalendar.closures.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      let year = Int(words[0])!
      let closures = days(of: year).filter { date in
        date.weekday.rawValue <= 5 && !Session.usEquities.isTradingDay(Int32(date.daysSinceEpoch))
      }
      found.check("\(year)", closures.map(monthAndDay), equals: Array(words.dropFirst()))
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `early closes of the New York exchange are the published ones`() {
    var published: [Int: [String]] = [:]
    for line in PublishedCalendar.earlyCloses.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      published[Int(words[0])!] = Array(words.dropFirst())
    }
    var found = Mismatches()
    for year in years {
      let early = days(of: year).compactMap { date -> String? in
        let day = Session.usEquities.day(named: Int32(date.daysSinceEpoch))
        guard day.isTradingDay, day.close - day.open < 23_400 * Timestamp.nanosecondsPerSecond
        else { return nil }
        let hour = 9.5 + Double(day.close - day.open) / 3.6e12
        return monthAndDay(date) + "@\(Int(hour))00"
      }
      found.check("\(year)", early, equals: published[year] ?? [])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `Easter falls where the church has it`() {
    // python-dateutil 2.9, easter().
    let found = [1990, 1991, 1999, 2000, 2008, 2011, 2024, 2025, 2038].map {
      monthAndDay(USEquityCalendar.easterSunday($0))
    }
    #expect(
      found == ["0415", "0331", "0404", "0423", "0323", "0424", "0331", "0420", "0425"])
  }

  @Test func `shares open and close by New York's clocks on both sides of a change`() {
    // Clocks went forward on 2024-03-10 and back on 2024-11-03.
    var found = Mismatches()
    for (day, open, close) in [
      ("2024-03-08", "2024-03-08T14:30:00Z", "2024-03-08T21:00:00Z"),
      ("2024-03-11", "2024-03-11T13:30:00Z", "2024-03-11T20:00:00Z"),
      ("2024-11-01", "2024-11-01T13:30:00Z", "2024-11-01T20:00:00Z"),
      ("2024-11-04", "2024-11-04T14:30:00Z", "2024-11-04T21:00:00Z"),
      ("2024-11-29", "2024-11-29T14:30:00Z", "2024-11-29T18:00:00Z"),
    ] {
      let hours = Session.usEquities.hours(ofDay: dayNumber(day))
      found.check(
        day, hours.map { [text($0.lowerBound), text($0.upperBound)] }, equals: [open, close])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the currency day changes at 17 New York on both sides of a change`() {
    var found = Mismatches()
    for (moment, day, isOpen) in [
      // Friday's close, the weekend and Sunday's open, in winter and in summer.
      ("2024-03-08T21:59:59Z", "2024-03-08", true), ("2024-03-08T22:00:00Z", "2024-03-11", false),
      ("2024-03-10T20:59:59Z", "2024-03-11", false), ("2024-03-10T21:00:00Z", "2024-03-11", true),
      ("2024-03-11T20:59:59Z", "2024-03-11", true), ("2024-03-11T21:00:00Z", "2024-03-12", true),
      ("2024-11-01T20:59:59Z", "2024-11-01", true), ("2024-11-01T21:00:00Z", "2024-11-04", false),
      ("2024-11-03T21:59:59Z", "2024-11-04", false), ("2024-11-03T22:00:00Z", "2024-11-04", true),
      ("2024-11-02T12:00:00Z", "2024-11-04", false),
    ] {
      let moment = instant(moment)
      found.check(text(moment), dateText(Session.fxWeek.tradingDay(at: moment)), equals: day)
      found.check(text(moment), Session.fxWeek.isOpen(at: moment), equals: isOpen)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what lies outside regular hours belongs to a day`() {
    var found = Mismatches()
    for (session, moment, day, isOpen) in [
      (Session.usEquities, "2013-10-04T08:06:00Z", "2013-10-04", false),
      (.usEquities, "2013-10-04T13:30:00Z", "2013-10-04", true),
      (.usEquities, "2013-10-04T20:00:00Z", "2013-10-04", false),
      (.usEquities, "2013-10-05T03:59:59Z", "2013-10-04", false),
      (.usEquities, "2013-10-05T04:00:00Z", "2013-10-05", false),
      (.usEquities, "2012-10-29T15:00:00Z", "2012-10-29", false),
      (.continuous, "2013-10-05T23:59:59Z", "2013-10-05", true),
      (.continuous, "1969-12-31T23:59:59Z", "1969-12-31", true),
    ] {
      let moment = instant(moment)
      found.check("\(text(moment))", dateText(session.tradingDay(at: moment)), equals: day)
      found.check("\(text(moment))", session.isOpen(at: moment), equals: isOpen)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the next open skips closures`() {
    var found = Mismatches()
    for (session, moment, next) in [
      (Session.usEquities, "2001-09-10T20:00:00Z", "2001-09-17T13:30:00Z"),
      (.usEquities, "2024-07-03T13:30:00Z", "2024-07-05T13:30:00Z"),
      (.usEquities, "2024-07-05T13:29:59Z", "2024-07-05T13:30:00Z"),
      (.fxWeek, "2024-03-08T22:00:00Z", "2024-03-10T21:00:00Z"),
      (.fxWeek, "2024-03-12T12:00:00Z", "2024-03-12T21:00:00Z"),
      (.continuous, "2024-03-12T00:00:00Z", "2024-03-13T00:00:00Z"),
    ] {
      found.check(moment, text(session.nextOpen(after: instant(moment))), equals: next)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `days follow each other without holes and a cursor finds the same`() {
    var found = Mismatches()
    var generator = SeededGenerator.fromEnvironment(or: 8)
    for session in Session.allCases {
      var cursor = SessionCursor(session)
      var moment = instant("1995-01-01T00:00:00Z").nanoseconds
      for _ in 0..<4_000 {
        let day = session.day(at: moment)
        found.require(day.contains(moment), "\(session) \(moment) seed \(generator.seed)")
        found.check("cursor", cursor.day(at: moment), equals: day)
        found.check("by name", session.day(named: day.day), equals: day)
        found.check("next", session.day(at: day.end).start, equals: day.end)
        found.require(
          day.start <= day.open && day.open < day.close && day.close <= day.end, "order")
        moment += Int64(generator.next() % (4 * 86_400)) * Timestamp.nanosecondsPerSecond
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  private func days(of year: Int) -> [CivilDate] {
    let first = CivilDate(year: year, month: 1, day: 1)!.daysSinceEpoch
    let last = CivilDate(year: year, month: 12, day: 31)!.daysSinceEpoch
    return (first...last).map { CivilDate(daysSinceEpoch: $0) }
  }

  private func monthAndDay(_ date: CivilDate) -> String {
    String(date.description.dropFirst(5).filter { $0 != "-" })
  }
}
