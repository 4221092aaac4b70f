import TestSupport
import Testing

@testable import Formats

@Suite struct CivilDateTests {
  @Test func `the calendar is that of Python's datetime`() {
    // Every 97th day of the years 1 to 9999: days since 1970, date, ISO weekday, day of the year.
    // SHA-256 of the lines as Python 3.11 writes them.
    var hash = SHA256()
    for ordinal in stride(from: 1, through: 3_652_059, by: 97) {
      let date = CivilDate(daysSinceEpoch: ordinal - 719_163)
      hash.update(
        "\(date.daysSinceEpoch) \(date) \(date.weekday.rawValue) \(date.dayOfYear)\n")
    }
    #expect(
      hash.finalize().hex == "9389e0c8dab104fb07a34a102d08912f09f88e652cd4ff148d39d5b4e97579d9")
  }

  @Test func `days that the calendar lacks are refused`() {
    var found = Mismatches()
    for (year, month, day, isValid) in [
      (2024, 2, 29, true), (2023, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true),
      (2024, 4, 31, false), (2024, 0, 1, false), (2024, 13, 1, false), (2024, 1, 0, false),
      (2024, 12, 31, true), (-4, 2, 29, true),
    ] {
      let date = CivilDate(year: year, month: month, day: day)
      found.check("\(year)-\(month)-\(day)", date != nil, equals: isValid)
      if let date {
        found.check("back", CivilDate(daysSinceEpoch: date.daysSinceEpoch), equals: date)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `weekdays are counted from either end of a month`() {
    // US market holidays and daylight-saving days of 2024 and 2025.
    var found = Mismatches()
    for (ordinal, weekday, month, year, text) in [
      (3, .monday, 1, 2024, "2024-01-15"), (2, .sunday, 3, 2024, "2024-03-10"),
      (-1, .monday, 5, 2024, "2024-05-27"), (4, .thursday, 11, 2024, "2024-11-28"),
      (1, .sunday, 11, 2025, "2025-11-02"), (5, .sunday, 10, 2024, "2024-10-27"),
      (5, .sunday, 3, 2024, "2024-03-31"), (-1, .friday, 2, 2024, "2024-02-23"),
      (-2, .friday, 2, 2024, "2024-02-16"),
    ] as [(Int, CivilDate.Weekday, Int, Int, String)] {
      let date = CivilDate.nth(ordinal, weekday, ofMonth: month, year: year)
      found.check("\(ordinal)", date.description, equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }
}

@Suite struct ISODateTests {
  @Test func `the forms of files are read`() {
    // Nanoseconds as if in UTC where no offset is given; Python 3.11, datetime.fromisoformat.
    var found = Mismatches()
    for (text, nanoseconds, offset) in [
      ("2024-01-02", 1_704_153_600_000_000_000, nil),
      ("2024-01-02 03:04", 1_704_164_640_000_000_000, nil),
      ("2024-01-02T03:04:05", 1_704_164_645_000_000_000, nil),
      ("2024-01-02T03:04:05Z", 1_704_164_645_000_000_000, 0),
      ("2024-01-02 03:04:05 UTC", 1_704_164_645_000_000_000, 0),
      ("2024-01-02 03:04:05.678901+08:00", 1_704_135_845_678_901_000, 28_800),
      ("2024-02-29T23:59:59-0330", 1_709_263_799_000_000_000, -12_600),
      ("1969-12-31 23:59:59.999999", -1_000, nil),
      ("2024-01-02T03:04:05.123456789+08", 1_704_135_845_123_456_789, 28_800),
      ("2024-01-02+08:00", 1_704_124_800_000_000_000, 28_800),
    ] as [(String, Int64, Int?)] {
      let dateTime = ISODateParser.dateTime(text)
      found.check("offset of \(text)", dateTime?.offsetSeconds, equals: offset)
      let instant = dateTime?.local.utcNanoseconds(offsetSeconds: offset ?? 0)
      found.check(text, instant, equals: nanoseconds)
      found.check(
        "time of \(text)", dateTime?.hasTime,
        equals: text.utf8.contains(0x3A) && text.utf8.count > 16
          || text.utf8.count == 16 && text.utf8.contains(0x20))
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what is no date is refused`() {
    let texts = [
      "", "2024", "2024-1-2", "2024-02-30", "2024/01/02", "20240102", "2024-01-02T", "2024-01-02 ",
      "2024-01-02T24:00", "2024-01-02T03:60", "2024-01-02T03:04:60", "2024-01-02T03:04:05.",
      "2024-01-02T03:04:05.1234567890", "2024-01-02T03:04:05+", "2024-01-02T03:04:05+8",
      "2024-01-02T03:04:05+08:0", "2024-01-02T03:04:05Zx", "2024-01-02T3:04", "x2024-01-02",
      "2024-01-02T03:04 EST", "2024-01-02T03:04:05+19:00",
    ]
    #expect(texts.filter { ISODateParser.dateTime($0) != nil } == [])
    #expect(ISODateParser.date("2024-01-02")?.daysSinceEpoch == 19_724)
    #expect(ISODateParser.date("2024-01-02T00:00") == nil)
  }

  @Test func `instants are written as they are read`() {
    var found = Mismatches()
    for (nanoseconds, offset, instant, short) in [
      (0, 0, "1970-01-01T00:00:00Z", "1970-01-01"),
      (-1, 0, "1969-12-31T23:59:59.999999999Z", "1969-12-31 23:59:59.999999999"),
      (1_704_164_640_000_000_000, 28_800, "2024-01-02T11:04:00+08:00", "2024-01-02 11:04"),
      (
        1_704_164_645_678_000_000, -12_600, "2024-01-01T23:34:05.678-03:30",
        "2024-01-01 23:34:05.678"
      ),
      (1_704_164_645_000_001_000, 0, "2024-01-02T03:04:05.000001Z", "2024-01-02 03:04:05.000001"),
      (.max, 0, "2262-04-11T23:47:16.854775807Z", "2262-04-11 23:47:16.854775807"),
      (.min, 0, "1677-09-21T00:12:43.145224192Z", "1677-09-21 00:12:43.145224192"),
    ] as [(Int64, Int, String, String)] {
      let text = ISODateFormat.instant(nanoseconds: nanoseconds, offsetSeconds: offset)
      found.check("instant", text, equals: instant)
      let back = ISODateParser.dateTime(text)
      found.check(
        "back", back?.local.utcNanoseconds(offsetSeconds: back?.offsetSeconds ?? -1),
        equals: nanoseconds)
      found.check(
        "short", ISODateFormat.short(nanoseconds: nanoseconds, offsetSeconds: offset),
        equals: short)
    }
    found.check(
      "too late", ISODateParser.dateTime("2262-04-12")?.local.localNanoseconds, equals: nil)
    found.check(
      "too early", ISODateParser.dateTime("1677-09-21")?.local.localNanoseconds, equals: nil)
    #expect(found.isEmpty, "\(found)")
  }
}
