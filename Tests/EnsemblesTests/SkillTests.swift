import Analysis
import Contests
import Kernels
import Platform
import TestSupport
import Testing

@testable import Ensembles

/// Whether the contest rule earns what its premise promises: skill that lasts.
@Suite struct SkillTests {
  /// Returns whose mean is an AR(1) skill of each agent, as large as the noise.
  static func table(seed: UInt64, persistence: Double) -> ReturnTable {
    let days = 200
    let returns = (0..<6).map { agent in
      var stream = RandomStream(seed: seed, stream: UInt64(agent), purpose: 0x736b)
      var value = 0.0
      return (0..<days).map { _ in
        value =
          persistence * value
          + (1 - persistence * persistence).squareRoot() * stream.nextNormal()
        return 0.01 * value
      }
    }
    return ReturnTable(days: (0..<days).map { Int32(15_000 + $0) }, returns: returns)
  }

  /// Mean daily return of the weights that were in force on each day.
  static func mean(_ rule: any Allocator, _ table: ReturnTable) -> Double {
    let decisions = DecisionPlan(rule, every: 1).decisions(
      agents: table.returns.indices.map { "\($0)" }, table: table, periodsPerYear: 252)
    var sum = 0.0
    for (place, decision) in decisions.enumerated() {
      let end = place + 1 < decisions.count ? decisions[place + 1].dayIndex : table.days.count - 1
      for day in (decision.dayIndex + 1)...max(decision.dayIndex + 1, end)
      where day >= 30 && day < table.days.count {
        for (weight, column) in zip(decision.allocation.weights, table.returns) {
          sum += weight * column[day]
        }
      }
    }
    return sum / Double(table.days.count - 30)
  }

  /// t-statistic of the contest rule's mean less that of equal weights, over seeds.
  static func advantage(persistence: Double) -> Double {
    let rule = ContestRule(predictor: .mean, memory: 3, horizon: 1, floor: 0.001)
    let differences = parallelMap(count: 200, workers: Process.availableProcessors) { seed in
      let table = table(seed: UInt64(seed), persistence: persistence)
      return mean(rule, table) - mean(EqualWeight(), table)
    }.compactMap { $0 }
    let center = differences.reduce(0, +) / 200
    let variance = differences.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 199
    return center / (variance / 200).squareRoot()
  }

  @Test("with skill that lasts the contest rule beats equal weights, without it does not")
  func skill() {
    let lasting = Self.advantage(persistence: 0.3)
    let fleeting = Self.advantage(persistence: 0)
    #expect(lasting > 5, "t = \(lasting) over 200 seeds")
    #expect(abs(fleeting) < 3, "t = \(fleeting) over 200 seeds")
  }

  @Test("the prediction statistic tells lasting skill from none")
  func prediction() {
    func tStatistic(_ persistence: Double) -> Double {
      let values = (0..<20).map { seed in
        let table = Self.table(seed: UInt64(seed), persistence: persistence)
        return PredictionTest(
          returns: table.returns, plan: PredictionPlan(lookback: 2, horizon: 1), score: .sharpe,
          periodsPerYear: 252
        ).result?.tStatistic ?? 0
      }
      return values.reduce(0, +) / 20
    }
    #expect(tStatistic(0.3) > 2)
    #expect(abs(tStatistic(0)) < 1)
  }
}
