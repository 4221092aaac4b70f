import Formats
import Market
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// Columns that a helper computes ahead must not show it.
@Suite struct ColumnsAheadTests {
  /// Scripts whose columns fail, remember, or cannot be computed ahead.
  static let bodies: [(name: String, body: String)] = [
    (
      "a length that becomes impossible",
      """
      average = ta.sma(close, bar_index < 700 ? 5 : 0)
      if ta.crossover(close, average)
          strategy.entry("long", strategy.long)
      if close > average and bar_index % 5 == 0
          strategy.close("long")
      """
    ),
    (
      "a bar that stops the script",
      """
      if ta.crossover(close, ta.ema(close, 9))
          strategy.entry("long", strategy.long)
      if bar_index == 811
          runtime.error("enough")
      """
    ),
    (
      "columns that look far back, and their histories",
      """
      a = ta.ema(close, 5) - ta.atr(7)
      b = a[300] + nz(a[1]) * 2 + nz(close[77])
      c = ta.highest(b, 40)
      if b > c[2] and a > a[9]
          strategy.entry("long", strategy.long, stop = high[1])
      if b < c * 0.999
          strategy.close("long")
      """
    ),
    (
      "texts and requests, which stay beside the machine",
      """
      day = request.security(syminfo.tickerid, "60", ta.sma(close, 3))
      name = close > day ? "up" : "down"
      if str.length(name + str.tostring(bar_index)) > 4 and ta.crossover(close, day)
          strategy.entry(name, strategy.long)
      if close < day
          strategy.close_all()
      """
    ),
    (
      "lists that fill the heap beside columns",
      """
      var kept = array.new<float>()
      kept.push(ta.rma(close, 5))
      parts = str.split(str.tostring(close) + ",a,b,c,d,e,f,g,h", ",")
      if kept.size() > 50
          kept.shift()
      if close > kept.avg() and parts.size() == 9
          strategy.entry("long", strategy.long)
      strategy.exit("out", "long", profit = 40, loss = 30)
      """
    ),
  ]

  @Test(arguments: bodies.indices)
  func `what is computed ahead is what is computed bar by bar`(index: Int) throws {
    let script = try Self.script(Self.bodies[index].body)
    var differences: [String] = []
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let series = RandomBars.series(1_500, &random)
      let input = ReplayInput(series: [series])
      let rules = script.rules(over: .tradingview)
      let slow = try Replay.run(
        try script.expert(evaluation: .perBar), over: input, rules: rules)
      for length in [1, 16, 511, 512, 513, 5_000] {
        let fast = try Replay.run(
          try script.expertAhead(stretchLength: length), over: input, rules: rules)
        if let difference = GeneratedScriptTests.difference(slow, fast) {
          differences.append("seed \(seed), \(length) bars at a time: \(difference)")
        }
      }
    }
    #expect(differences.isEmpty, "\(differences)")
  }

  @Test func `a run that is cancelled ends`() throws {
    let script = try Self.script(
      "if ta.crossover(close, ta.sma(close, 50))\n    strategy.entry(\"long\", strategy.long)")
    // A replay looks for a cancellation every 65,536 bars.
    let input = ReplayInput(series: [RandomBars.series(70_000, seed: 5)])
    let cancellation = Cancellation()
    cancellation.cancel()
    let record = try Replay.run(
      try script.expertAhead(stretchLength: 512), over: input,
      rules: script.rules(over: .tradingview), cancellation: cancellation)
    #expect(record.isInterrupted)
    #expect((1..<70_000).contains(record.times.count))
  }

  @Test func `a machine that is dropped has a helper no more`() throws {
    let script = try Self.script(Self.bodies[2].body)
    let series = RandomBars.series(3_000, seed: 6)
    weak var columns: ColumnsAhead?
    try Self.run(script, series) { columns = $0 }
    // The helper's thread may still be on its way out.
    let deadline = MonotonicClock.nanoseconds() + 5_000_000_000
    while columns != nil, MonotonicClock.nanoseconds() < deadline {}
    #expect(columns == nil)
  }

  /// Runs the first bars of a script, and shows its columns while it does.
  private static func run(
    _ script: Script, _ series: BarSeries, _ show: (ColumnsAhead) -> Void
  ) throws {
    let context = ExecutionContext(
      heap: Heap(strings: script.strings), bars: series, settings: script.settings(.init()),
      version: 6, isRequested: true)
    let machine = Machine(
      script.columnForm, context: context, series: RequestedSeries(),
      choices: try InputChoices.resolve([:], of: script), evaluation: .columns,
      columnsAhead: .always(stretchLength: 100))
    for bar in 0..<250 { try machine.run(bar: bar) }
    show(try #require(machine.columnsComputedAhead))
  }

  private static func script(_ body: String) throws -> Script {
    let text = "//@version=6\nstrategy(\"x\")\n\(body)\n"
    let compilation = Script.compile(SourceText(name: "ahead.pine", text: text))
    return try #require(compilation.script, "\(compilation.diagnostics)")
  }
}
