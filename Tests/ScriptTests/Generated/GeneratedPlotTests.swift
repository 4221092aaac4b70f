import Formats
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// Scripts made at random that plot all their numbers.
@Suite struct GeneratedPlotTests {
  /// What is wrong with a script, and how many numbers it plotted.
  struct Outcome: Sendable {
    var seed: UInt64
    var failure: String?
    var numberCount = 0
    var tradeCount = 0
  }

  /// `TOURNEY_TEST_SEED` and `TOURNEY_TEST_COUNT` choose other scripts, or a single one again.
  @Test func `plots are alike per bar and by columns, and change no trade`() {
    let first = Environment.variable("TOURNEY_TEST_SEED").flatMap { UInt64($0) } ?? 40_000
    let count = Environment.variable("TOURNEY_TEST_COUNT").flatMap { Int($0) } ?? 80
    let outcomes = parallelMap(count: count, workers: Process.availableProcessors) {
      Self.outcome(seed: first &+ UInt64($0))
    }.compactMap { $0 }
    let failures = outcomes.filter { $0.failure != nil }
    #expect(
      failures.isEmpty, "\(failures.prefix(3).map { "seed \($0.seed): \($0.failure ?? "")" })")
    #expect(outcomes.reduce(0) { $0 + $1.numberCount } > 300 * count)
    #expect(outcomes.reduce(0) { $0 + $1.tradeCount } > count)
  }

  private static func outcome(seed: UInt64) -> Outcome {
    var outcome = Outcome(seed: seed)
    var generator = ScriptGenerator(seed: seed)
    let plain = generator.script()
    let plots = generator.names.filter { $0.kind == .float || $0.kind == .int }.map {
      Sketch("plot(\($0.name), color=\($0.name) > 1 ? color.red : color.blue)")
    }
    let areas = generator.names.filter { $0.kind == .float }.prefix(2).map {
      Sketch("fill(plot(\($0.name)), plot(close), \($0.name) > 1 ? color.red : na)")
    }
    let text = Sketch.text(plain + plots + areas)
    let source = SourceText(name: "made-up.pine", text: text)
    guard let kept = Script.compile(source, keepsPlots: true).script,
      let bare = Script.compile(source).script
    else {
      outcome.failure = "does not compile"
      return outcome
    }
    let input = GeneratedScriptTests.input(seed: seed)
    let rules = bare.rules(over: .tradingview)
    do {
      let wanted = try Replay.run(try bare.expert(), over: input, rules: rules)
      var found: [[[UInt64]]] = []
      var records: [RunRecord] = []
      for evaluation in [ScriptEvaluation.perBar, .columns] {
        let recorder = PlotRecorder()
        records.append(
          try Replay.run(
            try kept.expert(evaluation: evaluation, plots: recorder), over: input, rules: rules))
        found.append(PlotTests.words(recorder.plots))
      }
      outcome.failure = GeneratedScriptTests.difference(records[0], records[1])
      // What only plots need may fail where nothing else does.
      if records[0].failure == wanted.failure {
        outcome.failure =
          outcome.failure ?? GeneratedScriptTests.difference(wanted, records[1])
      }
      if found[0] != found[1] { outcome.failure = outcome.failure ?? "other plots" }
      outcome.numberCount = found[0].reduce(0) { $0 + $1.count }
      outcome.tradeCount = wanted.trades.count
    } catch {
      outcome.failure = "\(error)"
    }
    return outcome
  }
}
