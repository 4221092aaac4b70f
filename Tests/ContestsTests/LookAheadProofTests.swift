import Analysis
import Kernels
import TestSupport
import Testing

@testable import Contests

/// Cheats are planted, and each is caught; honest decisions are not.
@Suite struct LookAheadProofTests {
  static let table: ReturnTable = {
    let agents = (0..<4).map { agent in
      var stream = RandomStream(seed: 5, stream: UInt64(agent))
      return (0..<200).map { _ in 0.01 * stream.nextNormal() }
    }
    return ReturnTable(days: Array(0..<200), returns: agents)
  }()

  /// Decides every five days what a closure says of the table and the day.
  static func everyWeek(
    _ table: ReturnTable, _ decide: ([Double], Int) -> Double
  ) -> [Decision] {
    stride(from: 20, to: 195, by: 5).map { day in
      Decision(day: day, values: table.returns.map { decide($0, day) })
    }
  }

  static func mean(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test func `scores of the past are innocent`() {
    let honest = LookAheadProof.violations(in: Self.table) { table in
      Self.everyWeek(table) { Self.mean($0[($1 - 9)...$1]) }
    }
    let ranking = LookAheadProof.violations(in: Self.table, cutCount: 20) { table in
      PredictionTest(
        returns: table.returns, plan: PredictionPlan(lookback: 20, horizon: 5), score: .sharpe,
        periodsPerYear: 252
      ).periods.map { Decision(day: $0.day, values: $0.scores) }
    }
    #expect(honest.isEmpty && ranking.isEmpty)
  }

  @Test func `a score that uses tomorrow is caught at every cut`() {
    let found = LookAheadProof.violations(in: Self.table, cutCount: 10) { table in
      Self.everyWeek(table) { Self.mean($0[($1 - 9)...($1 + 1)]) }
    }
    #expect(found.count == 10 && found.allSatisfy { $0.day <= $0.cut })
  }

  @Test func `a label whose window is still open is caught`() {
    // A forecast fitted to means of five days after each score, the last of which are not over.
    func forecast(_ column: [Double], _ day: Int, lastLabel: Int) -> Double {
      let labels = (10...lastLabel).map { Self.mean(column[($0 + 1)...($0 + 5)]) }
      return labels.suffix(10).reduce(0, +)
    }
    let open = LookAheadProof.violations(in: Self.table) { table in
      Self.everyWeek(table) { forecast($0, $1, lastLabel: $1 - 1) }
    }
    let closed = LookAheadProof.violations(in: Self.table) { table in
      Self.everyWeek(table) { forecast($0, $1, lastLabel: $1 - 5) }
    }
    #expect(open.count == 8 && closed.isEmpty)
  }

  @Test func `weights that count for their own day are caught`() {
    // Weights that are in force on a day must be known at the close of the day before.
    func weights(_ table: ReturnTable, delay: Int) -> [Decision] {
      (20..<195).map { day in
        let scores = table.returns.map { max(0, Self.mean($0[(day - delay - 9)...(day - delay)])) }
        let sum = scores.reduce(0, +)
        return Decision(day: day - 1, values: scores.map { sum > 0 ? $0 / sum : 0 })
      }
    }
    let early = LookAheadProof.violations(in: Self.table, cutCount: 12) { weights($0, delay: 0) }
    let timely = LookAheadProof.violations(in: Self.table, cutCount: 12) { weights($0, delay: 1) }
    #expect(early.count >= 11 && timely.isEmpty)
  }

  @Test func `the ranking predicts where skill persists, and not where it does not`() {
    // Skill is a drift that is drawn anew every 84 days, or every day.
    func statistic(persistent: Bool, seed: UInt64) -> Double {
      let returns = (0..<8).map { agent in
        var noise = RandomStream(seed: seed, stream: UInt64(agent), purpose: 1)
        var skill = 0.0
        return (0..<1_260).map { day in
          if !persistent || day % 84 == 0 { skill = 0.002 * noise.nextNormal() }
          return skill + 0.01 * noise.nextNormal()
        }
      }
      let test = PredictionTest(
        returns: returns, plan: PredictionPlan(lookback: 42, horizon: 21), score: .sharpe,
        periodsPerYear: 252)
      return test.result?.tStatistic ?? .nan
    }
    let seeds = UInt64(1)...20
    let skilled = seeds.map { statistic(persistent: true, seed: $0) }
    let lucky = seeds.map { statistic(persistent: false, seed: $0) }
    #expect(skilled.count { $0 > 2 } >= 16)
    #expect(lucky.count { abs($0) > 2 } <= 3)
    #expect(abs(lucky.reduce(0, +) / 20) < 0.5)
  }
}
