import Formats
import Market
import TestSupport
import Testing

@testable import Script

/// Clocks and calendars against Python 3.11's datetime and zoneinfo.
@Suite struct LibraryTimeTests {
  @Test func `dates become instants and instants dates in every zone`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    let stamps: [(zone: String, parts: [Double], time: Double)] = [
      ("America/New_York", [2025, 3, 9, 3, 30], 1_741_505_400_000),
      ("America/New_York", [2025, 11, 2, 1, 30], 1_762_061_400_000),
      ("Asia/Tokyo", [2024, 2, 29, 12, 0], 1_709_175_600_000),
      ("Europe/London", [2024, 7, 1, 0, 0], 1_719_788_400_000),
      ("UTC", [1969, 12, 31, 23, 59], -60_000),
      ("GMT+9", [2024, 2, 29, 12, 0], 1_709_175_600_000),
      ("UTC-05:30", [1969, 12, 31, 18, 30], 0),
      // Month 14 of 2023 is February 2024, day 0 the last day of the month before.
      ("UTC", [2023, 14, 30, 0, 0], 1_709_251_200_000),
      ("UTC", [2024, 3, 0, 0, 0], 1_709_164_800_000),
    ]
    for (zone, parts, time) in stamps {
      let words = [bench.text(zone)] + parts
      let types: [ValueType] = [.string] + parts.map { _ in .int }
      found.check(
        "\(zone) \(parts)", try bench.call("timestamp", words, types: types), equals: time)
    }
    let texts: [(text: String, time: Double)] = [
      ("2024-02-29", 1_709_164_800_000), ("2024-02-29T12:00:00+09:00", 1_709_175_600_000),
      ("29 Feb 2024", 1_709_164_800_000), ("Feb 29 2024 12:00:00 +0900", 1_709_175_600_000),
      ("Thu, 29 Feb 2024 03:00:00 GMT", 1_709_175_600_000), ("nonsense", .nan),
      ("29 Feb 2024 12:00 GMT+9", 1_709_175_600_000),
      ("29 Feb 2024 12:00 UTC+09:00", 1_709_175_600_000),
      ("28 Feb 2024 16:00 GMT-1100", 1_709_175_600_000), ("29 Feb 2024 12:00 GMT+x", .nan),
      ("29 FEB 24 12:00 +0900", 1_709_175_600_000), ("1 Jan 70", 0), ("31 Dec 69", -86_400_000),
      ("1 Jan 50", -631_152_000_000), ("1 Jan 49", 2_493_072_000_000), ("30 Feb 2024", .nan),
    ]
    for (text, time) in texts {
      let stamp = try bench.call("timestamp", [bench.text(text)], types: [.string])
      found.require(stamp == time || (stamp.isNaN && time.isNaN), "\(text): \(stamp)")
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `clocks show year, month, week, day, weekday, hour, minute and second`() throws {
    let bench = LibraryBench()
    let names = [
      "year", "month", "weekofyear", "dayofmonth", "dayofweek", "hour", "minute", "second",
    ]
    let cases: [(time: Double, zone: String, parts: [Double])] = [
      (1_741_505_400_000, "UTC", [2025, 3, 10, 9, 1, 7, 30, 0]),
      (1_741_505_400_000, "America/New_York", [2025, 3, 10, 9, 1, 3, 30, 0]),
      (1_700_000_000_000, "Asia/Kolkata", [2023, 11, 46, 15, 4, 3, 43, 20]),
      (-86_400_001, "UTC", [1969, 12, 1, 30, 3, 23, 59, 59]),
      (-86_400_001, "Asia/Kolkata", [1969, 12, 1, 31, 4, 5, 29, 59]),
      (1_735_689_599_000, "America/New_York", [2024, 12, 1, 31, 3, 18, 59, 59]),
      (1_735_689_599_000, "Asia/Kolkata", [2025, 1, 1, 1, 4, 5, 29, 59]),
    ]
    var found = Mismatches()
    for (time, zone, parts) in cases {
      let shown = try names.map {
        try bench.call($0, [time, bench.text(zone)], types: [.int, .string])
      }
      // The time just before a day begins belongs to the second before it.
      found.check("\(time) \(zone)", shown, equals: parts)
    }
    found.check("bar", try bench.call("hour", []), equals: 7)
    found.check(
      "format", TimeText.format(1_741_505_400_000, TimeText.standard, zone: .utc),
      equals: "2025-03-09T07:30:00+0000")
    found.check(
      "words", TimeText.format(1_741_505_400_000, "EEE, MMMM d yy h:mm a", zone: .utc),
      equals: "Sun, March 9 25 7:30 AM")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `sessions open and close, past midnight too`() throws {
    let cases: [(session: String, minute: Int, day: Int, isOpen: Bool)] = [
      ("0930-1600", 570, 2, true), ("0930-1600", 960, 2, false), ("0930-1600", 569, 2, false),
      ("0930-1600:23456", 600, 1, false), ("0930-1600:23456", 600, 2, true),
      ("1800-0200", 1100, 3, true), ("1800-0200", 60, 3, true), ("1800-0200", 120, 3, false),
      ("1800-0200:6", 60, 7, true), ("1800-0200:6", 60, 6, false),
      ("0900-1200,1300-1700", 750, 4, false), ("0900-1200,1300-1700", 780, 4, true),
      ("24x7", 0, 1, true), ("0000-0000", 700, 5, true),
    ]
    var found = Mismatches()
    for (session, minute, day, isOpen) in cases {
      let filter = try #require(SessionFilter(session))
      found.check(
        "\(session) at \(minute) on \(day)",
        filter.contains(minute: minute, dayOfWeek: day), equals: isOpen)
    }
    for bad in ["930-1600", "0930", "0930-1660", "0930-1600:8"] {
      found.require(SessionFilter(bad) == nil, bad)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `timeframes are read, written and counted`() {
    var found = Mismatches()
    let cases: [(text: String, seconds: Double, six: String, five: String)] = [
      ("15", 900, "15", "15"), ("D", 86_400, "1D", "D"), ("3W", 1_814_400, "3W", "3W"),
      ("1M", 2_628_003, "1M", "M"), ("30S", 30, "30S", "30S"), ("240", 14_400, "240", "240"),
    ]
    for (text, seconds, six, five) in cases {
      guard let timeframe = TimeframeText.parse(text, chart: .minute) else {
        found.add("\(text) is not read")
        continue
      }
      found.check("\(text) seconds", TimeframeText.seconds(timeframe), equals: seconds)
      found.check("\(text) six", TimeframeText.text(timeframe, version: 6), equals: six)
      found.check("\(text) five", TimeframeText.text(timeframe, version: 5), equals: five)
      found.check("\(text) back", TimeframeText.timeframe(seconds: seconds), equals: timeframe)
    }
    found.check("chart", TimeframeText.parse("", chart: .day), equals: .day)
    found.require(TimeframeText.parse("x", chart: .day) == nil, "x")
    #expect(found.isEmpty, "\(found)")
  }
}
