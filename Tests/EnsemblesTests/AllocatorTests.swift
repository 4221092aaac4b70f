import Contests
import Kernels
import TestSupport
import Testing

@testable import Ensembles

@Suite struct AllocatorTests {
  static let rules: [any Allocator] = [
    EqualWeight(), BestSoFar(minimum: 20), LearnedStatic(window: 60, steps: 50),
    ContestRule(predictor: .mean), ContestRule(predictor: .ridge, cap: 0.4),
  ]

  static func table(seed: UInt64, agents: Int = 6, days: Int = 160) -> ReturnTable {
    let returns = (0..<agents).map { agent in
      var stream = RandomStream(seed: seed, stream: UInt64(agent), purpose: 77)
      return (0..<days).map { _ in 0.0005 + 0.01 * stream.nextNormal() }
    }
    return ReturnTable(days: (0..<days).map { Int32(15_000 + $0) }, returns: returns)
  }

  static func decide(_ rule: any Allocator, _ table: ReturnTable) -> [Decision] {
    DecisionPlan(rule, every: 5).decisions(
      agents: table.returns.indices.map { "agent \($0)" }, table: table, periodsPerYear: 252
    ).map { Decision(day: $0.dayIndex, values: $0.allocation.weights) }
  }

  @Test("no rule knows what comes after its decision", arguments: rules.indices)
  func rulesSeeOnlyThePast(index: Int) {
    let found = LookAheadProof.violations(in: Self.table(seed: 3)) {
      Self.decide(Self.rules[index], $0)
    }
    #expect(found.isEmpty)
  }

  @Test("weights decided a day early, and labels still open, are caught")
  func leaksAreCaught() {
    let early = LookAheadProof.violations(in: Self.table(seed: 3)) { table in
      Self.decide(ContestRule(predictor: .mean), table).map {
        Decision(day: $0.day - 1, values: $0.values)
      }
    }
    #expect(!early.isEmpty)
    let open = LookAheadProof.violations(in: Self.table(seed: 3)) { table in
      stride(from: 20, to: table.days.count - 6, by: 5).map { day in
        // The label of the latest sample reaches five days beyond the decision.
        let returns = table.returns.map { $0[..<(day + 5)] }
        let evidence = Evidence(
          agents: returns.map { _ in "" }, returns: returns, periodsPerYear: 252, weights: [])
        return Decision(day: day - 1, values: ContestRule().allocate(evidence).weights)
      }
    }
    #expect(!open.isEmpty)
  }

  @Test("shares are positive, never more than everything, and never above the cap")
  func sharesAreFeasible() {
    var found = Mismatches()
    for seed in 0..<20 {
      for rule in Self.rules {
        for decision in Self.decide(rule, Self.table(seed: UInt64(seed))) {
          let sum = decision.values.reduce(0, +)
          found.require(
            decision.values.allSatisfy { $0 >= 0 } && sum <= 1 + 1e-12,
            "\(rule.name), seed \(seed): \(decision.values)")
        }
      }
      for decision in Self.decide(ContestRule(cap: 0.4), Self.table(seed: UInt64(seed))) {
        found.require(decision.values.allSatisfy { $0 <= 0.4 + 1e-12 }, "cap, seed \(seed)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(
    "what a cap cuts goes to the others in proportion",
    arguments: [
      ([3, 1, -2], 1, [0.75, 0.25, 0]), ([3, 1, -2], 0.5, [0.5, 0.5, 0]),
      ([8, 1, 1], 0.5, [0.5, 0.25, 0.25]), ([4, 4, 1, 1], 0.3, [0.3, 0.3, 0.2, 0.2]),
      ([-1, -2], 1, [0, 0]), ([1, 0], 0.4, [0.4, 0]),
    ] as [([Double], Double, [Double])])
  func caps(utilities: [Double], cap: Double, expected: [Double]) {
    let shares = ContestRule.shares(utilities, cap: cap)
    #expect(zip(shares, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test("learned weights find the agent that earns and keep it")
  func learnedStatic() {
    var table = Self.table(seed: 9).returns
    table[2] = table[2].map { $0 + 0.01 }
    let better = ReturnTable(days: Self.table(seed: 9).days, returns: table)
    let decisions = Self.decide(LearnedStatic(window: 60, steps: 400), better)
    let learned = decisions.filter { $0.day >= 59 }.map(\.values)
    #expect(learned.allSatisfy { $0 == learned[0] } && learned[0][2] > 0.5)
    #expect(decisions[0].values.allSatisfy { $0 == 1.0 / 6 })
  }
}
