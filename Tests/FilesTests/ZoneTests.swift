import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct ZoneTests {
  private func text(_ times: [String]) -> String {
    "time,open,high,low,close\n" + times.map { "\($0),1,1,1,1\n" }.joined()
  }

  private func opens(_ times: [String], zone: String, path: String = "X-30m.csv") throws -> [String]
  {
    let options = LoadOptions(zone: try .named(zone))
    return try TextFile.series(text(times), path: path, options: options).series.openTimes
      .map { ISODateFormat.instant(nanoseconds: $0) }
  }

  @Test func `local times are turned into instants`() throws {
    let found = try opens(
      ["2024-03-08 09:30", "2024-03-11 09:30", "2024-11-04 09:30"], zone: "America/New_York")
    #expect(found == ["2024-03-08T14:30:00Z", "2024-03-11T13:30:00Z", "2024-11-04T14:30:00Z"])
  }

  @Test func `an hour that clocks show twice comes twice`() throws {
    // New York, 2024-11-03: 01:59 EDT is followed by 01:00 EST.
    let found = try opens(
      [
        "2024-11-03 00:30", "2024-11-03 01:00", "2024-11-03 01:30", "2024-11-03 01:00",
        "2024-11-03 01:30", "2024-11-03 02:00",
      ], zone: "America/New_York")
    #expect(
      found == [
        "2024-11-03T04:30:00Z", "2024-11-03T05:00:00Z", "2024-11-03T05:30:00Z",
        "2024-11-03T06:00:00Z", "2024-11-03T06:30:00Z", "2024-11-03T07:00:00Z",
      ])
  }

  @Test func `a time that clocks skip is refused`() throws {
    let times = ["2024-03-10 01:30", "2024-03-10 02:30", "2024-03-10 03:00"]
    let zone = try TimeZoneRules.named("America/New_York")
    var found = Mismatches()
    found.check(
      "refused",
      TextFile.refusal(text(times), path: "X-30m.csv", options: LoadOptions(zone: zone)),
      equals: "X-30m.csv:3:time: error: the clocks of America/New_York skip this time,"
        + " was '2024-03-10 02:30', expected a time that clocks show\n"
        + "hint: --repair drop leaves out such rows")
    let repaired = try TextFile.series(
      text(times), path: "X-30m.csv", options: LoadOptions(zone: zone, repair: .drop))
    found.check("repaired", repaired.series.count, equals: 2)
    found.check(
      "said", repaired.warnings,
      equals: ["dropped 1 row for local times that clocks skip, the first in line 3"])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `dates have no clocks and instants no zone`() throws {
    var found = Mismatches()
    found.check(
      "dates", try opens(["2024-01-02", "2024-01-03"], zone: "Asia/Tokyo", path: "X-1d.csv"),
      equals: ["2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z"])
    found.check(
      "offsets",
      try opens(["2024-01-02T00:00Z", "2024-01-02T01:30+01:00"], zone: "Asia/Tokyo"),
      equals: ["2024-01-02T00:00:00Z", "2024-01-02T00:30:00Z"])
    found.check(
      "both",
      TextFile.refusal(
        text(["2024-01-02T00:00Z", "2024-01-02 00:30"]),
        options: LoadOptions(timeframe: .minute, zone: try .named("Asia/Tokyo"))),
      equals: "X-1d.csv:time: error: some times have an offset and others have none,"
        + " expected all of one kind when a zone is given")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the fast clock agrees with the rules`() throws {
    var found = Mismatches()
    var generator = SeededGenerator.fromEnvironment(or: 12)
    for name in [
      "America/New_York", "Europe/London", "Asia/Tokyo", "UTC+5:30", "Australia/Lord_Howe",
    ] {
      guard let rules = try? TimeZoneRules.named(name) else { continue }
      var clock = LocalClock(rules)
      for _ in 0..<5_000 {
        let local = 1_700_000_000 + Int64(generator.next() % 80_000_000)
        let slow: [Int64] =
          switch rules.utcSeconds(ofLocal: local) {
          case .unique(let instant): [instant]
          case .gap: []
          case .overlap(let earlier, let later): [earlier, later]
          }
        let fast = clock.instants(ofLocal: local * 1_000_000_000).map { first, second in
          [first, second].compactMap(\.self).map { $0 / 1_000_000_000 }
        }
        found.check("\(name) \(local) seed \(generator.seed)", fast ?? [], equals: slow)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }
}
