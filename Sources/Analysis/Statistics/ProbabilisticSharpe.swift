import Kernels

/// The probability that the true Sharpe ratio is above 0.
package enum ProbabilisticSharpe: ReturnStatistic {
  package static let definition = MetricDefinition(
    .probabilisticSharpe, "Probabilistic Sharpe ratio", .percent,
    formula: "Φ(SR·√(n−1)/√(1 − γ₃·SR + (γ₄−1)/4·SR²)), unbiased moments, γ₄ raw",
    source: "Bailey and López de Prado 2012", gate: .probability)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try above(0, record))
  }

  /// The probability that the true Sharpe ratio of a period is above `hurdle`.
  static func above(_ hurdle: Double, _ record: ReturnRecord) throws(MissingReason) -> Double {
    let variance = try SharpeVariance.unbiased(record)
    let distance = try record.sharpePerPeriod() - hurdle
    return SpecialFunctions.normalCDF(distance * ((record.n - 1) / variance).squareRoot())
  }
}

/// The probability that the true Sharpe ratio is above 0, with the moments of the sample itself.
package enum ProbabilisticSharpePopulation: ReturnStatistic {
  package static let definition = MetricDefinition(
    .probabilisticSharpePopulation, "Probabilistic Sharpe ratio, population moments", .percent,
    formula: "Φ(SR·√(n−1)/√(1 − γ₃·SR + (γ₄−1)/4·SR²)), γ with divisor n, γ₄ raw",
    source: "Bailey and López de Prado 2012", gate: .probability)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let variance = try SharpeVariance.population(record)
    let sharpe = try record.sharpePerPeriod()
    return Estimate(
      SpecialFunctions.normalCDF(sharpe * ((record.n - 1) / variance).squareRoot()))
  }
}
