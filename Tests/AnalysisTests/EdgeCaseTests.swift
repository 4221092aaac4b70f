import Analysis
import Formats
import TestSupport
import Testing

/// FILLS-AND-METRICS (d3), row by row.
@Suite struct EdgeCaseTests {
  private func analysis(_ returns: [Double], gates: SampleGates = .none) -> PerformanceAnalysis {
    PerformanceAnalysis(Sample.input(returns), gates: gates)
  }

  @Test func `no value is ever infinite or undefined, and each has a value or a reason`() {
    let cases: [[Double]] = [
      [], [0.01], [0, 0, 0], [0.01, 0.01, 0.01, 0.01], [0.01, 0.02, 0.03], [-0.01, -0.02, -0.03],
      [0.5, -1], [0.01, -0.01], [-1], [1e-300, 2e-300, -1e-300], [1e100, 1e100, -0.5], [0, -0.01],
    ]
    var found = Mismatches()
    for returns in cases {
      for gates in [SampleGates.none, .standard] {
        for metric in analysis(returns, gates: gates).metrics {
          let label = "\(metric.id) of \(returns)"
          found.require((metric.value == nil) != (metric.missing == nil), label)
          found.require(metric.value?.isFinite != false, label)
          found.require(metric.standardError?.isFinite != false, "error of " + label)
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `nothing observed is nothing measured`() {
    let empty = analysis([])
    let reasons = Set(empty.metrics.filter { $0.id != "trades" }.map(\.missing))
    #expect(reasons == [.noObservations, .noTrades] && empty.monthly.missing == .noObservations)
  }

  @Test func `one return shows the total and nothing annual`() {
    let single = analysis([0.01], gates: .standard)
    var found = Mismatches()
    found.check(single, "total-return", equals: 0.01, relative: 1e-12)
    found.check("one", single, "cagr", lacks: .spanTooShort(neededPeriods: 60))
    found.check("one", single, "calmar", lacks: .spanTooShort(neededPeriods: 60))
    found.check("one", single, "sharpe", lacks: .tooFewObservations(needed: 30))
    found.check("one", analysis([0.01]), "sharpe", lacks: .tooFewObservations(needed: 2))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `returns that are all zero or all the same have no ratios`() {
    let zeros = analysis(Array(repeating: 0, count: 70), gates: .standard)
    let constant = analysis(Array(repeating: 0.01, count: 70), gates: .standard)
    // Dividing the equity of this curve gives returns that differ in their last digit.
    let falling = analysis(Array(repeating: -0.01, count: 70), gates: .standard)
    var found = Mismatches()
    found.require(Set(falling.input.returns).count > 1, "the falling returns differ")
    found.check("falling", falling, "sharpe", lacks: .noVariation)
    for (label, one) in [("zeros", zeros), ("constant", constant)] {
      found.check(label, one, "sharpe", lacks: .noVariation)
      found.check(label, one, "psr", lacks: .noVariation)
      found.check(label, one, "volatility", lacks: .noVariation)
      found.check(label, one, "calmar", lacks: .noDrawdown)
      found.check(label, one, "profit-factor-daily", lacks: .noLosingPeriod)
      found.check(label, one, "sortino", lacks: .noLosingPeriod)
    }
    found.check("zeros", zeros, "win-rate-daily", lacks: .noActivePeriod)
    found.check(zeros, "total-return", equals: 0, relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `gains alone have no loss to divide by`() {
    let gains = analysis([0.01, 0.02, 0.03, 0.01])
    let ids: [MetricID] = [
      "sortino", "omega", "profit-factor-daily", "payoff-daily", "kelly-daily", "var-parametric",
      "cvar-parametric", "downside-deviation", "gain-to-pain-daily",
    ]
    var found = Mismatches()
    for id in ids { found.check("gains", gains, id, lacks: .noLosingPeriod) }
    found.check("gains", gains, "calmar", lacks: .noDrawdown)
    found.check(gains, "max-drawdown", equals: 0, relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `losses alone are measured, and Kelly bets nothing`() {
    let losses = analysis([-0.01, -0.02, -0.03, -0.01])
    var found = Mismatches()
    found.check(losses, "omega", equals: 0, relative: 0)
    found.check(losses, "kelly-daily", equals: 0, relative: 0)
    found.check(losses, "max-drawdown", equals: 0.99 * 0.98 * 0.97 * 0.99 - 1, relative: 1e-12)
    // Four days are 1/63 of a year of 252.
    let fall = 1 - 0.99 * 0.98 * 0.97 * 0.99
    let yearly = (0..<63).reduce(1) { growth, _ in growth * (1 - fall) } - 1
    found.check(losses, "calmar", equals: yearly / fall, relative: 1e-12)
    found.check("losses", losses, "min-track-record", lacks: .notAboveHurdle)
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: [0, -0.204])
  func `ruin ends the record, and a debt stands apart`(lastEquity: Double) throws {
    let input = try PerformanceInput(
      startEquity: 1, dailyEquity: [1.1, 1.05, lastEquity, 5], days: Sample.weekdays(4))
    let ruined = PerformanceAnalysis(input, gates: .none)
    var found = Mismatches()
    found.check(ruined, "total-return", equals: -1, relative: 0)
    found.check(ruined, "max-drawdown", equals: -1, relative: 0)
    found.check(ruined, "worst-day", equals: -1, relative: 0)
    found.check(ruined, "debt", equals: -lastEquity, relative: 0)
    for id: MetricID in ["cagr", "sharpe", "kelly-daily", "calmar", "psr", "stability", "ulcer"] {
      found.check("ruined", ruined, id, lacks: .ruined)
    }
    found.check("observations", ruined["total-return"]?.sampleSize, equals: 3)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what was not recorded is not guessed`() throws {
    let recorded = try PerformanceInput(
      startEquity: 1, dailyEquity: [1, 1.1, 1.1, 1], days: Sample.weekdays(4),
      dailyExposure: [0, 0.5, -1.5, 0])
    let with = PerformanceAnalysis(recorded)
    let without = PerformanceAnalysis(Sample.input([0.01, 0, -0.01, 0]))
    var found = Mismatches()
    found.check(with, "exposure", equals: 0.5, relative: 0)
    found.check(with, "average-exposure", equals: 0.5, relative: 0)
    found.check(without, "active-days", equals: 0.5, relative: 0)
    found.check("plain", without, "exposure", lacks: .noExposureRecord)
    found.check("plain", without, "average-exposure", lacks: .noExposureRecord)
    let ungated = PerformanceAnalysis(Sample.input([0.01, 0, -0.01, 0]), gates: .none)
    for id: MetricID in ["beta", "alpha", "information-ratio", "up-capture"] {
      found.check("plain", ungated, id, lacks: .noBenchmark)
    }
    found.check("plain", ungated, "dsr", lacks: .noTrials)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `input that is no equity curve is refused in words`() {
    func message(
      start: Double = 1, _ equity: [Double], days: [Int32]? = nil, benchmark: [Double]? = nil
    ) -> String {
      do {
        _ = try PerformanceInput(
          startEquity: start, dailyEquity: equity, days: days ?? Sample.weekdays(equity.count),
          benchmarkReturns: benchmark)
        return "accepted"
      } catch {
        return error.message
      }
    }
    let messages = [
      message([1, .nan]), message([1, .infinity]), message(start: 0, [1]),
      message([1, 2], days: [5, 5]), message([1, 2], days: [5]), message([1], benchmark: []),
      message([1], benchmark: [-1.5]), message([1, 2]),
    ]
    let expected = [
      "equity 2 is not a number", "equity 2 is not a number",
      "equity before the first day must be above 0",
      "session day 2 does not come after the day before it",
      "equity has another number of values than there are days",
      "benchmark return has another number of values than there are days",
      "benchmark return 1 loses more than everything", "accepted",
    ]
    #expect(messages == expected)
  }
}
