import Formats
import Market
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

@Suite struct BarStoreTests {
  private func entry(_ series: BarSeries, repairs: String = "") -> SeriesImport {
    SeriesImport(
      series: series, fingerprint: series.fingerprint(repairs: repairs)?.hex ?? "",
      origin: "/data/\(series.instrument.symbol).csv", repairs: repairs,
      warnings: ["a \"quoted\" warning"])
  }

  @Test("bars come back to the bit, whatever the number of chunks", arguments: [1, 8_192, 20_000])
  func barsRoundTrip(count: Int) throws {
    try StoreFixture.withPath { (path) throws in
      let all = [
        StoreFixture.series(count: count),
        StoreFixture.series("NOV", count: count, hasVolume: false),
      ]
      let areNew = try Store(path, access: .write).keep(
        all.map { entry($0, repairs: "3 2 dropped") })
      let store = try Store(path, access: .read)
      var found = Mismatches()
      for series in all {
        let stored = try #require(try store.series(symbol: series.instrument.symbol))
        let read = try store.bars(of: stored)
        found.check("days", read.days, equals: series.days)
        found.check("open times", read.openTimes, equals: series.openTimes)
        found.check("close times", read.closeTimes, equals: series.closeTimes)
        found.check("close", read.close, equals: series.close)
        found.check("high", read.high, equals: series.high)
        found.check("volume", read.volume, equals: series.volume)
        found.check("instrument", read.instrument, equals: series.instrument)
        found.check("warnings", stored.warnings, equals: ["a \"quoted\" warning"])
      }
      #expect(found.isEmpty && areNew == [true, true], "\(found)")
    }
  }

  @Test("the latest import of a symbol counts, and the same bars are kept once")
  func latestImportCounts() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      let old = StoreFixture.series()
      let new = StoreFixture.series(count: 401)
      #expect(try store.keep([entry(old)]) == [true])
      #expect(try store.keep([entry(new)]) == [true])
      #expect(try store.series(symbol: "ABC")?.barCount == 401)
      #expect(try store.keep([entry(old)]) == [false])
      #expect(try store.series(symbol: "ABC")?.barCount == 400)
      #expect(try store.series().count == 2 && store.series(symbol: "XYZ") == nil)
    }
  }

  @Test("a changed bar is never handed out")
  func damageIsFound() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      _ = try store.keep([entry(StoreFixture.series(count: 9_000))])
      let stored = try #require(try store.series(symbol: "ABC"))
      for sql in [
        "UPDATE bar_chunk SET close = zeroblob(length(close)) WHERE ordinal = 1",
        "UPDATE bar_chunk SET day = zeroblob(3)", "DELETE FROM bar_chunk WHERE ordinal = 0",
      ] {
        try store.transaction { connection throws(SQLiteError) in try connection.execute(sql) }
        let error = #expect(throws: LocatedError.self) { try store.bars(of: stored) }
        #expect(error?.exitClass == .data)
      }
    }
  }
}
