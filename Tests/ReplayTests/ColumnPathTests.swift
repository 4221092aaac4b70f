import Market
import Platform
import TestSupport
import Testing
import Trading

@testable import Replay

/// The path that passes over bars against the reference path, bit for bit.
@Suite struct ColumnPathTests {
  /// Acts on a fixed set of bars, with orders that depend on the bar and the view alone.
  struct Sparse: ColumnExpert {
    var seed: UInt64
    var bars: [Int]

    var requirements: Requirements { Requirements(warmUp: 1) }
    func makeSession() -> any ExpertSession { Session(seed: seed, bars: Set(bars)) }
    func activeBars(_ columns: borrowing RunColumns, in range: Range<Int>) -> [Int] {
      bars.filter(range.contains)
    }

    struct Session: ExpertSession {
      let seed: UInt64
      let bars: Set<Int>

      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        let bar = view.barIndex()
        guard bars.contains(bar) else { return }
        var generator = SeededGenerator(seed: seed &+ UInt64(bar) &* 7919)
        let close = view.close()
        let sizing: Sizing? = [
          nil, .units(Double(Int.random(in: 1...40, using: &generator))), .cash(5_000),
          .equityPercent(30),
        ].randomElement(using: &generator)!
        func near(_ range: ClosedRange<Double>) -> Double {
          max(0.01, (close * Double.random(in: range, using: &generator) * 100).rounded() / 100)
        }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1: desk.enter("a", .long, quantity: sizing)
        case 2: desk.enter("a", .short, quantity: sizing)
        case 3: desk.enter("b", .long, quantity: sizing, limit: near(0.97...1))
        case 4: desk.enter("c", .long, quantity: sizing, stop: near(1...1.03))
        case 5:
          desk.enter("d", .long, quantity: sizing, limit: near(1...1.02), stop: near(1...1.02))
        case 6:
          desk.submit(
            Order(.buy, quantity: sizing), stopLoss: near(0.93...0.99),
            takeProfit: near(1.01...1.07))
        case 7:
          desk.submit(Order(.buy, quantity: sizing), trail: Trail(offset: close * 0.02))
        case 8: desk.order("e", .sell, quantity: sizing)
        case 9:
          let kinds: [OrderKind] = [.marketOnOpen, .marketOnClose]
          desk.submit(Order(.buy, kinds.randomElement(using: &generator)!, quantity: sizing))
        case 10:
          desk.submit(
            Order(
              .sell, .limit, quantity: sizing, limit: near(1...1.04),
              timeInForce: [.day, .immediateOrCancel, .fillOrKill, .goodTillCancelled]
                .randomElement(using: &generator)!, reduceOnly: true))
        default:
          if Bool.random(using: &generator) { desk.closeAll() } else { desk.cancelAll() }
        }
        if Int.random(in: 0..<3, using: &generator) == 0 { desk.closeAll() }
      }
    }
  }

  struct Outcome: Sendable {
    var failure: String?
    var path: RunRecord.Path
    var rules: Set<FillRule>
    var skipped: Bool
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
    let hasEvents = Int.random(in: 0..<20, using: &generator) == 0
    let events = hasEvents ? RandomMarketTests.events(&generator, count: count) : []
    let input = ReplayInput(series: [series], events: events)
    let expert = Sparse(seed: seed, bars: bars)
    guard let fast = try? Replay.run(expert, over: input, rules: rules),
      let slow = try? Replay.runReference(expert, over: input, rules: rules)
    else {
      return Outcome(
        failure: "seed \(seed): the run failed", path: .reference, rules: [], skipped: false)
    }
    var failure: String?
    if fast.equity.map(\.bitPattern) != slow.equity.map(\.bitPattern) {
      failure = "equity"
    } else if fast.fills != slow.fills {
      failure = "fills"
    } else if fast.trades != slow.trades {
      failure = "trades"
    } else if fast.rejections != slow.rejections {
      failure = "rejections"
    } else if fast.exposure != slow.exposure || fast.times != slow.times || fast.days != slow.days {
      failure = "columns"
    } else if fast.openLots != slow.openLots || fast.ledger != slow.ledger {
      failure = "books"
    }
    return Outcome(
      failure: failure.map { "seed \(seed): other \($0)" }, path: fast.path,
      rules: Set(slow.fills.map(\.rule)), skipped: fast.path == .columns)
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
  }
}
