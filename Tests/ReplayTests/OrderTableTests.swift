import Market
import Testing
import Trading

@testable import Replay

/// Each kind of order under each time in force and convention, against a table worked out by hand.
///
/// The bars fill an order, or do not, or gap. Orders are placed at the close of the first bar, at 100.
@Suite struct OrderTableTests {
  static let first: Prices = (100, 101, 99, 100)
  static let quiet: Prices = (100, 100.5, 99.5, 100)
  static let wide: Prices = (100, 104, 96, 101)
  static let up: Prices = (105, 106, 104, 105)
  static let down: Prices = (95, 96, 94, 95)
  static let markets: [(name: String, bars: [Prices])] = [
    ("wide", [first, wide, quiet]), ("quiet", [first, quiet, quiet]),
    ("gap up", [first, up, (105, 105, 105, 105)]),
    ("gap down", [first, down, (95, 95, 95, 95)]), ("late", [first, quiet, wide]),
  ]

  static let kinds: [(name: String, order: Order)] = [
    ("market", Order(.buy)), ("limit", Order(.buy, .limit, limit: 98)),
    ("stop", Order(.buy, .stop, stop: 102)),
    ("stop-limit", Order(.buy, .stopLimit, limit: 102.5, stop: 102)),
    ("trail", Order(.buy, .trailingStop, trail: Trail(offset: 2))),
    ("on open", Order(.buy, .marketOnOpen)), ("on close", Order(.buy, .marketOnClose)),
  ]

  /// Fills as price@bar in the order of `markets`: wide, quiet, gap up, gap down, late.
  static let expected: [String: [String: [String]]] = [
    "tradingview": [
      "market": ["100@1", "100@1", "105@1", "95@1", "100@1"],
      "limit": ["98@1", "-", "-", "95@1", "98@2"],
      "stop": ["102@1", "-", "105@1", "-", "102@2"],
      // Over the gap the stop triggers at 105, but the limit of 102.5 is never met.
      "stop-limit": ["102@1", "-", "-", "-", "102@2"],
      // Low first: the trail follows to 96 and is met at 98; after the gap to 94 it is met at 96.
      "trail": ["98@1", "-", "105@1", "96@1", "98@2"],
      "on open": ["100@1", "100@1", "105@1", "95@1", "100@1"],
      "on close": ["101@1", "100@1", "105@1", "95@1", "100@1"],
    ],
    "strict": [
      "market": ["100@1", "100@1", "105@1", "95@1", "100@1"],
      "limit": ["98@1", "-", "-", "95@1", "98@2"],
      "stop": ["102@1", "-", "105@1", "-", "102@2"],
      "stop-limit": ["102@1", "-", "-", "-", "102@2"],
      // The level known before the bar counts: 102, and 101.5 after the quiet bar's low of 99.5.
      "trail": ["102@1", "-", "105@1", "-", "101.5@2"],
      "on open": ["100@1", "100@1", "105@1", "95@1", "100@1"],
      "on close": ["101@1", "100@1", "105@1", "95@1", "100@1"],
    ],
  ]

  static func fill(_ order: Order, _ bars: [Prices], _ rules: TradingRules) throws -> String {
    let expert = ScriptedExpert { view, desk in
      if view.barIndex() == 0 { desk.submit(order) }
    }
    let record = try Replay.run(
      expert, over: ReplayInput(series: [TestSeries.daily(bars)]), rules: rules)
    return record.fills.first.map { fill in
      let isWhole = fill.price == fill.price.rounded()
      return (isWhole ? "\(Int(fill.price))" : "\(fill.price)") + "@\(fill.bar)"
    } ?? "-"
  }

  static func force(_ force: TimeInForce, on kind: Order) -> Order {
    var order = kind
    order.timeInForce = force
    return order
  }

  @Test("fills are those of the table", arguments: ["tradingview", "strict"])
  func fills(convention: String) throws {
    let rules = convention == "strict" ? TradingRules.strictUnits : .tradingview
    let forces: [(TimeInForce, (String, String) -> Bool)] = [
      (.goodTillCancelled, { _, _ in true }),
      // A day order, and one good till the second bar opens, live through the first bar only.
      (.day, { fill, _ in fill.hasSuffix("@1") }),
      (
        .goodTill(Timestamp(nanoseconds: 2 * Timestamp.nanosecondsPerDay)),
        { fill, _ in fill.hasSuffix("@1") }
      ),
      // Immediate orders fill at the first open or not; those for the close wait for it.
      (.immediateOrCancel, { isAtOpen($0, $1) }), (.fillOrKill, { isAtOpen($0, $1) }),
    ]
    func isAtOpen(_ fill: String, _ cell: String) -> Bool {
      if cell.hasPrefix("on close") { return true }
      let opens = ["wide": "100@1", "quiet": "100@1", "gap up": "105@1", "gap down": "95@1"]
      let market = cell.split(separator: "/")[1]
      return fill == opens[String(market)] ?? "100@1"
    }
    var differences: [String] = []
    for (name, order) in Self.kinds {
      for (index, market) in Self.markets.enumerated() {
        let plain = Self.expected[convention]![name]![index]
        for (force, stays) in forces {
          let expected = stays(plain, "\(name)/\(market.name)") ? plain : "-"
          let found = try Self.fill(Self.force(force, on: order), market.bars, rules)
          if found != expected {
            differences.append("\(name) \(market.name) \(force): \(found), not \(expected)")
          }
        }
      }
    }
    #expect(differences.isEmpty)
  }
}
