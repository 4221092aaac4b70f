import Formats
import Market
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// Scripts that let a replay pass over bars, and scripts that must not.
@Suite struct PassiveBarTests {
  struct Sample: CustomTestStringConvertible {
    var name: String
    var passes: Bool
    /// Further arguments of `strategy()`.
    var settings = ""
    var body: String
    var testDescription: String { name }
  }

  static let samples = orderSamples + historySamples

  static let orderSamples: [Sample] = [
    Sample(
      name: "two crossings", passes: true,
      body: """
        fast = ta.sma(close, 3)
        slow = ta.sma(close, 8)
        if ta.crossover(fast, slow)
            strategy.entry("long", strategy.long)
        if ta.crossunder(fast, slow)
            strategy.close("long")
        """),
    Sample(
      name: "a bracket given with the entry", passes: true,
      body: """
        if ta.crossover(ta.ema(close, 4), ta.ema(close, 9))
            strategy.entry("long", strategy.long)
            strategy.exit("out", "long", stop = close * 0.98, limit = close * 1.03)
        """),
    Sample(
      name: "a counter that only conditions change", passes: true,
      body: """
        var count = 0
        if ta.crossover(close, ta.sma(close, 5))
            count += 1
            if count % 2 == 0
                strategy.entry("long", strategy.long)
            else
                strategy.close("long")
        """),
    Sample(
      name: "a limit that waits", passes: true,
      body: """
        if ta.rsi(close, 5) < 35
            strategy.entry("long", strategy.long, limit = close * 0.99)
        if ta.rsi(close, 5) > 65
            strategy.close_all()
        """),
    Sample(
      name: "a condition that a setting switches off", passes: true,
      body: """
        useShort = input.bool(false)
        if useShort
            strategy.entry("short", strategy.short)
        if close > open and close > close[3]
            strategy.entry("long", strategy.long)
        if close < open and close < close[3]
            strategy.close("long")
        """),
    Sample(
      name: "a counter of bars", passes: false,
      body: """
        var bars = 0
        bars += 1
        if ta.crossover(close, ta.sma(close, 5)) and bars % 3 == 0
            strategy.entry("long", strategy.long)
        if bars % 7 == 0
            strategy.close("long")
        """),
    Sample(
      name: "an exit that is given anew on every bar", passes: true,
      body: """
        if ta.crossover(close, ta.sma(close, 5))
            strategy.entry("long", strategy.long)
        strategy.exit("out", "long", stop = low[1])
        """),
    Sample(
      name: "a variable begun in an else branch", passes: false,
      body: """
        total = 0.0
        if ta.crossover(close, ta.sma(close, 5))
            strategy.entry("long", strategy.long)
        else
            var seen = close
            total := seen
        if total > 0 and close > total
            strategy.close("long")
        """),
    Sample(
      name: "a look at the position on every bar", passes: true,
      body: """
        isLong = strategy.position_size > 0
        if isLong and close < open
            strategy.close("long")
        if not isLong and close > open
            strategy.entry("long", strategy.long)
        """),
  ]

  /// Scripts that look back at values that passed bars have, too.
  static let historySamples: [Sample] = [
    Sample(
      name: "an exit given where the position is new", passes: true,
      body: """
        if ta.crossover(close, ta.sma(close, 5))
            strategy.entry("long", strategy.long)
        if strategy.position_size > 0 and strategy.position_size[1] == 0
            strategy.exit("out", "long", stop = close * 0.99, limit = close * 1.01)
        """),
    Sample(
      name: "sizes that follow from what was held and closed before", passes: true,
      body: """
        size = 1 + math.abs(strategy.position_size[1]) + strategy.closedtrades[3] % 3
        if ta.crossover(close, ta.sma(close, 5))
            strategy.entry("long", strategy.long, qty = size)
        if ta.crossunder(close, ta.sma(close, 5)) and strategy.position_size > 0
            strategy.close("long")
        """),
    Sample(
      name: "equity some bars ago", passes: true,
      body: """
        if ta.crossover(close, ta.sma(close, 4)) and strategy.equity >= strategy.equity[7]
            strategy.entry("long", strategy.long)
        if ta.crossunder(close, ta.sma(close, 4))
            strategy.close("long")
        """),
    Sample(
      name: "a position that is closed at once", passes: true,
      settings: ", process_orders_on_close = true",
      body: """
        held = strategy.position_size[1] + 2 * strategy.position_size[2]
        if ta.crossover(close, ta.sma(close, 4))
            strategy.entry("long", strategy.long, qty = 1 + math.abs(held))
        if ta.crossunder(close, ta.sma(close, 4))
            strategy.close_all(immediately = true)
        """),
    Sample(
      name: "what is derived from the account, some bars ago", passes: true,
      body: """
        wasFlat = strategy.position_size == 0 and strategy.opentrades < 1
        grown = strategy.equity - strategy.initial_capital
        if ta.crossover(close, ta.sma(close, 4))
            strategy.entry("long", strategy.long, qty = wasFlat[2] ? 1 : grown[3] > 0 ? 2 : 3)
        if ta.crossunder(close, ta.sma(close, 4)) and not wasFlat
            strategy.close("long")
        """),
    Sample(
      name: "a level that conditions set, and its history", passes: true,
      body: """
        var level = 0.0
        if ta.crossover(close, ta.sma(close, 6))
            strategy.entry("long", strategy.long, qty = level == level[4] ? 1 : 2)
            level := close
        if ta.crossunder(close, ta.sma(close, 6))
            strategy.close("long")
            if level[2] < level
                level := low
        """),
    Sample(
      name: "what trades have brought", passes: true,
      body: """
        brought = strategy.closedtrades.profit(strategy.closedtrades - 1)
        losing = strategy.opentrades.profit(0) < 0
        lost = brought < 0 or losing
        if ta.crossover(close, ta.sma(close, 4)) and not lost[1]
            strategy.entry("long", strategy.long, qty = brought > 0 ? 2 : 1)
        if ta.crossunder(close, ta.sma(close, 4))
            strategy.close("long")
        if close < close[9] and lost
            strategy.entry("long", strategy.long, qty = 3)
        """),
    Sample(
      name: "a sum of the account and the price", passes: false,
      body: """
        mixed = strategy.position_size + close
        if ta.crossover(close, ta.sma(close, 4)) and mixed > mixed[1]
            strategy.entry("long", strategy.long)
        if ta.crossunder(close, ta.sma(close, 4)) and strategy.position_size > 0
            strategy.close("long")
        """),
    Sample(
      name: "a history of a history", passes: false,
      body: """
        before = strategy.position_size[1]
        if ta.crossover(close, ta.sma(close, 4)) and before[1] == 0
            strategy.entry("long", strategy.long)
        if ta.crossunder(close, ta.sma(close, 4)) and strategy.position_size > 0
            strategy.close("long")
        """),
  ]

  /// How many markets each sample meets; `TOURNEY_TEST_COUNT` asks for more.
  private static let seedCount =
    Environment.variable("TOURNEY_TEST_COUNT").flatMap { UInt64($0) } ?? 8

  @Test(arguments: samples)
  func `passing over bars changes nothing`(sample: Sample) throws {
    let text = "//@version=6\nstrategy(\"x\"\(sample.settings))\n\(sample.body)\n"
    let compilation = Script.compile(SourceText(name: sample.name, text: text))
    let script = try #require(compilation.script)
    var differences: [String] = []
    var fillCount = 0
    for seed in 1...Self.seedCount {
      let series = Self.series(seed: seed)
      for from in [Int64.min, series.closeTimes[50]] {
        for fills in [FillModel.tradingview, .strict] {
          let events = seed % 2 == 0 ? Self.events(seed: seed, in: series) : []
          let input = ReplayInput(series: [series], events: events, tradesFrom: from)
          var rules = script.rules(over: .tradingview)
          rules.fills = fills
          let slow = try Replay.run(
            try script.expert(evaluation: .perBar), over: input, rules: rules)
          fillCount += slow.fills.count
          let path: RunRecord.Path = sample.passes ? .columns : .quietBars
          for expert in [
            try script.expert(), try script.expertAhead(stretchLength: 20 + 7 * Int(seed)),
          ] {
            let fast = try Replay.run(expert, over: input, rules: rules)
            let isSame =
              slow.fills == fast.fills && slow.trades == fast.trades
              && slow.equity == fast.equity && slow.times == fast.times
              && slow.rejections == fast.rejections
            if !isSame || fast.path != path {
              differences.append("seed \(seed), \(fast.path), same: \(isSame)")
            }
          }
        }
      }
    }
    #expect(fillCount > 100)
    #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(3))")
  }

  /// Splits, dividends and funding at random bars.
  private static func events(seed: UInt64, in series: BarSeries) -> [CashFlowEvent] {
    var random = SeededGenerator(seed: seed &+ 1_000)
    return (0..<12).map { number in
      let kind: CashFlowEvent.Kind = [.split, .dividend, .funding][number % 3]
      let value = [1.5, 0.25, 0.001][number % 3]
      let bar = Int.random(in: 1..<series.count, using: &random)
      return CashFlowEvent(
        symbol: "X", time: Timestamp(nanoseconds: series.openTimes[bar]), kind: kind, value: value)
    }
  }

  /// A random walk of 600 bars, which is more than two blocks.
  private static func series(seed: UInt64) -> BarSeries {
    var random = SeededGenerator(seed: seed)
    var price = 100.0
    var columns: [[Double]] = [[], [], [], []]
    for _ in 0..<600 {
      let open = price
      let close = max(
        1, ((price + Double.random(in: -1...1, using: &random)) * 100).rounded() / 100)
      let reach = Double.random(in: 0...0.5, using: &random)
      columns[0].append(open)
      columns[1].append(max(open, close) + (reach * 100).rounded() / 100)
      columns[2].append(min(open, close) - (reach * 50).rounded() / 100)
      columns[3].append(close)
      price = close
    }
    let minute = 60 * Timestamp.nanosecondsPerSecond
    return BarSeries(
      instrument: Instrument(symbol: "X"), timeframe: .minute,
      labels: BarLabels((0..<600).map { Int64($0) * minute }),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3], volume: [])
  }
}
