import Kernels

/// The share of days beyond the value at risk.
private let tailShare = 0.05

/// The daily return that 5 % of the days fell below.
package enum ValueAtRiskHistorical: ReturnStatistic {
  package static let definition = MetricDefinition(
    .valueAtRisk, "Value at risk 95 %, historical", .percent, formula: "5 % percentile, linear",
    source: "as empyrical")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.count < 2 { throw .tooFewObservations(needed: 2) }
    return Estimate(OrderStatistics.quantile(record.returns.span, tailShare))
  }
}

/// The 5 % quantile of a normal distribution with the mean and deviation of the returns.
package enum ValueAtRiskParametric: ReturnStatistic {
  package static let definition = MetricDefinition(
    .valueAtRiskParametric, "Value at risk 95 %, parametric", .percent, formula: "m + z(0.05)·s",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let (mean, deviation) = try NormalTail.fit(record)
    return Estimate(mean + SpecialFunctions.normalQuantile(tailShare) * deviation)
  }
}

/// The mean of the worst 5 % of the daily returns.
package enum ExpectedShortfallHistorical: ReturnStatistic {
  package static let definition = MetricDefinition(
    .expectedShortfall, "Expected shortfall 95 %, historical", .percent,
    formula: "mean of the lowest ⌊(n − 1)·0.05⌋ + 1 returns", source: "as empyrical")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.count < 2 { throw .tooFewObservations(needed: 2) }
    let tailCount = Int(Double(record.count - 1) * tailShare) + 1
    return Estimate(CompensatedSum.mean(Array(record.sorted.prefix(tailCount))))
  }
}

/// The mean of the lower 5 % of a normal distribution like that of the returns.
package enum ExpectedShortfallParametric: ReturnStatistic {
  package static let definition = MetricDefinition(
    .expectedShortfallParametric, "Expected shortfall 95 %, parametric", .percent,
    formula: "m − s·φ(z(0.05))/0.05", source: "as quantstats 0.0.86")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let (mean, deviation) = try NormalTail.fit(record)
    let quantile = SpecialFunctions.normalQuantile(tailShare)
    return Estimate(mean - deviation * SpecialFunctions.normalDensity(quantile) / tailShare)
  }
}

/// The normal distribution that stands for the returns.
private enum NormalTail {
  /// Its mean and deviation.
  ///
  /// A normal distribution has losses even where there were none, so without one there is no fit.
  static func fit(
    _ record: ReturnRecord
  ) throws(MissingReason) -> (mean: Double, deviation: Double) {
    let deviation = try record.moments.deviation()
    if record.losses == 0 { throw .noLosingPeriod }
    return (record.moments.mean + record.riskFree, deviation)
  }
}
