import Formats
import Market
import Replay
import Script
import TestSupport
import Testing
import Trading

/// What scripts read of their account and order from it, against figures worked out by hand.
///
/// The value of an expression shows as the size of an order: its amount and a thousand.
@Suite struct StrategyScriptTests {
  static let bars: [[Double]] = [
    [100, 101, 99, 100], [100, 104, 98, 102], [102, 106, 101, 105], [105, 107, 103, 104],
    [104, 105, 100, 101], [101, 103, 97, 98], [98, 99, 97, 98], [98, 99, 97, 98],
  ]

  static var series: BarSeries {
    let length: Int64 = 86_400_000_000_000
    let times = bars.indices.map { Int64($0) * length }
    return BarSeries(
      instrument: Instrument(symbol: "TEST", lotStep: 0.0001), timeframe: .day, openTimes: times,
      closeTimes: times.map { $0 + length }, days: bars.indices.map(Int32.init),
      open: bars.map { $0[0] }, high: bars.map { $0[1] }, low: bars.map { $0[2] },
      close: bars.map { $0[3] })
  }

  private func run(_ text: String) throws -> RunRecord {
    let source = SourceText(name: "test.pine", text: text)
    let compilation = Script.compile(source)
    let script = try #require(
      compilation.script,
      "\(compilation.diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n"))")
    return try Replay.run(
      script.expert(), over: ReplayInput(series: [Self.series]),
      rules: script.rules(over: .tradingview))
  }

  /// A long trade of 2 from 100 to 105, then a short one of 3 from 104 that stays open; 1 an order.
  private func value(_ expression: String) throws -> Double {
    let record = try run(
      """
      //@version=6
      strategy("t", initial_capital=1000, commission_type=strategy.commission.cash_per_order,
           commission_value=1, margin_long=0, margin_short=0)
      if bar_index == 0
          strategy.entry("A", strategy.long, qty=2, comment="first")
      if bar_index == 2
          strategy.close("A", comment="out")
      if bar_index == 3
          strategy.entry("B", strategy.short, qty=3)
      float shown = \(expression)
      if bar_index == 5
          strategy.order("probe", strategy.long, qty=1000 + shown)
      """)
    let fill = try #require(record.fills.last, "\(record.failure ?? "no fill") \(expression)")
    return fill.quantity - 1000
  }

  @Test func `variables and accessors tell what happened`() throws {
    let cases: [(expression: String, value: Double)] = [
      ("strategy.position_size", -3), ("strategy.position_avg_price", 104),
      ("strategy.netprofit", 8), ("strategy.openprofit", 18), ("strategy.equity", 1025),
      ("strategy.initial_capital", 1000), ("strategy.closedtrades", 1),
      ("strategy.opentrades", 1), ("strategy.wintrades", 1), ("strategy.losstrades", 0),
      ("strategy.eventrades", 0), ("strategy.grossprofit", 8), ("strategy.grossloss", 0),
      ("strategy.avg_trade", 8), ("strategy.max_contracts_held_all", 3),
      ("strategy.max_contracts_held_long", 2), ("strategy.max_contracts_held_short", 3),
      ("strategy.closedtrades.profit(0)", 8), ("strategy.closedtrades.profit_percent(0)", 4),
      ("strategy.closedtrades.entry_price(0)", 100), ("strategy.closedtrades.exit_price(0)", 105),
      ("strategy.closedtrades.entry_bar_index(0)", 1),
      ("strategy.closedtrades.exit_bar_index(0)", 3), ("strategy.closedtrades.size(0)", 2),
      ("strategy.closedtrades.size(1)", 0), ("strategy.closedtrades.commission(0)", 2),
      ("strategy.closedtrades.max_runup(0)", 12), ("strategy.closedtrades.max_drawdown(0)", 4),
      ("strategy.closedtrades.exit_time(0) / 86400000", 3),
      ("na(strategy.closedtrades.profit(1)) ? 1 : 0", 1),
      ("strategy.opentrades.profit(0)", 17), ("strategy.opentrades.entry_price(0)", 104),
      ("strategy.opentrades.size(0)", -3), ("strategy.opentrades.entry_bar_index(0)", 4),
      ("strategy.opentrades.max_runup(0)", 21), ("strategy.opentrades.max_drawdown(0)", 3),
      ("strategy.default_entry_qty(100)", 1),
      ("str.length(strategy.closedtrades.entry_comment(0))", 5),
      ("str.length(strategy.closedtrades.exit_comment(0))", 3),
      ("strategy.position_entry_name == \"B\" ? 1 : 0", 1),
      ("strategy.opentrades.entry_id(0) == \"B\" ? 1 : 0", 1),
      ("strategy.closedtrades.exit_id(0) == \"A\" ? 1 : 0", 1),
    ]
    var found = Mismatches()
    for (expression, value) in cases {
      found.check(
        expression, try self.value(expression), equals: value, relative: 1e-9, absolute: 1e-4)
    }
    #expect(found.isEmpty, "\(found)")
  }

  /// Trades as `side units entry@bar>exit@bar`.
  private func trades(_ text: String) throws -> [String] {
    let record = try run(text)
    return record.trades.map { trade in
      "\(trade.direction) \(NumberFormat.shortest(trade.quantity)) "
        + "\(NumberFormat.shortest(trade.entryPrice))@\(trade.entryBar)>"
        + "\(NumberFormat.shortest(trade.exitPrice))@\(trade.exitBar)"
    }
  }

  @Test func `version 5 knows when, and lets prices beat distances`() throws {
    let old = try trades(
      """
      //@version=5
      strategy("t")
      strategy.entry("A", strategy.long, when=bar_index == 0, alert_message="x")
      strategy.exit("X", "A", profit=100, limit=106, loss=100, stop=97)
      """)
    #expect(old == ["long 1 100@1>106@2"])
    // From version 6 on the nearer of the two counts; the low of the first bar comes first.
    let new = try trades(
      """
      //@version=6
      strategy("t")
      if bar_index == 0
          strategy.entry("A", strategy.long)
      strategy.exit("X", "A", profit=500, limit=106, loss=900, stop=97)
      """)
    #expect(new == ["long 1 100@1>105@2"])
  }

  @Test func `settings become rules, and their absence the version's defaults`() throws {
    var found = Mismatches()
    func rules(_ declaration: String, version: Int) throws -> TradingRules {
      let source = SourceText(
        name: "test.pine", text: "//@version=\(version)\nstrategy(\(declaration))\nplot(close)")
      return try #require(Script.compile(source).script).rules(over: .tradingview)
    }
    let plain = try rules("\"t\"", version: 6)
    found.check("capital", plain.initialCapital, equals: 1_000_000)
    found.check("size", plain.sizing, equals: .units(1))
    found.check("pyramiding", plain.pyramiding, equals: 1)
    found.check("margin 6", plain.margin, equals: .script(long: 1, short: 1))
    found.check(
      "margin 5", try rules("\"t\"", version: 5).margin, equals: .script(long: 0, short: 0))
    let full = try rules(
      "\"t\", pyramiding=3, default_qty_type=strategy.percent_of_equity, default_qty_value=50, "
        + "commission_type=strategy.commission.cash_per_contract, commission_value=0.5, "
        + "slippage=2, process_orders_on_close=true, close_entries_rule=\"ANY\", "
        + "backtest_fill_limits_assumption=1, margin_short=50", version: 6)
    found.check("percent", full.sizing, equals: .equityPercent(50))
    found.check("fees", full.fees, equals: FeeModel(perUnit: 0.5))
    found.check("slippage", full.slippage, equals: SlippageModel(ticks: 2))
    found.check("at close", full.fillsAtClose, equals: true)
    found.check("any", full.closeRule, equals: .named)
    found.check("through", full.fills.limitThroughTicks, equals: 1)
    found.check("short", full.margin, equals: .script(long: 1, short: 0.5))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `risk rules of a script hold from the bar on that sets them`() throws {
    let found = try trades(
      """
      //@version=6
      strategy("t", pyramiding=5)
      strategy.risk.allow_entry_in(strategy.direction.long)
      strategy.risk.max_position_size(2)
      if bar_index == 0
          strategy.entry("A", strategy.long, qty=3)
      if bar_index == 2
          strategy.entry("B", strategy.short, qty=1)
      """)
    #expect(found == ["long 2 100@1>105@3"])
  }
}
