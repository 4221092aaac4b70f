import Formats
import TestSupport
import Testing

@testable import Market

@Suite struct TimeframeTests {
  @Test func `text of timeframes`() {
    var found = Mismatches()
    for (text, timeframe, printed) in [
      ("30s", Timeframe(30, .second), "30s"), ("90s", Timeframe(90, .second), "90s"),
      ("120s", Timeframe(2, .minute), "2m"), ("15m", Timeframe(15, .minute), "15m"),
      ("60", .hour, "1h"), ("1h", .hour, "1h"), ("4H", Timeframe(240, .minute), "4h"),
      ("90", Timeframe(90, .minute), "90m"), ("1d", .day, "1d"), ("D", .day, "1d"),
      ("1D", .day, "1d"), ("w", Timeframe(1, .week), "1w"), ("1M", Timeframe(1, .month), "1M"),
      ("M", Timeframe(1, .month), "1M"), ("3M", Timeframe(3, .month), "3M"),
      ("1m", .minute, "1m"), ("5min", Timeframe(5, .minute), "5m"),
    ] {
      found.check(text, Timeframe(text), equals: timeframe)
      found.check(text, timeframe.description, equals: printed)
      found.check(printed, Timeframe(printed), equals: timeframe)
    }
    for text in ["", "m", "0m", "-1h", "1.5h", "1x", "1 h", "h1", "9999999m"]
      + ["999999d", "999999M", "١h"]
    {
      found.check(text, Timeframe(text), equals: nil)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `an unknown timeframe is a usage error that lists the forms`() {
    let error = #expect(throws: LocatedError.self) { try Timeframe.parse("fortnight") }
    #expect(
      error?.description
        == "error: unknown timeframe, was 'fortnight', expected a count and a unit,"
        + " such as 30s, 15m, 1h, 1d, 1w or 1M")
  }

  @Test func `the spacing of bars shows their timeframe`() {
    let minute = 60 * Timestamp.nanosecondsPerSecond
    let day = Timestamp.nanosecondsPerDay
    var found = Mismatches()
    for (name, times, timeframe) in [
      ("a hole", [0, 15, 30, 45, 300, 315].map { $0 * minute }, Timeframe(15, .minute)),
      ("seconds", [0, 5, 10].map { $0 * Timestamp.nanosecondsPerSecond }, Timeframe(5, .second)),
      ("weekends", [4, 5, 6, 7, 8, 11, 12].map { $0 * day }, .day),
      ("local midnights", [0, 24, 47, 71].map { $0 * 60 * minute }, .day),
      ("two bars", [0, 60 * minute], .hour),
      ("weeks", [0, 7, 14, 22, 28].map { $0 * day }, Timeframe(1, .week)),
      ("months", [0, 31, 59, 90, 120, 151].map { $0 * day }, Timeframe(1, .month)),
      ("quarters", [0, 90, 181, 273, 365].map { $0 * day }, Timeframe(3, .month)),
      ("a tie", [0, 1, 6].map { $0 * minute }, .minute),
      ("a century", [0, 36_525, 36_526].map { $0 * day }, .day),
      ("backwards", [5, 0, 1, 2].map { $0 * minute }, .minute),
    ] {
      found.check(name, Timeframe.inferred(from: times), equals: timeframe)
    }
    found.check("one", Timeframe.inferred(from: [0]), equals: nil)
    found.check("none", Timeframe.inferred(from: []), equals: nil)
    #expect(found.isEmpty, "\(found)")
  }
}
