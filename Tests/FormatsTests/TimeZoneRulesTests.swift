import TestSupport
import Testing

@testable import Formats

@Suite struct TimeZoneRulesTests {
  // The instants of these tables and the offsets behind the sums are those of Python 3.11's zoneinfo
  // with the IANA database 2025b.

  /// Mixes the offsets at 20,000 random instants into one number.
  private func offsetSum(
    _ rules: TimeZoneRules, fromYear first: Int, toYear last: Int, seed: UInt64
  ) -> UInt64 {
    let start = Int64(CivilDate(year: first, month: 1, day: 1)!.daysSinceEpoch) * 86_400
    let end = Int64(CivilDate(year: last, month: 1, day: 1)!.daysSinceEpoch) * 86_400
    var generator = SeededGenerator(seed: seed)
    var cursor = TimeZoneRules.Cursor(rules)
    return (0..<20_000).reduce(0) { sum, _ in
      let instant = start + Int64(generator.next() % UInt64(end - start))
      let offset = cursor.offsetSeconds(at: instant)
      return sum &* 31 &+ UInt64(bitPattern: Int64(offset))
    }
  }

  private static let sums: [(name: String, sum: UInt64)] = [
    ("UTC", 0), ("America/New_York", 15_857_911_332_062_137_104),
    ("America/Chicago", 12_639_791_154_933_295_360), ("Europe/London", 13_901_451_398_369_807_040),
    ("Europe/Berlin", 10_713_691_887_939_529_408), ("Asia/Tokyo", 8_203_652_553_546_604_544),
    ("Asia/Hong_Kong", 11_391_412_063_976_882_176), ("Asia/Shanghai", 11_391_412_063_976_882_176),
  ]

  @Test func `offsets from 1996 to 2299 are those of zoneinfo`() throws {
    var found = Mismatches()
    for (name, sum) in Self.sums {
      let named = try TimeZoneRules.named(name)
      found.check(name, offsetSum(named, fromYear: 1996, toYear: 2300, seed: 1), equals: sum)
      let builtIn = try #require(BuiltInTimeZones.rules(name))
      found.check(
        "built-in \(name)", offsetSum(builtIn, fromYear: 1996, toYear: 2300, seed: 1), equals: sum)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the built-in table is exact where it says so`() throws {
    var found = Mismatches()
    for (name, year, sum) in [
      ("America/New_York", 1967, 12_854_471_320_612_494_016),
      ("America/Chicago", 1967, 13_485_512_925_651_598_576),
      ("Europe/Berlin", 1981, 16_367_793_979_341_655_200),
    ] as [(String, Int, UInt64)] {
      let rules = try #require(BuiltInTimeZones.rules(name))
      found.check(name, offsetSum(rules, fromYear: year, toYear: 1996, seed: 2), equals: sum)
      if let file = TimeZoneRules.fromFile(name) {
        found.check(name, offsetSum(file, fromYear: year, toYear: 1996, seed: 2), equals: sum)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(.enabled(if: TimeZoneRules.fromFile("Australia/Lord_Howe") != nil, "no time zone files"))
  func `odd zones are read from files`() throws {
    var found = Mismatches()
    for (name, sum) in [
      ("Australia/Lord_Howe", 12_934_338_417_758_033_688),
      ("Europe/Dublin", 13_901_451_398_369_807_040),
      ("America/Sao_Paulo", 1_840_363_600_382_448_112), ("Asia/Kolkata", 914_066_766_343_024_640),
    ] as [(String, UInt64)] {
      let rules = try TimeZoneRules.named(name)
      found.check("origin", rules.origin, equals: .file)
      found.check(name, offsetSum(rules, fromYear: 1996, toYear: 2300, seed: 1), equals: sum)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `local times have one instant, two or none`() throws {
    var found = Mismatches()
    // Local seconds, and the instants with fold 0 and fold 1.
    for (name, local, expected) in [
      ("America/New_York", 1_710_035_940, .unique(1_710_053_940)),
      (
        "America/New_York", 1_710_036_000,
        .gap(withOffsetBefore: 1_710_054_000, withOffsetAfter: 1_710_050_400)
      ),
      (
        "America/New_York", 1_710_039_540,
        .gap(withOffsetBefore: 1_710_057_540, withOffsetAfter: 1_710_053_940)
      ),
      ("America/New_York", 1_710_039_600, .unique(1_710_054_000)),
      ("America/New_York", 1_730_595_540, .unique(1_730_609_940)),
      ("America/New_York", 1_730_595_600, .overlap(earlier: 1_730_610_000, later: 1_730_613_600)),
      ("America/New_York", 1_730_599_140, .overlap(earlier: 1_730_613_540, later: 1_730_617_140)),
      ("America/New_York", 1_730_599_200, .unique(1_730_617_200)),
      (
        "Europe/London", 1_711_848_600,
        .gap(withOffsetBefore: 1_711_848_600, withOffsetAfter: 1_711_845_000)
      ),
      ("Europe/London", 1_729_992_600, .overlap(earlier: 1_729_989_000, later: 1_729_992_600)),
      (
        "Europe/Berlin", 2_531_961_000,
        .gap(withOffsetBefore: 2_531_957_400, withOffsetAfter: 2_531_953_800)
      ),
      ("Europe/Berlin", 2_550_709_800, .overlap(earlier: 2_550_702_600, later: 2_550_706_200)),
      ("Asia/Tokyo", 1_710_037_800, .unique(1_710_005_400)),
    ] as [(String, Int64, TimeZoneRules.LocalTime)] {
      for rules in [try TimeZoneRules.named(name), try #require(BuiltInTimeZones.rules(name))] {
        found.check("\(name) \(local)", rules.utcSeconds(ofLocal: local), equals: expected)
      }
    }
    if let apia = TimeZoneRules.fromFile("Pacific/Apia") {
      // 2011-12-30 was left out.
      found.check(
        "Apia", apia.utcSeconds(ofLocal: 1_325_246_400),
        equals: .gap(withOffsetBefore: 1_325_282_400, withOffsetAfter: 1_325_196_000))
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `every instant is found again from its local time`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 4)
    var found = Mismatches()
    for (name, _) in Self.sums {
      let rules = try TimeZoneRules.named(name)
      var cursor = TimeZoneRules.Cursor(rules)
      for _ in 0..<2_000 {
        let instant = Int64(generator.next() % 8_000_000_000) - 2_000_000_000
        let period = rules.period(at: instant)
        found.require(period.contains(instant), "\(name) \(instant) lies outside its period")
        let local = instant + Int64(period.offsetSeconds)
        let time = rules.utcSeconds(ofLocal: local)
        found.check("cursor", cursor.utcSeconds(ofLocal: local), equals: time)
        // The second time it is near.
        found.check("cursor", cursor.utcSeconds(ofLocal: local), equals: time)
        switch time {
        case .unique(let found) where found == instant: break
        case .overlap(let earlier, let later) where earlier == instant || later == instant: break
        case let other: found.add("\(name) \(instant): was \(other)")
        }
      }
    }
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  @Test func `offsets have names`() throws {
    var found = Mismatches()
    for (name, offset) in [
      ("UTC", 0), ("GMT", 0), ("Z", 0), ("UTC+8", 28_800), ("+08:00", 28_800), ("+0530", 19_800),
      ("GMT-5", -18_000), ("-03:30", -12_600), ("UTC+05:45", 20_700), ("+8", 28_800),
    ] {
      let rules = try TimeZoneRules.named(name)
      found.check(name, rules.offsetSeconds(at: 0), equals: offset)
      found.check("name", rules.name, equals: name)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `unknown names are refused with a suggestion`() {
    var found = Mismatches()
    for name in [
      "", "Europe/Frankfurt", "../../etc/passwd", "/etc/passwd", "America", "UTC+19", "UTC+",
      "+1:2:3",
      "america/new_york", "tzdata.zi", "EST5EDT,M3.2.0", "Europe//Berlin", "+08:60",
    ] {
      do throws(LocatedError) {
        _ = try TimeZoneRules.named(name)
        found.add("'\(name)' was accepted")
      } catch {
        found.check("found", error.found, equals: name)
        if name == "america/new_york" {
          found.check("hint", error.hint, equals: "did you mean 'America/New_York'?")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `rules of POSIX are read or refused`() {
    var found = Mismatches()
    let summer: Int64 = 1_719_792_000  // 2024-07-01
    let winter: Int64 = 1_704_067_200  // 2024-01-01
    for (rule, atWinter, atSummer) in [
      ("UTC0", 0, 0), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400),
      ("<+0330>-3:30", 12_600, 12_600),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", 0, 3_600), ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7_200, -3_600),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", 39_600, 36_000), ("A-1B,J60,J300", nil, nil),
      ("AAA-1BBB,J60,J300", 3_600, 7_200), ("AAA-1BBB-3,59,299/4", 3_600, 10_800),
      ("XXX3EDT4,0/0,J365/23", -14_400, -14_400),
      ("", nil, nil), ("EST", nil, nil), ("EST5EDT", nil, nil), ("EST5EDT,M3.2.0", nil, nil),
      ("EST5EDT,M13.2.0,M11.1.0", nil, nil), ("EST5EDT,M3.2.0,M11.1.0x", nil, nil),
    ] as [(String, Int?, Int?)] {
      let zone = PosixTimeZone(rule)
      found.check("\(rule) winter", zone?.period(at: winter).offsetSeconds, equals: atWinter)
      found.check("\(rule) summer", zone?.period(at: summer).offsetSeconds, equals: atSummer)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `broken files are no zones`() {
    var generator = SeededGenerator.fromEnvironment(or: 6)
    // Version 2, both blocks with one type and no change, and a footer.
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 31)
    let counts: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 4]
    let block = header + counts + [0, 0, 0x70, 0x80, 0, 0] + Array("JST\0".utf8)
    let whole = block + block + Array("\nJST-9\n".utf8)
    func file(_ bytes: [UInt8]) -> TimeZoneFile? { bytes.withUnsafeBytes { TimeZoneFile($0) } }
    #expect(file(whole)?.afterwards == PosixTimeZone(standardOffset: 32_400))
    var accepted = 0
    for length in 0..<2 * block.count where file(Array(whole.prefix(length))) != nil {
      accepted += 1
    }
    // No change of a byte may end the program.
    for _ in 0..<5_000 {
      var bytes = whole
      bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() & 255)
      if let file = file(bytes) { _ = file.afterwards.period(at: 0) }
    }
    #expect(accepted == 0, "seed \(generator.seed)")
  }
}
