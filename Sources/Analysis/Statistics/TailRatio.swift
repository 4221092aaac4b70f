import Kernels

/// The good tail over the bad one.
package enum TailRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .tailRatio, "Tail ratio", .ratio, formula: "|P95|/|P5|, linear percentiles",
    source: "as empyrical and quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.count < 2 { throw .tooFewObservations(needed: 2) }
    let lower = OrderStatistics.quantile(record.returns.span, 0.05)
    if lower == 0 { throw .zeroDenominator }
    return Estimate(abs(OrderStatistics.quantile(record.returns.span, 0.95)) / abs(lower))
  }
}

/// The profit factor of the days times the tail ratio.
package enum CommonSenseRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .commonSenseRatio, "Common sense ratio", .ratio, formula: "Σr⁺/Σ|r⁻| · tail ratio",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(
      try PeriodProfitFactor.estimate(record).value * TailRatio.estimate(record).value)
  }
}
