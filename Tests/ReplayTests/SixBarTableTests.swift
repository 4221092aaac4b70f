import Market
import Testing
import Trading

@testable import Replay

/// The same six bars and the same intents under both conventions.
///
/// Expected prices: FILLS-AND-METRICS c2, where five other engines are set beside each other.
@Suite struct SixBarTableTests {
  static let bars: [Prices] = [
    (100, 101, 99, 100), (102, 105, 98, 103), (103, 110, 95, 104), (104, 106, 103, 105),
    (105, 105, 105, 105), (105, 105, 105, 105),
  ]

  struct Row: CustomTestStringConvertible {
    var testDescription: String
    var place: @Sendable (inout Desk) -> Void
    /// The last fill expected: price at bar.
    var tradingview: String
    var strict: String
  }

  static func limit(_ price: Double) -> @Sendable (inout Desk) -> Void {
    { $0.enter("E", .long, limit: price) }
  }

  static func stop(_ price: Double) -> @Sendable (inout Desk) -> Void {
    { $0.enter("E", .long, stop: price) }
  }

  static func bracket(
    stop: Double? = nil, stopLoss: Double, takeProfit: Double? = nil
  ) -> @Sendable (inout Desk) -> Void {
    { desk in
      desk.enter("E", .long, stop: stop)
      var exit = ExitOrder("X", from: "E")
      exit.stop = stopLoss
      exit.limit = takeProfit
      desk.exit(exit)
    }
  }

  static let rows = [
    Row(
      testDescription: "market", place: { $0.enter("E", .long) }, tradingview: "102.0@1 exact",
      strict: "102.0@1 exact"),
    Row(
      testDescription: "limit inside the bar", place: limit(101), tradingview: "101.0@1 exact",
      strict: "101.0@1 exact"),
    Row(
      testDescription: "marketable limit", place: limit(103), tradingview: "102.0@1 exact",
      strict: "102.0@1 exact"),
    Row(
      testDescription: "stop inside the bar", place: stop(104), tradingview: "104.0@1 exact",
      strict: "104.0@1 exact"),
    Row(
      testDescription: "stop over a gap", place: stop(101), tradingview: "102.0@1 exact",
      strict: "102.0@1 exact"),
    Row(
      testDescription: "limit at the low", place: limit(98), tradingview: "98.0@1 exact",
      strict: "98.0@2 exact"),
    Row(
      testDescription: "stop loss and target in one bar",
      place: bracket(stopLoss: 97, takeProfit: 109), tradingview: "109.0@2 pathAssumed",
      strict: "97.0@2 ambiguous"),
    Row(
      testDescription: "stop loss on the entry bar", place: bracket(stopLoss: 99),
      tradingview: "99.0@1 exact", strict: "99.0@1 exact"),
    Row(
      testDescription: "stop entry with a stop loss", place: bracket(stop: 104, stopLoss: 99),
      tradingview: "99.0@1 pathAssumed", strict: "99.0@1 ambiguous"),
    Row(
      testDescription: "stop-limit", place: { $0.enter("E", .long, limit: 104.5, stop: 104) },
      tradingview: "104.0@1 exact", strict: "104.0@1 exact"),
  ]

  static func lastFill(_ row: Row, _ rules: TradingRules) throws -> String {
    let expert = ScriptedExpert { view, desk in
      if view.barIndex() == 0 { row.place(&desk) }
    }
    let record = try Replay.run(
      expert, over: ReplayInput(series: [TestSeries.daily(bars)]), rules: rules)
    guard let fill = record.fills.last else { return "none" }
    return "\(fill.price)@\(fill.bar) \(fill.certainty)"
  }

  @Test("fills as the table says", arguments: rows)
  func fills(row: Row) throws {
    var script = TradingRules.tradingview
    script.fills.limitThroughTicks = 0
    let found = [try Self.lastFill(row, script), try Self.lastFill(row, .strictUnits)]
    #expect(found == [row.tradingview, row.strict])
  }
}
