/// Reward for variability, a year, with Lo's standard error.
package enum SharpeRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .sharpe, "Sharpe ratio", .ratio,
    formula: "m(r−rf)/s(r−rf)·√A; error √((1 + SR²/2)/n)·√A with SR per period",
    source: "Sharpe 1994; Lo, The Statistics of Sharpe Ratios, 2002", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let ratio = try record.sharpePerPeriod()
    let yearly = record.periodsPerYear.squareRoot()
    return Estimate(
      ratio * yearly, standardError: ((1 + ratio * ratio / 2) / record.n).squareRoot() * yearly)
  }
}

/// The standard error of the Sharpe ratio that allows for skewness and fat tails.
package enum SharpeErrorNonNormal: ReturnStatistic {
  package static let definition = MetricDefinition(
    .sharpeErrorNonNormal, "Sharpe error, non-normal", .ratio,
    formula: "√((1 − γ₃·SR + (γ₄ − 1)/4·SR²)/(n − 1))·√A, unbiased moments, γ₄ raw",
    source: "Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, 2012", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let variance = try SharpeVariance.unbiased(record)
    return Estimate((variance / (record.n - 1) * record.periodsPerYear).squareRoot())
  }
}

/// The variance of the estimated Sharpe ratio of a period, times n − 1.
enum SharpeVariance {
  /// With moments corrected for bias.
  static func unbiased(_ record: ReturnRecord) throws(MissingReason) -> Double {
    try value(
      try record.sharpePerPeriod(), skewness: try record.moments.skewness(),
      kurtosis: try record.moments.excessKurtosis() + 3)
  }

  /// With the moments of the sample itself.
  static func population(_ record: ReturnRecord) throws(MissingReason) -> Double {
    try value(
      try record.sharpePerPeriod(), skewness: try record.moments.populationSkewness(),
      kurtosis: try record.moments.populationKurtosis())
  }

  private static func value(
    _ sharpe: Double, skewness: Double, kurtosis: Double
  ) throws(MissingReason) -> Double {
    let variance = SharpeInference.variance(
      sharpe: sharpe, skewness: skewness, kurtosis: kurtosis)
    if variance <= 0 { throw .undefined }
    return variance
  }
}
