/// The compound annual growth rate.
package enum AnnualGrowth: ReturnStatistic {
  package static let definition = MetricDefinition(
    .cagr, "CAGR", .percent, formula: "(E_n / E_0)^(A/n) − 1, n session days",
    source: "as empyrical and quantstats; others count calendar days", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.annualised(record.growth))
  }
}
