import Indicators
import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// What is looked at ahead of bars against the bars themselves.
@Suite struct BarStretchTests {
  private static func series(_ generator: inout SeededGenerator, count: Int) -> BarSeries {
    RandomMarketTests.market(&generator, symbol: "A", count: count)
  }

  @Test func `a stretch tells what its bars hold`() {
    var generator = SeededGenerator(seed: 12)
    let series = Self.series(&generator, count: 200)
    let columns = BarColumns(series)
    var found = Mismatches()
    for _ in 0..<2_000 {
      let first = Int.random(in: 0..<200, using: &generator)
      let end = Int.random(in: first + 1...min(200, first + 40), using: &generator)
      let label = "bars \(first) to \(end - 1)"
      let stretch = BarStretch(first..<end, of: columns, usesVolume: true)
      found.check(label, stretch.bars, equals: first..<end)
      found.check(label + " high", stretch.extremes.high, equals: series.high[first..<end].max()!)
      found.check(label + " low", stretch.extremes.low, equals: series.low[first..<end].min()!)
      found.check(
        label + " highest close", stretch.extremes.highestClose,
        equals: series.close[first..<end].max()!)
      found.check(
        label + " lowest close", stretch.extremes.lowestClose,
        equals: series.close[first..<end].min()!)
      found.check(label + " last close", stretch.lastClose, equals: series.close[end - 1])
      found.check(label + " close time", stretch.lastCloseTime, equals: series.closeTimes[end - 1])
      found.check(label + " day", stretch.lastDay, equals: series.days[end - 1])
      found.check(label + " open", stretch.first.open, equals: series.open[first])
      found.check(label + " open time", stretch.first.openTime, equals: series.openTimes[first])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a missing price anywhere leaves no extremes`() {
    var generator = SeededGenerator(seed: 13)
    let whole = Self.series(&generator, count: 60)
    for length in [1, 3, 4, 7, 8, 9, 16, 31] {
      for place in 0..<length {
        for column in 0..<3 {
          var prices = [whole.high, whole.low, whole.close]
          prices[column][20 + place] = .nan
          let series = BarSeries(
            instrument: whole.instrument, timeframe: whole.timeframe, openTimes: whole.openTimes,
            closeTimes: whole.closeTimes, days: whole.days, open: whole.open, high: prices[0],
            low: prices[1], close: prices[2])
          let extremes = PriceExtremes(20..<20 + length, of: BarColumns(series))
          #expect(extremes.high.isNaN && extremes.low.isNaN, "length \(length), place \(place)")
          // Around it nothing is missing.
          #expect(!PriceExtremes(0..<20, of: BarColumns(series)).high.isNaN)
        }
      }
    }
  }

  @Test func `a replay that looks ahead finds a stretch wherever it goes on`() throws {
    var generator = SeededGenerator(seed: 14)
    let series = Self.series(&generator, count: 3 * ColumnForesight.blockLength + 5)
    let expert = GrowingColumnTests.Cross(fast: 5, slow: 20)
    let columns = try RequiredColumns(
      expert.requirements, ReplayInput(series: [series]), ColumnCache(), mayGrow: true)
    let foresight = columns.foresight(expert, firstBar: 19, usesVolume: false, looksAhead: true)
    let account = Account(rules: .strictUnits, instruments: [series.instrument])
    var actions = ActiveBars(foresight, bars: BarColumns(series))
    var (bar, activeCount, found) = (0, 0, Mismatches())
    while bar < series.count {
      let (target, isActive) = try actions.next(from: bar, account)
      let end = isActive ? target + 1 : target
      found.check("bar \(bar)", actions.stretch(from: bar)?.pointee.bars, equals: bar..<end)
      found.require(actions.stretch(from: bar + 1) == nil, "bar \(bar + 1) begins no stretch")
      activeCount += isActive ? 1 : 0
      bar = end
    }
    #expect(found.isEmpty, "\(found)")
    #expect(activeCount > 100)
  }
}
