import Market
import Trading

@testable import Replay

/// An expert made of one closure, for tests that place orders on chosen bars.
struct ScriptedExpert: Expert {
  var needs = Requirements(warmUp: 1)
  var decide: @Sendable (borrowing MarketView, inout Desk) -> Void

  init(_ decide: @escaping @Sendable (borrowing MarketView, inout Desk) -> Void) {
    self.decide = decide
  }

  var requirements: Requirements { needs }
  func makeSession() -> any ExpertSession { Session(decide: decide) }

  struct Session: ExpertSession {
    var decide: (borrowing MarketView, inout Desk) -> Void
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) { decide(view, &desk) }
  }
}

/// Open, high, low and close of one bar.
typealias Prices = (open: Double, high: Double, low: Double, close: Double)

extension TestSeries {
  /// Daily bars from 1970-01-01 on with a tick of 0.01 and lots of 1.
  static func daily(
    _ bars: [Prices], volume: [Double] = [], symbol: String = "TEST", lot: Double = 1,
    tick: Double = 0.01
  ) -> BarSeries {
    let day: Int64 = 86_400_000_000_000
    let times = bars.indices.map { Int64($0) * day }
    return BarSeries(
      instrument: Instrument(symbol: symbol, tickSize: tick, lotStep: lot), timeframe: .day,
      openTimes: times, closeTimes: times.map { $0 + day }, days: bars.indices.map(Int32.init),
      open: bars.map(\.open), high: bars.map(\.high), low: bars.map(\.low),
      close: bars.map(\.close), volume: volume)
  }
}

extension TradingRules {
  /// The strict convention without costs, one unit by default.
  static var strictUnits: TradingRules {
    var rules = TradingRules.frictionless
    rules.sizing = .units(1)
    return rules
  }
}
