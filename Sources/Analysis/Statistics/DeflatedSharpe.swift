import Kernels

/// The probability that the true Sharpe ratio is above what the best of the trials owes to luck.
package enum DeflatedSharpe: ReturnStatistic {
  package static let definition = MetricDefinition(
    .deflatedSharpe, "Deflated Sharpe ratio", .percent,
    formula: "PSR(SR*), SR* = s(trials)·((1−γ)·Φ⁻¹(1−1/N) + γ·Φ⁻¹(1−1/(N·e))), γ = 0.5772…",
    source: "Bailey and López de Prado, The Deflated Sharpe Ratio, 2014", gate: .probability)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    guard let trials = record.input.trials else { throw .noTrials }
    return Estimate(try ProbabilisticSharpe.above(try luck(trials), record))
  }

  /// The Sharpe ratio of a period that the best of so many worthless trials is expected to have.
  static func luck(_ trials: TrialEvidence) throws(MissingReason) -> Double {
    let deviation = try Moments(trials.sharpeRatios).deviation()
    let count = trials.effectiveCount
    if count <= 1 { throw .tooFewObservations(needed: 2) }
    return SharpeInference.expectedMaximum(trialCount: count, deviation: deviation)
  }
}

/// How many days it takes to show with 95 % confidence that the Sharpe ratio is above 0.
package enum MinimumTrackRecord: ReturnStatistic {
  package static let definition = MetricDefinition(
    .minTrackRecord, "Minimum track record", .days,
    formula: "1 + (1 − γ₃·SR + (γ₄−1)/4·SR²)·(z(0.95)/SR)², unbiased moments, γ₄ raw",
    source: "Bailey and López de Prado 2012", gate: .probability)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let sharpe = try record.sharpePerPeriod()
    if sharpe <= 0 { throw .notAboveHurdle }
    let ratio = SpecialFunctions.normalQuantile(0.95) / sharpe
    return Estimate(1 + (try SharpeVariance.unbiased(record)) * ratio * ratio)
  }
}
