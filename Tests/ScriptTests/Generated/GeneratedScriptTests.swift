import Formats
import Market
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// Scripts made at random: all compile, and all do the same per bar and by columns.
@Suite struct GeneratedScriptTests {
  /// What came of one script.
  struct Outcome: Sendable {
    var seed: UInt64
    var failure: String?
    var forms: Set<ScriptForm>
    var statementCount: Int
    var tradeCount = 0
    var rejectionCount = 0
    var passesBars = false
    var endsEarly = false
  }

  /// `TOURNEY_TEST_SEED` and `TOURNEY_TEST_COUNT` choose other scripts, or a single one again.
  @Test func `made-up scripts compile and run alike per bar and by columns`() {
    let first = Environment.variable("TOURNEY_TEST_SEED").flatMap { UInt64($0) } ?? 1
    let isLong = Environment.variable("TOURNEY_LONG_TESTS") == "1"
    let wanted = Environment.variable("TOURNEY_TEST_COUNT").flatMap { Int($0) }
    let count = wanted ?? (isLong ? 20_000 : 240)
    let outcomes = parallelMap(count: count, workers: Process.availableProcessors) {
      Self.outcome(seed: first &+ UInt64($0))
    }.compactMap { $0 }
    #expect(outcomes.count == count)
    let failures = outcomes.filter { $0.failure != nil }
    let texts = failures.prefix(3).map { "seed \($0.seed): \($0.failure ?? "")\n" + Self.small($0) }
    let holds = failures.isEmpty
    #expect(
      holds,
      """
      \(failures.count) of \(count) scripts fail, seeds \(failures.prefix(20).map(\.seed)):
      \(texts.joined(separator: "\n"))
      """)
    let shares = Self.shares(outcomes)
    if wanted == 1 {
      var generator = ScriptGenerator(seed: first)
      print(Sketch.text(generator.script()))
    }
    print("made-up scripts from seed \(first): \(shares.text)")
    #expect(
      wanted != nil || shares.shortfalls.isEmpty, "\(shares.shortfalls.joined(separator: "; "))")
  }

  /// What the scripts were like, and what is too rare among them.
  static func shares(_ outcomes: [Outcome]) -> (text: String, shortfalls: [String]) {
    var shortfalls: [String] = []
    func share(_ name: String, atLeast least: Double, _ holds: (Outcome) -> Bool) -> String {
      let found = Double(outcomes.count(where: holds)) / Double(max(1, outcomes.count))
      if found < least { shortfalls.append("only \(found) of the scripts \(name)") }
      return "\(Int((found * 100).rounded())) % \(name)"
    }
    var parts = [
      "\(outcomes.count)", share("trade", atLeast: 0.6) { $0.tradeCount > 0 },
      share("pass over bars", atLeast: 0.05) { $0.passesBars },
      share("are refused an order", atLeast: 0.05) { $0.rejectionCount > 0 },
      share("run to their end", atLeast: 0.9) { !$0.endsEarly },
    ]
    let statements = outcomes.reduce(0) { $0 + $1.statementCount }
    parts.append("\(statements / max(1, outcomes.count)) statements each")
    for form in ScriptForm.allCases {
      let found = outcomes.count { $0.forms.contains(form) }
      if found * 40 < outcomes.count { shortfalls.append("only \(found) scripts have \(form)") }
    }
    return (parts.joined(separator: ", "), shortfalls)
  }

  // MARK: One script

  static func outcome(seed: UInt64) -> Outcome {
    var generator = ScriptGenerator(seed: seed)
    let sketches = generator.script()
    var outcome = Outcome(
      seed: seed, forms: generator.forms, statementCount: Sketch.count(sketches))
    guard let script = compiled(sketches).script else {
      outcome.failure = "does not compile: \(firstError(sketches))"
      return outcome
    }
    let input = input(seed: seed)
    for fills in conventions(script) {
      let (records, difference) = compared(script, over: input, fills: fills)
      if let difference {
        outcome.failure = difference
        return outcome
      }
      outcome.tradeCount += records[0].trades.count
      outcome.rejectionCount += records[0].rejections.count
      if records[1].path == .columns { outcome.passesBars = true }
      if let failure = records[0].failure, !failure.contains(": end") { outcome.endsEarly = true }
    }
    return outcome
  }

  /// The text of a script that fails, made as small as it can be while it still does.
  private static func small(_ outcome: Outcome) -> String {
    var generator = ScriptGenerator(seed: outcome.seed)
    let sketches = generator.script()
    let error = firstError(sketches)
    let input = input(seed: outcome.seed)
    let reduced = Reduction.reduced(sketches) { candidate in
      guard error == "" else { return firstError(candidate) == error }
      guard let script = compiled(candidate).script else { return false }
      return conventions(script).contains {
        compared(script, over: input, fills: $0).difference != nil
      }
    }
    return Sketch.text(reduced)
  }

  /// A script that shows the future early is refused by the strict convention.
  private static func conventions(_ script: Script) -> [FillModel] {
    script.readsFuture ? [.tradingview] : [.tradingview, .strict]
  }

  private static func compiled(_ sketches: [Sketch]) -> ScriptCompilation {
    Script.compile(SourceText(name: "made-up.pine", text: Sketch.text(sketches)))
  }

  private static func firstError(_ sketches: [Sketch]) -> String {
    let compilation = compiled(sketches)
    return compilation.errors.first.map { "\($0.code.rawValue): \($0.message)" } ?? ""
  }

  /// The runs of a script in both forms, and what differs between them.
  private static func compared(
    _ script: Script, over input: ReplayInput, fills: FillModel
  ) -> (records: [RunRecord], difference: String?) {
    var rules = script.rules(over: .tradingview)
    rules.fills = fills
    do {
      let records = try [ScriptEvaluation.perBar, .columns].map {
        try Replay.run(try script.expert(evaluation: $0), over: input, rules: rules)
      }
      return (records, difference(records[0], records[1]))
    } catch {
      return ([], "the replay refuses the script: \(error)")
    }
  }

  private static func difference(_ slow: RunRecord, _ fast: RunRecord) -> String? {
    if slow.failure != fast.failure {
      return "ends with \(fast.failure ?? "success"), not \(slow.failure ?? "success")"
    }
    let fill = zip(slow.fills, fast.fills).first { $0 != $1 }
    if let fill { return "fills \(fill.1), not \(fill.0)" }
    if slow.fills.count != fast.fills.count {
      return "\(fast.fills.count) fills, not \(slow.fills.count)"
    }
    let name = zip(slow.names, fast.names).first { $0 != $1 }
    if let name { return "says \(name.1), not \(name.0)" }
    if slow.trades != fast.trades { return "other trades" }
    if slow.rejections != fast.rejections { return "other rejections" }
    if slow.times != fast.times { return "other times" }
    if slow.equity.map(\.bitPattern) != fast.equity.map(\.bitPattern) { return "other equity" }
    if slow.exposure.map(\.bitPattern) != fast.exposure.map(\.bitPattern) {
      return "other exposure"
    }
    return nil
  }

  /// A random walk of some hundred bars, with jumps, ties and bars without volume.
  private static func input(seed: UInt64) -> ReplayInput {
    var random = SeededGenerator(seed: seed &* 31 &+ 7)
    // Columns are computed in blocks of 256 bars: some runs have one, some several.
    let count = [40, 90, 256, 270, 530].randomElement(using: &random)!
    var price = 100.0
    var columns: [[Double]] = [[], [], [], [], []]
    func cents(_ value: Double) -> Double { max(1, (value * 100).rounded() / 100) }
    for _ in 0..<count {
      let jumps = random.next() % 12 == 0
      let open = jumps ? cents(price + Double.random(in: -3...3, using: &random)) : price
      let isTie = random.next() % 15 == 0
      let close = isTie ? open : cents(open + Double.random(in: -1.2...1.2, using: &random))
      let reach = isTie ? 0 : Double.random(in: 0...0.6, using: &random)
      columns[0].append(open)
      columns[1].append(cents(max(open, close) + reach))
      columns[2].append(min(open, close, cents(min(open, close) - reach * 0.7)))
      columns[3].append(close)
      columns[4].append(random.next() % 20 == 0 ? 0 : Double(random.next() % 5_000))
      price = close
    }
    let step = 15 * 60 * Timestamp.nanosecondsPerSecond
    let start: Int64 = 1_704_067_200_000_000_000
    let series = BarSeries(
      instrument: Instrument(symbol: "X", tickSize: 0.01),
      timeframe: Timeframe(15, .minute),
      labels: BarLabels((0..<count).map { start + Int64($0) * step }),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3], volume: columns[4])
    let from = random.next() % 3 == 0 ? series.closeTimes[count / 3] : Int64.min
    return ReplayInput(series: [series], tradesFrom: from)
  }
}
