import Formats
import Market
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// An exit that is given again as it stands is what it is if it is made out anew.
@Suite struct GivenExitTests {
  /// Scripts in which `NOTE` stands for a text that means nothing to an order.
  static let bodies = [
    "strategy.exit(\"out\", \"a\", profit = 90, loss = 60, alert_message = NOTE)",
    """
    strategy.exit("out", profit = 70, trail_points = 30, trail_offset = 20, alert_message = NOTE)
    """,
    "strategy.exit(\"out\", limit = 101.5, stop = 98.25, alert_message = NOTE)",
    """
    strategy.exit("part", "a", qty_percent = 50, profit = 40, alert_message = NOTE)
    strategy.exit("rest", "a", stop = 97, loss = 80, alert_message = NOTE)
    """,
    """
    if close > open
        strategy.exit("out", "a", profit = 60, loss = 50, alert_message = NOTE)
    else if bar_index % 3 == 0
        strategy.exit("out", "a", profit = 45, loss = 85, alert_message = NOTE)
    """,
    """
    level = strategy.position_avg_price * 1.01
    strategy.exit("out", "a", limit = level, loss = 70, comment = "one", alert_message = NOTE)
    strategy.exit("out", "b", limit = level, loss = 90, comment = "two", alert_message = NOTE)
    if bar_index % 50 == 0
        strategy.cancel("out")
    """,
  ]

  @Test(arguments: bodies)
  func `to give an exit again changes nothing`(body: String) throws {
    // A text that is new on every bar lets no call be like the one before.
    let scripts = try ["\"x\"", "str.tostring(bar_index)"].map { note in
      let text = """
        //@version=6
        strategy("x", pyramiding = 2)
        if close < close[2]
            strategy.entry("a", strategy.long, qty = 4)
        if close > close[7]
            strategy.entry("b", strategy.long, qty = 2)
        if bar_index % 97 == 0
            strategy.close_all()
        \(body.replacing("NOTE", with: note))

        """
      let compilation = Script.compile(SourceText(name: "exits.pine", text: text))
      return try #require(compilation.script, "\(compilation.diagnostics)")
    }
    var differences: [String] = []
    var tradeCount = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let series = RandomBars.series(500, seed: seed)
      let events = seed % 3 == 0 ? [] : Self.splits(seed: seed, in: series)
      for fills in [FillModel.tradingview, .strict] {
        let records = try scripts.map { script in
          var rules = script.rules(over: .tradingview)
          rules.fills = fills
          return try Replay.run(
            script.expert(), over: ReplayInput(series: [series], events: events), rules: rules)
        }
        tradeCount += records[0].trades.count
        if let difference = GeneratedScriptTests.difference(records[1], records[0]) {
          differences.append("seed \(seed): \(difference)")
        }
      }
    }
    #expect(tradeCount > 100)
    #expect(differences.isEmpty, "\(differences.prefix(3))")
  }

  private static func splits(seed: UInt64, in series: BarSeries) -> [CashFlowEvent] {
    var random = SeededGenerator(seed: seed &+ 50)
    return (0..<6).map { number in
      CashFlowEvent(
        symbol: "X",
        time: Timestamp(
          nanoseconds: series.openTimes[Int.random(in: 1..<series.count, using: &random)]),
        kind: .split, value: number % 2 == 0 ? 2 : 0.5)
    }
  }
}
