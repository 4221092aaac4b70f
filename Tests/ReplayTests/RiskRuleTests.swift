import Market
import TestSupport
import Testing
import Trading

@testable import Replay

@Suite struct RiskRuleTests {
  /// Buys at the first close and sets a limit at the second, as a script may.
  struct LateLimit: Expert {
    var requirements: Requirements { Requirements(warmUp: 1) }
    func makeSession() -> any ExpertSession { Session() }

    struct Session: ExpertSession {
      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        if view.barIndex() == 0 { desk.enter("long", .long, quantity: .units(10)) }
        if view.barIndex() == 1 { desk.account.risk.maximumDrawdown = .cash(50) }
        if view.barIndex() == 5 { desk.enter("again", .long, quantity: .units(10)) }
      }
    }
  }

  @Test("a limit that is set during the run is watched from then on")
  func limitsSetLate() throws {
    let prices = [100.0, 100, 97, 93, 92, 91, 90, 89]
    let series = TestSeries.daily(
      prices.map { ($0, $0 + 0.5, $0 - 0.5, $0) }, volume: prices.map { _ in 1e6 }, symbol: "A")
    var rules = TradingRules.frictionless
    rules.initialCapital = 10_000
    let record = try Replay.run(LateLimit(), over: ReplayInput(series: [series]), rules: rules)
    // Bought at 100; at the close of 93 equity has fallen by 70, so the next open, 92, closes it.
    #expect(record.fills.map(\.price) == [100, 92])
    #expect(record.trades.map(\.netProfit) == [-80])
  }
}
