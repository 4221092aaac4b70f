import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// Experts that break the rules of the desk: what is refused, what ends the run, on both paths.
@Suite struct BadOrderTests {
  /// An expert that tells its active bars as it likes and acts on chosen bars.
  struct Rude: ColumnExpert {
    var active: @Sendable (Range<Int>) -> [Int]
    var decide: @Sendable (Int, Double, inout Desk) -> Void
    var requirements: Requirements { Requirements(warmUp: 1) }
    func makeSession() -> any ExpertSession { Session(decide: decide) }
    func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] { active(bars) }

    struct Session: ExpertSession {
      let decide: @Sendable (Int, Double, inout Desk) -> Void
      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) { decide(view.barIndex(), view.close(), &desk) }
    }
  }

  private static func series() -> BarSeries {
    var generator = SeededGenerator(seed: 5)
    return RandomMarketTests.market(&generator, symbol: "A", count: 40)
  }

  static let conventions: [TradingRules] = {
    var free = TradingRules.tradingview
    free.margin = .unlimited
    return [TradingRules(), .tradingview, free, .frictionless]
  }()

  // MARK: Active bars

  private static func buy(_ bar: Int, _ close: Double, _ desk: inout Desk) {
    if bar == 5 { desk.enter("a", .long, quantity: .units(1)) }
    if bar == 9 { desk.closeAll() }
  }

  @Test func `active bars out of order or out of range end the run with their numbers`() throws {
    let cases: [(bars: [Int], message: String)] = [
      (
        [9, 5],
        "asked for active bars from 0 to 39, the expert names bar 5 after bar 9; they ascend"
      ),
      ([5, 40], "asked for active bars from 0 to 39, the expert names bar 40"),
      ([-1, 5], "asked for active bars from 0 to 39, the expert names bar -1"),
      ([.max], "asked for active bars from 0 to 39, the expert names bar \(Int.max)"),
      ([.min], "asked for active bars from 0 to 39, the expert names bar \(Int.min)"),
    ]
    var found = Mismatches()
    for (bars, message) in cases {
      let expert = Rude(active: { _ in bars }, decide: Self.buy)
      let record = try Replay.run(
        expert, over: ReplayInput(series: [Self.series()]), rules: .strictUnits)
      found.check("\(bars)", record.failure, equals: message)
      found.check("\(bars) path", record.path, equals: .columns)
      found.check("\(bars) columns", record.equity.count, equals: record.times.count)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `bars named twice or in vain change nothing`() throws {
    let input = ReplayInput(series: [Self.series()])
    let named = [5, 5, 7, 9, 9, 9, 39, 39]
    let expert = Rude(active: { range in named.filter(range.contains) }, decide: Self.buy)
    let fast = try Replay.run(expert, over: input, rules: .strictUnits)
    let slow = try Replay.runReference(expert, over: input, rules: .strictUnits)
    #expect(fast.path == .columns && fast.failure == nil && fast.fills.count == 2)
    #expect(fast.fills == slow.fills && fast.trades == slow.trades && fast.equity == slow.equity)
  }

  // MARK: Numbers

  typealias Action = @Sendable (Double, Double, inout Desk) -> Void

  /// Ways to hand a number to the desk, beside the close of the bar.
  static let actions: [(name: String, action: Action)] = [
    ("units", { value, _, desk in desk.enter("b", .long, quantity: .units(value)) }),
    ("cash", { value, _, desk in desk.enter("b", .long, quantity: .cash(value)) }),
    ("percent", { value, _, desk in desk.enter("b", .long, quantity: .equityPercent(value)) }),
    ("short", { value, _, desk in desk.enter("b", .short, quantity: .units(value)) }),
    ("limit", { value, _, desk in desk.enter("b", .long, limit: value) }),
    ("stop", { value, _, desk in desk.enter("b", .short, stop: value) }),
    ("both", { value, close, desk in desk.enter("b", .long, limit: value, stop: close) }),
    ("plain units", { value, _, desk in desk.order("b", .sell, quantity: .units(value)) }),
    ("order", { value, _, desk in desk.submit(Order(.sell, .limit, limit: value)) }),
    (
      "trail",
      { value, _, desk in desk.submit(Order(.sell, .trailingStop, trail: Trail(offset: value))) }
    ),
    (
      "bracket",
      { value, _, desk in desk.submit(Order(.buy), stopLoss: value, takeProfit: value) }
    ),
    ("trailed", { value, _, desk in desk.submit(Order(.buy), trail: Trail(offset: value)) }),
    ("close units", { value, _, desk in desk.close("a", quantity: value) }),
    ("close percent", { value, _, desk in desk.close("a", percent: value) }),
    ("weight", { value, _, desk in desk.target(weight: value) }),
    ("target", { value, _, desk in desk.target(units: value) }),
    ("exit limit", { value, _, desk in exit(&desk) { $0.limit = value } }),
    ("exit stop", { value, _, desk in exit(&desk) { $0.stop = value } }),
    ("exit profit", { value, _, desk in exit(&desk) { $0.profit = value } }),
    ("exit loss", { value, _, desk in exit(&desk) { $0.loss = value } }),
    (
      "exit trail",
      { value, _, desk in
        exit(&desk) {
          $0.trailPoints = value; $0.trailOffset = 50
        }
      }
    ),
    (
      "exit offset",
      { value, _, desk in
        exit(&desk) {
          $0.trailPoints = 5; $0.trailOffset = value
        }
      }
    ),
    (
      "exit units",
      { value, close, desk in
        exit(&desk) {
          $0.quantity = value; $0.stop = close
        }
      }
    ),
  ]

  private static func exit(_ desk: inout Desk, _ change: (inout ExitOrder) -> Void) {
    var order = ExitOrder("x", from: "a")
    change(&order)
    desk.exit(order)
  }

  private static func records(
    _ value: Double, _ action: @escaping Action, _ rules: TradingRules
  ) throws -> [RunRecord] {
    let expert = Rude(active: { [4, 8, 14].filter($0.contains) }) { bar, close, desk in
      if bar == 4 { desk.enter("a", .long, quantity: .units(10)) }
      if bar == 8 { action(value, close, &desk) }
      if bar == 14 { desk.closeAll() }
    }
    let input = ReplayInput(series: [series()])
    return [
      try Replay.run(expert, over: input, rules: rules),
      try Replay.runReference(expert, over: input, rules: rules),
    ]
  }

  @Test func `bad numbers leave sound books, alike on both paths`() throws {
    var found = Mismatches()
    for (name, action) in Self.actions {
      for value in [Double.nan, .infinity, -.infinity, 0, -0.0, -1, -1e300, 1e300, 1e-300, 1e17] {
        for (index, rules) in Self.conventions.enumerated() {
          let label = "\(name) \(value), rules \(index)"
          let records = try Self.records(value, action, rules)
          found.require(
            records[0].fills == records[1].fills && records[0].trades == records[1].trades
              && records[0].rejections == records[1].rejections
              && records[0].equity.map(\.bitPattern) == records[1].equity.map(\.bitPattern),
            "\(label): the paths differ")
          found.require(
            records[0].fills.allSatisfy {
              $0.quantity > 0 && $0.quantity.isFinite && $0.price > 0 && $0.price.isFinite
            }, "\(label): \(records[0].fills)")
          found.require(
            records[0].equity.allSatisfy(\.isFinite), "\(label): equity is not finite")
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `sizes, prices and weights that are no numbers are refused with a reason`() throws {
    var found = Mismatches()
    func check(
      _ names: [String], _ values: [Double], _ reason: RejectionReason, _ rules: [TradingRules]
    ) throws {
      for (name, action) in Self.actions where names.contains(name) {
        for value in values {
          for rule in rules {
            let record = try Self.records(value, action, rule)[0]
            found.check(
              "\(name) \(value)", record.rejections.map(\.reason), equals: [reason])
            // The first entry and the last closing order go through as if nothing had been.
            found.check("\(name) \(value) fills", record.fills.count, equals: 2)
          }
        }
      }
    }
    let wide: [TradingRules] = Self.conventions.map {
      var rules = $0
      rules.pyramiding = 5
      return rules
    }
    let strict = wide.filter { $0.fills.intrabar == .range }
    let infinite = [Double.infinity, -.infinity]
    let sizes = ["units", "cash", "percent", "plain units", "short"]
    try check(sizes, infinite + [.nan], .invalidQuantity, wide)
    try check(sizes, [0, -1, -1e300], .quantityTooSmall, wide)
    try check(["weight", "target"], infinite + [.nan], .invalidQuantity, wide)
    try check(["limit", "stop", "both", "order"], infinite, .invalidPrice, wide)
    try check(["order", "trail"], [.nan], .invalidPrice, wide)
    try check(["limit", "stop", "both", "order"], [0, -1], .invalidPrice, strict)
    try check(["trail"], [-1, .infinity], .invalidPrice, wide)
    try check(
      ["exit limit", "exit stop", "exit profit", "exit loss", "exit trail", "exit offset"],
      infinite,
      .invalidPrice, wide)
    #expect(found.isEmpty, "\(found)")
  }
}
