import Analysis
import TestSupport
import Testing

@Suite struct IdentityTests {
  @Test func `a hundred random curves keep the identities`() {
    var generator = SeededGenerator.fromEnvironment(or: 20_260)
    var found = Mismatches()
    for round in 0..<100 {
      let count = 1 + Int(generator.next() % 700)
      let returns = Sample.randomReturns(count, &generator)
      let input = Sample.input(returns)
      check(input, "round \(round)", &found)
    }
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  private func check(_ input: PerformanceInput, _ label: String, _ found: inout Mismatches) {
    let analysis = PerformanceAnalysis(input, gates: .none)
    found.check(
      label + " equity from returns", Sample.equity(input.returns), equals: input.dailyEquity,
      relative: 1e-12)
    let deepest = Drawdown.deepest(analysis.drawdowns, count: 1).first?.depth ?? 0
    found.check(label + " deepest", analysis["max-drawdown"]?.value, equals: deepest)
    let underDays = analysis.drawdowns.reduce(0) { $0 + $1.sessionCount }
    found.check(
      label + " days under water", underDays, equals: analysis.underwater.count { $0 < 0 })
    let total = analysis["total-return"]?.value ?? .nan
    for table in [analysis.monthly, analysis.yearly] {
      let growth = table.rows.reduce(1) { $0 * (1 + $1.value) }
      found.check(label + " periods", growth, equals: 1 + total, relative: 1e-12)
      let dayCount = table.rows.reduce(0) { $0 + $1.dayCount }
      found.check(label + " days of periods", dayCount, equals: input.days.count)
    }
    let omega = analysis["omega"]?.value
    let gainToPain = analysis["gain-to-pain-daily"]?.value
    if let omega, let gainToPain {
      found.check(
        label + " Omega", omega - 1, equals: gainToPain, relative: 1e-10, absolute: 1e-12)
    }
  }

  @Test func `a curve beside itself has slope one and no alpha`() {
    var generator = SeededGenerator.fromEnvironment(or: 5)
    let returns = Sample.randomReturns(300, &generator)
    let analysis = PerformanceAnalysis(Sample.input(returns, benchmark: returns, riskFree: 0.03))
    var found = Mismatches()
    found.check(analysis, "beta", equals: 1, relative: 1e-12)
    found.check(analysis, "alpha", equals: 0, relative: 0, absolute: 1e-12)
    found.check(analysis, "up-capture", equals: 1, relative: 1e-12)
    found.check(analysis, "down-capture", equals: 1, relative: 1e-12)
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  @Test func `scaling the money changes no ratio`() throws {
    var generator = SeededGenerator.fromEnvironment(or: 6)
    let returns = Sample.randomReturns(300, &generator)
    let small = PerformanceAnalysis(Sample.input(returns))
    // A power of two changes no digit.
    let large = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: 4_096, dailyEquity: Sample.equity(returns).map { $0 * 4_096 },
        days: Sample.weekdays(300)))
    #expect(small.metrics == large.metrics, "seed \(generator.seed)")
  }

  @Test func `metrics have names of their own and full definitions`() {
    let definitions = PerformanceAnalysis.definitions
    let names = Set(definitions.map(\.id))
    let analysed = PerformanceAnalysis(Sample.input([0.01])).metrics.map(\.definition)
    let isFull = definitions.allSatisfy {
      !$0.title.isEmpty && !$0.formula.isEmpty && !$0.source.isEmpty && $0.version >= 1
    }
    #expect(names.count == definitions.count && isFull && analysed == definitions)
  }
}
