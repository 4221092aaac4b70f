import Market
import Platform
import TestSupport
import Testing
import Trading

@testable import Replay

/// The path that passes over bars against the reference path, bit for bit.
@Suite struct ColumnPathTests {
  struct Outcome: Sendable {
    var failure: String?
    var path: RunRecord.Path
    var rules: Set<FillRule>
    var asked: Set<SparseExpert.Request> = []
    /// Whether a market with a split was passed over by columns.
    var splits = false
    /// Whether a split met a position that it does not divide.
    var meetsSplit = false
  }

  static func outcome(seed: UInt64) -> Outcome {
    var generator = SeededGenerator(seed: seed)
    let count = 60
    let series = RandomMarketTests.market(&generator, symbol: "A", count: count)
    var bars: [Int] = []
    for bar in 0..<count where Int.random(in: 0..<7, using: &generator) == 0 { bars.append(bar) }
    var rules = RandomMarketTests.rules(&generator)
    // One in ten keeps what needs every bar, to see that it takes the reference path.
    if Int.random(in: 0..<10, using: &generator) > 0 { rules.financing = .none }
    let hasEvents = Int.random(in: 0..<4, using: &generator) == 0
    let events = hasEvents ? RandomMarketTests.events(&generator, count: count) : []
    let input = ReplayInput(series: [series], events: events)
    let asked = AskedRequests()
    let expert = SparseExpert(seed: seed, bars: bars) { asked.note($0) }
    guard let fast = try? Replay.run(expert, over: input, rules: rules),
      let slow = try? Replay.runReference(expert, over: input, rules: rules)
    else {
      return Outcome(
        failure: "seed \(seed): the run failed", path: .reference, rules: [])
    }
    var failure = difference(fast, slow)
    // One in four also with a second thread, which looks ahead and writes marks behind.
    if failure == nil, seed % 4 == 0 {
      let two = try? Replay.run(
        expert, over: input, rules: rules, source: nil, workers: 2, barsForHelper: 0)
      failure = two.map { difference($0, slow).map { $0 + " with two threads" } } ?? "end"
    }
    return Outcome(
      failure: failure.map { "seed \(seed): other \($0)" }, path: fast.path,
      rules: Set(slow.fills.map(\.rule)), asked: asked.requests,
      splits: fast.path == .columns && events.contains { $0.kind == .split },
      meetsSplit: slow.fills.contains { $0.rule == .cashInLieu })
  }

  /// What differs between the records of a run by two ways; nil if they are alike to the bit.
  private static func difference(_ fast: RunRecord, _ slow: RunRecord) -> String? {
    if fast.equity.map(\.bitPattern) != slow.equity.map(\.bitPattern) {
      return "equity"
    }
    if fast.fills != slow.fills { return "fills" }
    if fast.trades != slow.trades { return "trades" }
    if fast.rejections != slow.rejections { return "rejections" }
    if fast.exposure.map(\.bitPattern) != slow.exposure.map(\.bitPattern)
      || fast.times != slow.times || fast.days != slow.days
    {
      return "columns"
    }
    return fast.openLots != slow.openLots || fast.ledger != slow.ledger ? "books" : nil
  }

  @Test("passing over quiet bars changes no bit of a run")
  func columnsEqualReference() {
    let first = Environment.variable("TOURNEY_SEED").flatMap { UInt64($0) } ?? 1
    let isLong = Environment.variable("TOURNEY_LONG_TESTS") == "1"
    let count = isLong ? 200_000 : 10_000
    let outcomes = parallelMap(count: count, workers: Process.availableProcessors) {
      Self.outcome(seed: first &+ UInt64($0))
    }.compactMap { $0 }
    let failures = outcomes.compactMap(\.failure)
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(5).joined(separator: "; "))")
    #expect(outcomes.count == count)
    let share = Double(outcomes.count { $0.path == .columns }) / Double(count)
    #expect(share >= 0.8, "only \(share) took the path of columns")
    let seen = outcomes.reduce(into: Set<FillRule>()) { $0.formUnion($1.rules) }
    #expect(seen.isSuperset(of: [.open, .gap, .limit, .stop, .trail, .close, .marginCall]))
    let asked = outcomes.reduce(into: Set<SparseExpert.Request>()) { $0.formUnion($1.asked) }
    #expect(asked == Set(SparseExpert.Request.allCases))
    let splits = outcomes.count(where: \.splits)
    #expect(splits > count / 8, "only \(splits) runs pass over bars between splits")
    #expect(outcomes.count(where: \.meetsSplit) > count / 100)
    print("columns against reference from seed \(first): \(count) runs, \(share) by columns")
  }

  @Test func `a fill that closes a position and ruins the account ends the quiet`() {
    // Found among 200,000: a short is closed at a gap, for more than there is.
    let outcome = Self.outcome(seed: 3_188_689)
    #expect(outcome.failure == nil && outcome.path == .columns)
  }
}
