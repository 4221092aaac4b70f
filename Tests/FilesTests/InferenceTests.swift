import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct InferenceTests {
  /// A file of daily closes on the days of a range that pass a test.
  private func daily(
    from first: String, count: Int, price: (Int) -> Double = { 10 + Double($0) / 100 },
    where isIncluded: (CivilDate) -> Bool
  ) -> String {
    let start = ISODateParser.date(first)!.daysSinceEpoch
    let dates = (start..<start + count).map { CivilDate(daysSinceEpoch: $0) }.filter(isIncluded)
    return "date,close\n"
      + dates.enumerated().map { index, date in
        "\(date),\(NumberFormat.shortest(price(index)))\n"
      }.joined()
  }

  private func isExchangeDay(_ date: CivilDate) -> Bool {
    Session.usEquities.isTradingDay(Int32(date.daysSinceEpoch))
  }

  @Test func `the session is that of the days with bars`() throws {
    let isWeekday = { (date: CivilDate) in date.weekday.rawValue <= 5 }
    var found = Mismatches()
    for (name, path, text, session, daysPerYear) in [
      (
        "New York", "X-1d.csv", daily(from: "2023-01-01", count: 200, where: isExchangeDay),
        Session.usEquities, 252.0
      ),
      (
        "few days", "X-1d.csv", daily(from: "2023-01-01", count: 50, where: isExchangeDay),
        .continuous, 252
      ),
      (
        "weekdays", "X-1d.csv", daily(from: "2023-01-01", count: 200, where: isWeekday),
        .continuous, 252
      ),
      (
        "many holes", "X-1d.csv",
        daily(from: "2023-01-01", count: 400) { isExchangeDay($0) && $0.day % 3 != 0 },
        .continuous, 252
      ),
      (
        "every day", "X-1d.csv", daily(from: "2023-01-01", count: 200) { _ in true },
        .continuous, 365
      ),
      (
        "crypto", "BTCUSD-1d.csv", daily(from: "2023-01-01", count: 200, where: isExchangeDay),
        .continuous, 252
      ),
      (
        "currencies", "EURUSD-1d.csv", daily(from: "2023-01-01", count: 200, where: isWeekday),
        .fxWeek, 252
      ),
      (
        "currencies on Sundays", "EURUSD-1d.csv",
        daily(from: "2023-01-01", count: 200) { $0.weekday != .saturday }, .continuous, 252
      ),
    ] {
      let series = try TextFile.series(text, path: path).series
      found.check(name, series.instrument.session, equals: session)
      found.check(name, series.sessionDaysPerYear, equals: daysPerYear)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a session that was told is kept, and bars outside it are named`() throws {
    let text = daily(from: "2023-06-26", count: 12) { $0.weekday.rawValue <= 5 }
    let options = LoadOptions(
      metadata: [MetadataLayer(.flag, InstrumentMetadata(session: .usEquities))])
    let loaded = try TextFile.series(text, options: options)
    var found = Mismatches()
    found.check("session", loaded.series.instrument.session, equals: .usEquities)
    found.check("origin", loaded.instrument.origin(of: "session"), equals: .flag)
    found.check(
      "warning", loaded.warnings.last,
      equals: "1 bar lies on days on which us-equities is closed, the first on 2023-07-04")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `adjusted prices are told from those of the exchange`() throws {
    var found = Mismatches()
    for (name, path, price, isAdjusted, tick, lot) in [
      ("cents", "X-1d.csv", { (1_000 + Double($0)) / 100 }, false, 0.01, 1.0),
      (
        "fractions of cents", "X-1d.csv", { (100_000 + 13 * Double($0)) / 10_000 }, true, 1e-4, 1e-6
      ),
      ("named raw", "X-1d-raw.csv", { (100_000 + 13 * Double($0)) / 10_000 }, false, 0.01, 1),
      ("named adjusted", "X-1d-adjusted.csv", { (1_000 + Double($0)) / 100 }, true, 0.01, 1e-6),
      ("not a share", "BTCUSD-1d.csv", { (100_000 + 13 * Double($0)) / 10_000 }, false, 1e-4, 1e-6),
    ] as [(String, String, (Int) -> Double, Bool, Double, Double)] {
      let text = daily(from: "2023-01-01", count: 300, price: price, where: isExchangeDay)
      let instrument = try TextFile.series(text, path: path).series.instrument
      found.check(name, instrument.isAdjusted, equals: isAdjusted)
      found.check("\(name) tick", instrument.tickSize, equals: tick)
      found.check("\(name) lot", instrument.lotStep, equals: lot)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `closes label bars where told`() throws {
    let text = "time,open,high,low,close\n2024-07-02T14:00Z,1,1,1,1\n2024-07-02T15:00Z,2,2,2,2\n"
    let options = LoadOptions(
      label: .close,
      metadata: [MetadataLayer(.flag, InstrumentMetadata(session: .usEquities))])
    let series = try TextFile.series(text, path: "X-1h.csv", options: options).series
    let opens = series.openTimes.map { ISODateFormat.short(nanoseconds: $0) }
    #expect(opens == ["2024-07-02 13:30", "2024-07-02 14:00"])
  }
}
