import Indicators
import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// No expert sees the future: what is planted to try it is caught.
@Suite struct LookAheadTests {
  @Test("an expert that reads the next bar stops the program")
  func negativeOffsetTraps() async {
    await #expect(processExitsWith: .failure) {
      let series = TestSeries.daily([(1, 2, 1, 2), (2, 3, 2, 3), (3, 4, 3, 4)])
      let expert = ScriptedExpert { view, desk in
        if view.close(-1) > view.close() { desk.enter("E", .long) }
      }
      _ = try Replay.run(expert, over: ReplayInput(series: [series]), rules: .tradingview)
    }
  }

  @Test("scrambling the future changes no decision before it", arguments: [50, 120, 199])
  func futureIsUnseen(cut: Int) throws {
    var generator = SeededGenerator(seed: 5)
    let series = RandomMarketTests.market(&generator, symbol: "A", count: 300)
    var other = SeededGenerator(seed: 6)
    let foreign = RandomMarketTests.market(&other, symbol: "A", count: 300)
    func spliced(_ own: [Double], _ strange: [Double]) -> [Double] {
      Array(own[..<cut] + strange[cut...])
    }
    let scrambled = BarSeries(
      instrument: series.instrument, timeframe: .day, openTimes: series.openTimes,
      closeTimes: series.closeTimes, days: series.days, open: spliced(series.open, foreign.open),
      high: spliced(series.high, foreign.high), low: spliced(series.low, foreign.low),
      close: spliced(series.close, foreign.close), volume: spliced(series.volume, foreign.volume))
    for rules in [TradingRules.tradingview, TradingRules()] {
      let records = try [series, scrambled].map {
        try Replay.run(
          DualAverageProbe(), over: ReplayInput(series: [$0]), rules: rules)
      }
      let fills = records.map { $0.fills.filter { $0.bar < Int32(cut) } }
      #expect(fills[0] == fills[1] && !fills[0].isEmpty)
      #expect(Array(records[0].equity[..<cut]) == Array(records[1].equity[..<cut]))
    }
  }

  @Test("the future is refused under the strict convention")
  func futureAccessIsRefused() {
    var expert = ScriptedExpert { _, _ in }
    expert.needs = Requirements(warmUp: 1, capabilities: .futureAccess)
    let series = TestSeries.daily([(1, 2, 1, 2)])
    #expect(throws: (any Error).self) {
      try Replay.run(expert, over: ReplayInput(series: [series]), rules: TradingRules())
    }
  }
}
