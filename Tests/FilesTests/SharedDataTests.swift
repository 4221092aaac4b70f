import Formats
import Market
import Platform
import TestSupport
import Testing

@testable import Files

/// Real files, which lie beside the repository where they are present.
@Suite(.enabled(if: SharedData.isPresent, "shared/data is absent"))
struct SharedDataTests {
  private func load(_ path: String, _ options: LoadOptions = LoadOptions()) throws -> LoadedSeries {
    try DataFile.load(SharedData.folder + "/" + path, options: options, workers: 2)
  }

  /// A row of the table in PROVENANCE.md about a file of bars.
  private struct Provenance {
    let path: String
    let rowCount: Int
    let first: String
    let last: String
    let brokenRangeCount: Int?
    let zeroVolumeCount: Int?
    let largestMove: Double?
  }

  private func provenance() throws -> [Provenance] {
    let file = try FileBytes(path: SharedData.folder + "/PROVENANCE.md")
    let text = file.withBytes { String(decoding: $0, as: UTF8.self) }
    return text.split(separator: "\n").compactMap { line -> Provenance? in
      let cells = line.split(separator: "|").map { $0.trimmed }
      guard cells.count > 8, cells[0].hasSuffix(".csv`"), let rowCount = Int(cells[5]) else {
        return nil
      }
      let span = cells[6].split(separator: "..").map { $0.trimmed }
      let checks = cells[7]
      return Provenance(
        path: String(cells[0].dropFirst().dropLast()), rowCount: rowCount, first: span[0],
        last: span[1], brokenRangeCount: checks.number(after: "OHLC violations ").map { Int($0) },
        zeroVolumeCount: checks.number(after: "zero volume ").map { Int($0) },
        largestMove: checks.number(after: "max abs close move "))
    }
  }

  @Test func `every file is what its provenance says`() throws {
    var found = Mismatches()
    let rows = try provenance()
    found.check("files", rows.count, equals: 26)
    for row in rows {
      let report = try DataFile.check(SharedData.folder + "/" + row.path, workers: 2)
      found.check(row.path, report.rowCount, equals: row.rowCount)
      let broken = report.counts.first { $0.kind == .brokenRange }?.rowCount ?? 0
      found.check(row.path, broken, equals: row.brokenRangeCount ?? 0)
      found.check("\(row.path) kinds", report.counts.count, equals: broken > 0 ? 1 : 0)
      guard let series = report.series.first?.series else { continue }
      let times = [series.openTimes[0], series.openTimes[series.count - 1]].map {
        series.timeframe == .day
          ? series.instrument.session.tradingDay(at: Timestamp(nanoseconds: $0)).dateText
          : ISODateFormat.short(nanoseconds: $0)
      }
      let span = [row.first, row.last].map {
        $0.filter { $0 != "Z" }.map { $0 == "T" ? " " : $0 }
      }
      for (time, expected) in zip(times, span) {
        let text = String(expected)
        found.require(
          text == time || text == time + ":00" || text.hasPrefix(time) || time.hasPrefix(text),
          "\(row.path): \(time), expected \(text)")
      }
      if broken == 0 {
        if let count = row.zeroVolumeCount {
          found.check("\(row.path) zeros", series.zeroVolumeCount, equals: count)
        }
        if let move = row.largestMove {
          found.check(
            "\(row.path) move", series.largestCloseMove, equals: move, relative: 0, absolute: 5.1e-5
          )
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `instruments are recognised`() throws {
    var found = Mismatches()
    for (path, words) in [
      ("daily/SPY-1d.csv", "SPY equity 1d us-equities 0.00001 0.000001 USD adjusted 252"),
      ("daily/IEF-1d.csv", "IEF equity 1d us-equities 0.0001 0.000001 USD adjusted 252"),
      ("daily-raw/AAPL-1d-raw.csv", "AAPL equity 1d us-equities 0.01 1 USD raw 252"),
      ("daily/BTCUSD-1d.csv", "BTCUSD crypto 1d 24x7 0.01 0.000001 USD raw 365"),
      ("intraday/SPY-1m.csv", "SPY equity 1m us-equities 0.01 1 USD raw 252"),
      ("intraday/SPY-1h.csv", "SPY equity 1h us-equities 0.01 1 USD raw 252"),
      ("intraday/EURUSD-1h.csv", "EURUSD fx 1h fx 0.00001 1000 USD raw 252"),
      ("intraday/BTCUSDT-1h.csv", "BTCUSDT crypto 1h 24x7 0.01 0.000001 USDT raw 365"),
      ("intraday/ETHUSDT-PERP-15m.csv", "ETHUSDT-PERP perpetual 15m 24x7 0.01 0.001 USDT raw 365"),
    ] {
      let series = try load(path).series
      let instrument = series.instrument
      let numbers = [instrument.tickSize, instrument.lotStep].map(NumberFormat.shortest)
      found.check(
        path,
        "\(instrument.symbol) \(instrument.assetClass) \(series.timeframe)"
          + " \(instrument.session.rawValue) \(numbers[0]) \(numbers[1]) \(instrument.currency)"
          + " \(instrument.isAdjusted ? "adjusted" : "raw") \(Int(series.sessionDaysPerYear))",
        equals: words)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the index with broken rows is refused and can be repaired`() throws {
    var found = Mismatches()
    let error = #expect(throws: LocatedError.self) { try load("daily/VIX-1d.csv") }
    found.check("class", error?.exitClass, equals: .data)
    found.check("line", error?.line, equals: 535)
    found.check(
      "hint", error?.hint,
      equals: "46 more rows break a rule; --repair drop leaves out such rows, --repair clamp widens"
        + " high and low")
    let dropped = try load("daily/VIX-1d.csv", LoadOptions(repair: .drop))
    found.check("dropped", dropped.series.count, equals: 9235 - 47)
    let widened = try load("daily/VIX-1d.csv", LoadOptions(repair: .clamp))
    found.check("widened", widened.series.count, equals: 9235)
    found.check("asset class", widened.series.instrument.assetClass, equals: .index)
    found.check(
      "said", widened.repairs.summary,
      equals: [
        "widened 47 rows for highs or lows that do not include open and close, the first in line"
          + " 535"
      ])
    found.require(dropped.fingerprint() != widened.fingerprint(), "fingerprints differ")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `tables of many columns`() throws {
    var found = Mismatches()
    let wide = try DataFile.loadAll(SharedData.folder + "/wide/us20-1d-closes.csv", workers: 2)
    found.check(
      "symbols", wide.map(\.series.instrument.symbol).joined(separator: " "),
      equals: "AAPL AMD BAC BBY CVX GE HD JNJ JPM KO LLY MRK MSFT PEP PFE PG RRC UNH WMT XOM")
    found.check("rows", Set(wide.map(\.series.count)), equals: [8313])
    found.check("session", wide[0].series.instrument.session, equals: .usEquities)
    // pandas 3.1.1, Series.sum.
    found.check(
      "sum of XOM", wide[19].series.close.reduce(0, +), equals: 289146.025, relative: 1e-12)
    for (name, rowCount, columnCount) in [
      ("djia", 507, 30), ("msci", 1043, 24), ("nyse_o", 5651, 36), ("sp500", 1276, 25),
      ("tse", 1259, 88),
    ] {
      let table = try PriceTable.read(
        SharedData.folder + "/price-relatives/\(name).csv", options: LoadOptions(), workers: 2,
        cancellation: nil)
      found.check(name, table.raw.times.count, equals: rowCount)
      found.check(name, table.raw.columns.count, equals: columnCount)
      found.check(name, table.raw.log.entries.count, equals: 0)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `dividends and splits`() throws {
    let events = try EventFile.load(SharedData.folder + "/daily-raw/corporate-actions.csv")
    var found = Mismatches()
    found.check("splits", events.count { $0.kind == .split }, equals: 7)
    found.check("dividends", events.count { $0.kind == .dividend }, equals: 401)
    found.check(
      "symbols", Set(events.compactMap(\.symbol)), equals: ["AAPL", "BAC", "IBM", "IWM", "SPY"])
    found.require(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time }, "order")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `coarser bars are those of pandas`() throws {
    let fine = try load("intraday/ETHUSDT-PERP-15m.csv").series
    var found = Mismatches()
    // pandas 3.1.1: resample with first, max, min, last and sum; weeks W-SUN, months MS.
    for (timeframe, count, changes, highs, lows, volume) in [
      ("1h", 13483, 191680.57999999996, 39783713.03, 39368597.72, 3562323.006),
      ("4h", 3371, 98131.65, 9998454.74, 9784665.24, 5855366.410999999),
      ("1d", 563, 44106.34, 1697418.84, 1603819.6400000001, 17632071.351999998),
      ("1w", 82, 17355.050000000003, 258402.97999999998, 220826.56, 74655436.126),
      ("1M", 20, 8736.199999999999, 66783.99, 48201.15, 210077826.49),
    ] {
      let coarse = fine.aggregated(to: Timeframe(timeframe)!).series
      found.check(timeframe, coarse.count, equals: count)
      let moves = zip(coarse.open, coarse.close).map { abs($0 - $1) }
      for (name, values, expected) in [
        ("changes", moves, changes), ("highs", coarse.high, highs), ("lows", coarse.low, lows),
      ] {
        found.check("\(timeframe) \(name)", values.reduce(0, +), equals: expected, relative: 1e-12)
      }
      found.check(
        "\(timeframe) volume", coarse.volume.max() ?? 0, equals: volume, relative: 1e-12)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `days made of minutes are the days of the exchange`() throws {
    let minutes = try load("intraday/SPY-1m.csv").series
    let days = minutes.aggregated(to: .day).series
    let official = try load("daily-raw/SPY-1d-raw.csv").series
    var found = Mismatches()
    found.check("days", days.count, equals: 6)
    for index in 0..<days.count {
      guard let other = official.days.firstIndex(of: days.days[index]) else {
        found.add("no official day \(days.date(index))")
        continue
      }
      let (made, given) = (days[index], official[other])
      found.check(
        "times", [made.openTime, made.closeTime], equals: [given.openTime, given.closeTime])
      // One of the official lows is rounded up by a cent.
      for (value, expected) in [
        (made.open, given.open), (made.high, given.high), (made.low, given.low),
        (made.close, given.close),
      ] {
        found.check("\(days.date(index))", value, equals: expected, relative: 0, absolute: 0.0101)
      }
      found.check("volume", made.volume, equals: given.volume)
    }
    let hours = minutes.aggregated(to: .hour).series
    let regular = hours.openTimes.indices.filter {
      minutes.instrument.session.isOpen(at: Timestamp(nanoseconds: hours.openTimes[$0]))
    }
    // pandas 3.1.1: between_time 09:30 to 15:59 New York, resample 1h with an offset of 30 minutes.
    found.check("hours", regular.count, equals: 42)
    found.check(
      "highs", regular.reduce(0) { $0 + hours.high[$1] }, equals: 7061.099999999999, relative: 1e-12
    )
    found.check(
      "closes", regular.reduce(0) { $0 + hours.close[$1] }, equals: 7047.64, relative: 1e-12)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `currency days end at 17 New York`() throws {
    let days = try load("intraday/EURUSD-1h.csv").series.aggregated(to: .day).series
    var found = Mismatches()
    // pandas 3.1.1: groupby of the New York date seven hours later.
    found.check("days", days.count, equals: 260)
    found.check(
      "highs", days.high.reduce(0, +), equals: 294.73619999999994, relative: 1e-12)
    found.check("lows", days.low.reduce(0, +), equals: 292.72973, relative: 1e-12)
    let changes = zip(days.open, days.close).reduce(0) { $0 + abs($1.0 - $1.1) }
    found.check("changes", changes, equals: 1.0380000000000025, relative: 1e-9)
    found.check(
      "span", [days.date(0), days.date(259)].map(\.description),
      equals: ["2017-01-02", "2017-12-29"])
    #expect(found.isEmpty, "\(found)")
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    var rest = Substring(self)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  /// The number that follows a piece of text.
  fileprivate func number(after text: String) -> Double? {
    guard let start = indices.first(where: { self[$0...].hasPrefix(text) }) else { return nil }
    let rest = self[start...].dropFirst(text.count)
    return Double(String(rest.prefix { $0.isNumber || $0 == "." }))
  }
}

extension Int32 {
  fileprivate var dateText: String { CivilDate(daysSinceEpoch: Int(self)).description }
}
