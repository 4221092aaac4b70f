import Analysis
import Files
import Market
import TestSupport
import Testing

@Suite struct TotalReturnsTests {
  @Test("dividends and splits leave the return of the adjusted series")
  func simulatedShare() throws {
    let series = try DataFile.load(Repository.path("data/daily/TRN-1d.csv")).series
    let events = try EventFile.load(Repository.path("data/events.csv"))
    let (_, days) = SessionDays.fold(equity: series.close, days: series.days)
    let returns = try #require(TotalReturns.daily(of: series, events: events, on: days))
    let plain = try #require(TotalReturns.daily(of: series, events: [], on: days))
    let own = events.filter { $0.symbol == "TRN" && $0.kind == .split }
    #expect(!own.isEmpty && returns.count == days.count && returns[0] == 0)
    // A split halves the price overnight and the holder loses nothing.
    for split in own {
      let day = Int32(split.time.nanoseconds / Timestamp.nanosecondsPerDay)
      let index = try #require(days.firstIndex { $0 >= day })
      let expected = (1 + plain[index]) * split.value - 1
      #expect(abs(returns[index] - expected) < 0.01 && abs(returns[index]) < 0.2)
    }
  }

  @Test(
    "raw prices with events return what adjusted prices return",
    .enabled(if: SharedData.isPresent, "\(SharedData.absence)"), arguments: ["SPY", "AAPL", "IBM"])
  func realShares(symbol: String) throws {
    let raw = try DataFile.load(try #require(SharedData.path("daily-raw/\(symbol)-1d-raw.csv")))
    let adjusted = try DataFile.load(try #require(SharedData.path("daily/\(symbol)-1d.csv")))
    let events = try EventFile.load(
      try #require(SharedData.path("daily-raw/corporate-actions.csv")))
    var renamed = events
    for index in renamed.indices where renamed[index].symbol == symbol {
      renamed[index].symbol = raw.series.instrument.symbol
    }
    let (_, days) = SessionDays.fold(equity: raw.series.close, days: raw.series.days)
    let (_, adjustedDays) = SessionDays.fold(
      equity: adjusted.series.close, days: adjusted.series.days)
    let ours = try #require(TotalReturns.daily(of: raw.series, events: renamed, on: days))
    let theirs = try #require(
      TotalReturns.daily(of: adjusted.series, events: [], on: adjustedDays))
    #expect(days == adjustedDays)
    let years = Double(days.count) / 252
    func growth(_ returns: [Double]) -> Double { returns.reduce(1) { $0 * (1 + $1) } }
    let ratio = growth(ours) / growth(theirs)
    // The bound of the issue: 0.1 % a year.
    #expect(abs(ratio - 1) < 0.001 * years, "ratio \(ratio) over \(years) years")
  }
}
