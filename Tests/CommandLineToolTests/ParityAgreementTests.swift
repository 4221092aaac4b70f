import Market
import Replay
import Script
import TestSupport
import Testing
import Trading

@testable import CommandLineTool

/// Scripts with other inputs, per bar and by columns.
@Suite struct ParityAgreementTests {
  private static func probe(_ name: String, _ body: String) -> ParityProbe {
    let text = "//@version=6\nstrategy(\"t\", pyramiding = 2)\n" + body
    return ParityProbe(name: name, source: Array(text.utf8), listPath: "")
  }

  static let probes = [
    probe(
      "crossing",
      """
      fast = input.int(5, "Fast", minval = 2, maxval = 9)
      slow = input.int(14, "Slow", minval = 10, maxval = 30, step = 2)
      source = input.source(close, "Source")
      if ta.crossover(ta.sma(source, fast), ta.sma(source, slow))
          strategy.entry("L", strategy.long)
      if ta.crossunder(ta.sma(source, fast), ta.sma(source, slow))
          strategy.close("L")
      """),
    probe(
      "bracket",
      """
      width = input.float(1.5, "Width", minval = 0.5, maxval = 3, step = 0.25)
      short = input.bool(false, "Short too")
      way = input.string("both", "Ends", options = ["stop", "limit", "both"])
      var count = 0
      band = ta.atr(7) * width
      if close > close[1]
          count += 1
          strategy.entry("L", strategy.long, qty = 1 + count % 3)
      if short and close < low[3]
          strategy.entry("S", strategy.short)
      strategy.exit("X", "L", stop = way == "limit" ? na : close - band,
         limit = way == "stop" ? na : close + band)
      """),
    probe("fixed", "if close > open\n    strategy.entry(\"L\", strategy.long)"),
    probe("broken", "length = input.int(3)\nx = nonsense(length)"),
  ]

  private static func feed() -> BarSeries {
    var generator = SeededGenerator(seed: 11)
    var price = 100.0
    let bars: [Double] = (0..<250).map { _ in
      price = max(5, price + Double.random(in: -1...1, using: &generator))
      return price
    }
    let start: Int64 = 1_704_067_200_000_000_000
    return BarSeries(
      instrument: Instrument(symbol: "X", tickSize: 0.01), timeframe: Timeframe(15, .minute),
      labels: BarLabels((0..<250).map { start + Int64($0) * 900_000_000_000 }),
      open: bars.map { $0 - 0.25 }, high: bars.map { $0 + 0.5 }, low: bars.map { $0 - 0.75 },
      close: bars, volume: [])
  }

  @Test func `scripts agree with inputs that they take and that are not their defaults`() throws {
    let agreement = ParityAgreement(feed: Self.feed(), seed: 3)
    let chosen = agreement.choose(10, of: Self.probes)
    var found = Mismatches()
    found.check("those with inputs", chosen.map(\.name), equals: ["bracket", "crossing"])
    var trades = 0
    for (index, probe) in chosen.enumerated() {
      let result = agreement.run(probe, index: index)
      found.require(result.difference == nil, "\(index): \(result.difference ?? "")")
      trades += result.tradeCount
    }
    found.require(trades > 5, "only \(trades) trades")
    var values: [(title: String, value: String)] = []
    for (index, probe) in (0..<60).flatMap({ _ in chosen }).enumerated() {
      let changes = agreement.changes(for: try ParityScript(probe), index: index)
      found.require(!changes.isEmpty, "\(index): nothing is changed")
      values += changes.map { ($0.input.title, $0.value.description) }
    }
    func numbers(_ title: String) -> [Double] {
      values.filter { $0.title == title }.compactMap { Double($0.value) }
    }
    found.require(numbers("Fast").allSatisfy { (2...9).contains($0) && $0 != 5 }, "\(values)")
    found.require(numbers("Slow").allSatisfy { (10...30).contains($0) && $0 != 14 }, "\(values)")
    found.require(
      numbers("Width").allSatisfy { (0.5...3).contains($0) && ($0 * 4).rounded() == $0 * 4 },
      "\(values)")
    found.check(
      "ends", Set(values.filter { $0.title == "Ends" }.map(\.value)), equals: ["stop", "limit"])
    found.require(
      values.contains { $0 == ("Short too", "true") } && numbers("Fast").count > 2, "\(values)")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the report counts those that agree, and any other bit is a difference`() throws {
    let script = try ParityScript(Self.probes[1])
    let record = try script.run(Self.feed())
    var other = record
    other.equity[200] = other.equity[200].nextUp
    var fewer = record
    fewer.fills.removeLast()
    #expect(ParityAgreement.difference(record, record) == nil)
    #expect(ParityAgreement.difference(record, other) == "equity differs")
    #expect(ParityAgreement.difference(record, fewer)?.contains("fills") == true)
    let text = ParityAgreement.report(
      [
        AgreementResult(name: "a", changes: ["Fast=3"], tradeCount: 7, passesBars: true),
        AgreementResult(name: "b", changes: ["Slow=9"], difference: "equity differs"),
      ], seed: 4)
    #expect(
      text == """
        a: agrees, 7 trades, passes over bars; Fast=3
        b: differs: equity differs, 0 trades; Slow=9
        1 of 2 probes agree per bar and by columns, with 2 inputs changed and 7 trades (seed 4)

        """)
  }
}
