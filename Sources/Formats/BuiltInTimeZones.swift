/// The zones that this program knows without the system's files.
///
/// Facts of the IANA time zone database: the years in which a rule came into force and the rule in
/// the notation of POSIX. What holds before the first year is an approximation.
enum BuiltInTimeZones {
  typealias Era = (year: Int, rule: String)

  static let zones: [(name: String, eras: [Era])] = [
    ("UTC", [(1970, "UTC0")]),
    ("America/New_York", americanEras("EST5EDT")),
    ("America/Chicago", americanEras("CST6CDT")),
    ("Europe/London", [(1996, "GMT0BST,M3.5.0/1,M10.5.0")]),
    (
      "Europe/Berlin",
      [(1981, "CET-1CEST,M3.5.0,M9.5.0/3"), (1996, "CET-1CEST,M3.5.0,M10.5.0/3")]
    ),
    ("Asia/Tokyo", [(1952, "JST-9")]),
    ("Asia/Hong_Kong", [(1980, "HKT-8")]),
    ("Asia/Shanghai", [(1992, "CST-8")]),
  ]

  /// The rules of the United States since the Uniform Time Act, the two winters of 1974 included.
  private static func americanEras(_ names: String) -> [Era] {
    [
      (1967, "M4.5.0,M10.5.0"), (1974, "M1.1.0,M10.5.0"), (1975, "M2.5.0,M10.5.0"),
      (1976, "M4.5.0,M10.5.0"), (1987, "M4.1.0,M10.5.0"), (2007, "M3.2.0,M11.1.0"),
    ].map { ($0.0, "\(names),\($0.1)") }
  }

  static var names: [String] { zones.map(\.name) }

  static func rules(_ name: String) -> TimeZoneRules? {
    guard let zone = zones.first(where: { $0.name == name }) else { return nil }
    let eras = zone.eras.map { era in
      (start: startOfYear(era.year), rule: PosixTimeZone(era.rule)!)
    }
    var periods: [TimeZoneRules.Period] = []
    // No clocks change at New Year, so a rule may hand over to the next one there.
    for (era, next) in zip(eras, eras.dropFirst()) {
      var start = periods.last?.end ?? .min
      while start < next.start {
        let period = era.rule.period(at: start == .min ? era.start : start, notBefore: start)
        let end = min(period.end, next.start)
        let isFirst = periods.isEmpty
        periods.append(
          TimeZoneRules.Period(
            start: isFirst ? .min : start, end: end, offsetSeconds: period.offsetSeconds))
        start = end
      }
    }
    return TimeZoneRules(
      TimeZoneRules.Storage(
        name: name, origin: .builtIn, periods: periods, afterwards: eras.last!.rule))
  }

  private static func startOfYear(_ year: Int) -> Int64 {
    Int64(CivilDate(year: year, month: 1, day: 1)!.daysSinceEpoch) * 86_400
  }
}
