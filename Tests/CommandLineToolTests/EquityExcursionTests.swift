import Analysis
import Formats
import Market
import Replay
import Script
import TestSupport
import Testing
import Trading

/// What a script reads as its largest fall and rise of equity, against reports and fill lists.
@Suite struct EquityExcursionTests {
  /// A random walk of days; without a range all prices of a bar are one.
  static func series(_ random: inout SeededGenerator, count: Int, hasRange: Bool) -> BarSeries {
    var price = 100.0
    var columns: [[Double]] = [[], [], [], []]
    for _ in 0..<count {
      let open = price
      var step = Double.random(in: -2...2, using: &random)
      if random.next() % 40 == 0 { step *= 6 }
      price = max(5, ((price + step) * 100).rounded() / 100)
      let reach = Double(random.next() % 150) / 100
      columns[0].append(hasRange ? open : price)
      columns[1].append(hasRange ? max(open, price) + reach : price)
      columns[2].append(hasRange ? min(open, price) - reach : price)
      columns[3].append(price)
    }
    let day = Timestamp.nanosecondsPerDay
    let times = (0..<count).map { Int64($0) * day }
    return BarSeries(
      instrument: Instrument(symbol: "T", tickSize: 0.01, lotStep: 0.01), timeframe: .day,
      openTimes: times, closeTimes: times.map { $0 + day }, days: (0..<count).map(Int32.init),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3])
  }

  /// A script that trades at random, in layers and with brackets, and plots what it reads.
  static func script(_ random: inout SeededGenerator) -> String {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let fee = number(0...2) * 10
    let exits = [
      "", "strategy.exit(\"x\", \"L\", stop=close - 1, limit=close + 2)",
      "strategy.exit(\"x\", \"L\", trail_points=80, trail_offset=40)",
    ]
    return """
      //@version=6
      strategy("t", initial_capital=10000, pyramiding=\(number(1...3)), margin_long=0,
           margin_short=0, default_qty_type=strategy.percent_of_equity,
           default_qty_value=\(number(1...9) * 10), commission_value=0.0\(fee))
      if bar_index % \(number(3...9)) == 0
          strategy.entry("L", strategy.long\(number(0...2) == 0 ? ", limit=close - 0.3" : ""))
          \(exits[number(0...2)])
      if bar_index % \(number(5...17)) == 2
          strategy.entry("S", strategy.short, stop=low)
      if bar_index % \(number(4...11)) == 1
          strategy.close_all()
      plot(strategy.max_drawdown)
      plot(strategy.max_drawdown_percent)
      plot(strategy.max_runup)
      plot(strategy.max_runup_percent)
      """
  }

  /// The run of a script, and the last of each number that it plots.
  static func run(_ text: String, over series: BarSeries) throws -> (RunRecord, [Double]) {
    let source = SourceText(name: "t.pine", text: text)
    let script = try Script.compile(source, keepsPlots: true).requireScript(source)
    let recorder = PlotRecorder()
    let record = try Replay.run(
      script.expert(plots: recorder), over: ReplayInput(series: [series]),
      rules: script.rules(over: .tradingview))
    #expect(record.failure == nil)
    return (record, recorder.plots.map { $0.values.last ?? .nan })
  }

  @Test func `without a range within bars it is what the report says`() throws {
    var found = Mismatches()
    var tradeCount = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let series = Self.series(&random, count: 150, hasRange: false)
      let (record, read) = try Self.run(Self.script(&random), over: series)
      tradeCount += record.trades.count
      let analysis = PerformanceAnalysis(
        try PerformanceInput(
          startEquity: 10_000, dailyEquity: record.equity, days: record.days, periodsPerYear: 252))
      let metric = try #require(analysis[.maxDrawdown]?.value)
      found.check(
        "seed \(seed): percent", read[1], equals: -100 * metric, relative: 1e-9, absolute: 1e-9)
      var (peak, trough, fall, rise) = (10_000.0, 10_000.0, 0.0, 0.0)
      for equity in record.equity {
        (fall, rise) = (max(fall, peak - equity), max(rise, equity - trough))
        (peak, trough) = (max(peak, equity), min(trough, equity))
      }
      found.check("seed \(seed): fall", read[0], equals: fall, relative: 1e-9, absolute: 1e-6)
      found.check("seed \(seed): rise", read[2], equals: rise, relative: 1e-9, absolute: 1e-6)
    }
    #expect(found.isEmpty, "\(found)")
    #expect(tradeCount > 1_000)
  }

  /// Falls and rises from the list of fills and the bars alone.
  static func expected(_ record: RunRecord, _ series: BarSeries) -> [Double] {
    var (cash, units, next) = (10_000.0, 0.0, 0)
    var (peak, trough) = (cash, cash)
    var found = [0.0, 0, 0, 0]
    func look(_ worst: Double, _ best: Double) {
      found[0] = max(found[0], peak - worst)
      found[1] = max(found[1], 100 * (peak - worst) / peak)
      found[2] = max(found[2], best - trough)
      found[3] = max(found[3], 100 * (best - trough) / trough)
    }
    func settle(_ equity: Double) {
      look(equity, equity)
      (peak, trough) = (max(peak, equity), min(trough, equity))
    }
    for bar in 0..<series.count {
      while next < record.fills.count, record.fills[next].bar <= bar {
        let fill = record.fills[next]
        units += fill.side.sign * fill.quantity
        cash -= fill.side.sign * fill.quantity * fill.price + fill.fee
        settle(cash + units * fill.price)
        next += 1
      }
      let ends = [series.high[bar], series.low[bar]].map { cash + units * $0 }
      look(min(ends[0], ends[1]), max(ends[0], ends[1]))
      settle(cash + units * series.close[bar])
    }
    return found
  }

  @Test func `with a range it is deeper than the report, as fills and bars say`() throws {
    var found = Mismatches()
    var deeperCount = 0
    var insideCount = 0
    for seed in 101...180 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let series = Self.series(&random, count: 200, hasRange: true)
      let (record, read) = try Self.run(Self.script(&random), over: series)
      let analysis = PerformanceAnalysis(
        try PerformanceInput(
          startEquity: 10_000, dailyEquity: record.equity, days: record.days, periodsPerYear: 252))
      let metric = -100 * (analysis[.maxDrawdown]?.value ?? 0)
      found.require(read[1] >= metric - 1e-9, "seed \(seed): \(read[1]) is less than \(metric)")
      if read[1] > metric + 1e-6 { deeperCount += 1 }
      insideCount += record.trades.count { $0.entryBar == $0.exitBar }
      let names = ["fall", "fall in percent", "rise", "rise in percent"]
      for (index, expected) in Self.expected(record, series).enumerated() {
        found.check(
          "seed \(seed): \(names[index])", read[index], equals: expected, relative: 1e-9,
          absolute: 1e-6)
      }
    }
    #expect(found.isEmpty, "\(found)")
    #expect(deeperCount > 40 && insideCount > 40, "\(deeperCount) \(insideCount)")
  }

  @Test func `a trade that opens and closes inside a bar is followed`() throws {
    // Bar 1 goes from 100 over 101 and 95 to 100: bought at 100, stopped at 97, bought again at 96
    // and sold at 99, so that equity at its close is what it was before.
    let prices: [[Double]] = [
      [100, 100, 100, 100], [100, 101, 95, 100], [100, 100, 100, 100],
    ]
    let day = Timestamp.nanosecondsPerDay
    let times = prices.indices.map { Int64($0) * day }
    let series = BarSeries(
      instrument: Instrument(symbol: "T", tickSize: 0.01, lotStep: 1), timeframe: .day,
      openTimes: times, closeTimes: times.map { $0 + day }, days: prices.indices.map(Int32.init),
      open: prices.map { $0[0] }, high: prices.map { $0[1] }, low: prices.map { $0[2] },
      close: prices.map { $0[3] })
    let (record, read) = try Self.run(
      """
      //@version=6
      strategy("t", initial_capital=10000, margin_long=0, margin_short=0)
      if bar_index == 0
          strategy.entry("L", strategy.long, qty=10)
          strategy.exit("x", "L", stop=97)
          strategy.entry("M", strategy.long, qty=10, limit=96)
          strategy.exit("y", "M", limit=99)
      plot(strategy.max_drawdown)
      plot(strategy.max_drawdown_percent)
      plot(strategy.max_runup)
      plot(strategy.max_runup_percent)
      """, over: series)
    #expect(record.trades.map(\.netProfit) == [-30, 30])
    #expect(record.equity == [10_000, 10_000, 10_000])
    #expect(read == [30, 0.3, 30, 100 * 30.0 / 9_970])
  }
}
