import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// Rules of the charting platform's emulator that its exported lists of trades show, each on bars
/// worked out by hand.
@Suite struct ScriptConventionTests {
  /// Trades as `side units entry@bar>exit@bar`.
  private func trades(
    _ bars: [Prices], _ rules: TradingRules = .tradingview,
    _ decide: @escaping @Sendable (borrowing MarketView, inout Desk) -> Void
  ) throws -> [String] {
    let series = TestSeries.daily(bars, lot: 0.0001)
    let record = try Replay.run(
      ScriptedExpert(decide), over: ReplayInput(series: [series]), rules: rules)
    return record.trades.map { trade in
      "\(trade.direction) \(text(trade.quantity)) \(text(trade.entryPrice))@\(trade.entryBar)"
        + ">\(text(trade.exitPrice))@\(trade.exitBar)"
    }
  }

  private func text(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }

  private static let quiet: Prices = (100, 101, 99, 100)

  @Test func `a stop given after a closing order reverses nothing, one given before does`() throws {
    let bars: [Prices] = [
      Self.quiet, Self.quiet, (100, 100.5, 97, 97.5), (97.5, 98, 97, 97.5), Self.quiet,
    ]
    for (isStopFirst, units) in [(true, "2"), (false, "1")] {
      let found = try trades(bars) { view, desk in
        switch view.barIndex() {
        case 0: desk.enter("L", .long, quantity: .units(1))
        case 1:
          if !isStopFirst { desk.close("L") }
          desk.enter("S", .short, quantity: .units(1), stop: 98)
          if isStopFirst { desk.close("L") }
        case 2: desk.closeAll()
        default: break
        }
      }
      #expect(found == ["long 1 100@1>100@2", "short \(units) 98@2>97.5@3"])
    }
  }

  @Test func `a stop given after a market entry reverses it, one given before only closes it`()
    throws
  {
    let bars: [Prices] = [
      Self.quiet, (100, 100.5, 97, 97.5), (97.5, 98, 97, 97.5), (97.5, 98, 97, 97.5),
    ]
    for isMarketFirst in [true, false] {
      let found = try trades(bars) { view, desk in
        switch view.barIndex() {
        case 0:
          if isMarketFirst { desk.enter("L", .long, quantity: .units(1)) }
          desk.enter("S", .short, quantity: .units(1), stop: 98)
          if !isMarketFirst { desk.enter("L", .long, quantity: .units(1)) }
        case 1: desk.closeAll()
        default: break
        }
      }
      #expect(found == ["long 1 100@1>98@1"] + (isMarketFirst ? ["short 1 98@1>97.5@2"] : []))
    }
  }

  @Test func `an entry beyond the limit is refused though a close given later makes room`() throws {
    let bars = Array(repeating: Self.quiet, count: 5)
    let found = try trades(bars) { view, desk in
      switch view.barIndex() {
      case 0: desk.enter("L", .long)
      case 1:
        desk.enter("L", .long)
        desk.close("L")
      case 2: desk.closeAll()
      default: break
      }
    }
    #expect(found == ["long 1 100@1>100@2"])
  }

  @Test func `of two stops at the open the buying one goes first`() throws {
    let bars: [Prices] = [Self.quiet, (100, 100.5, 99, 100), Self.quiet]
    for isShortFirst in [true, false] {
      let found = try trades(bars) { view, desk in
        guard view.barIndex() == 0 else { return }
        if isShortFirst { desk.enter("S", .short, stop: 100) }
        desk.enter("L", .long, stop: 100)
        if !isShortFirst { desk.enter("S", .short, stop: 100) }
      }
      #expect(found == ["long 1 100@1>100@1"])
    }
  }

  @Test func `a trail without distance leaves where it arms`() throws {
    // The high comes first: it arms at 100.1 on the way, and leaves there.
    let bars: [Prices] = [Self.quiet, (100, 100.5, 98, 99), Self.quiet]
    let found = try trades(bars) { view, desk in
      guard view.barIndex() == 0 else { return }
      desk.enter("L", .long)
      var exit = ExitOrder("X", from: "L")
      exit.trailPoints = 10
      exit.stop = 90
      desk.exit(exit)
    }
    #expect(found == ["long 1 100@1>100.1@1"])
  }

  @Test func `with fills at the close a price order that the close has passed fills there`() throws
  {
    var rules = TradingRules.tradingview
    rules.fillsAtClose = true
    let bars: [Prices] = [Self.quiet, (100, 103, 99, 102), Self.quiet]
    let found = try trades(bars, rules) { view, desk in
      switch view.barIndex() {
      case 0:
        desk.enter("L", .long, stop: 50)
        desk.enter("M", .long, stop: 150)
      case 1: desk.closeAll()
      default: break
      }
    }
    #expect(found == ["long 1 100@0>102@1"])
  }

  @Test func `a fill that uses up the day's number closes at the end of its stretch`() throws {
    var rules = TradingRules.tradingview
    rules.risk.maximumDayFills = 1
    // The stop is met on the way to the high of 102, where the position is closed.
    let bars: [Prices] = [Self.quiet, (100, 102, 97, 98), Self.quiet, Self.quiet, Self.quiet]
    let found = try trades(bars, rules) { view, desk in
      switch view.barIndex() {
      case 0: desk.enter("L", .long, stop: 101)
      case 1: desk.enter("M", .long)
      case 2: desk.enter("N", .long)
      default: break
      }
    }
    #expect(found == ["long 1 101@1>102@1", "long 1 100@3>100@3"])
  }

  @Test func `a share of equity pays the order's fee, an amount of cash does not`() throws {
    let bars = Array(repeating: Self.quiet, count: 4)
    var rules = TradingRules.tradingview
    rules.fees = FeeModel(perOrder: 50)
    for (sizing, units) in [(Sizing.equityPercent(1), "99.5"), (.cash(10_000), "100")] {
      rules.sizing = sizing
      let found = try trades(bars, rules) { view, desk in
        if view.barIndex() == 0 { desk.enter("L", .long) }
        if view.barIndex() == 1 { desk.closeAll() }
      }
      #expect(found == ["long \(units) 100@1>100@2"])
    }
  }
}
