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

  static func compiled(_ sketches: [Sketch]) -> ScriptCompilation {
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
      let experts = [
        try script.expert(evaluation: .perBar), try script.expert(),
        try script.expertAhead(stretchLength: 37),
      ]
      let records = try experts.map { try Replay.run($0, over: input, rules: rules) }
      return (
        records, difference(records[0], records[1]) ?? difference(records[0], records[2])
      )
    } catch {
      return ([], "the replay refuses the script: \(error)")
    }
  }

  static func difference(_ slow: RunRecord, _ fast: RunRecord) -> String? {
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

  /// A random walk of some hundred bars, traded from the first or from a third on.
  static func input(seed: UInt64) -> ReplayInput {
    var random = SeededGenerator(seed: seed &* 31 &+ 7)
    // Columns are computed in blocks of 256 bars: some runs have one, some several.
    let count = [40, 90, 256, 270, 530].randomElement(using: &random)!
    let series = RandomBars.series(count, &random)
    let from = random.next() % 3 == 0 ? series.closeTimes[count / 3] : Int64.min
    return ReplayInput(series: [series], tradesFrom: from)
  }
}
