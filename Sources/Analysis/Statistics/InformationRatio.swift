/// Reward for leaving the benchmark, per period.
package enum InformationRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .informationRatio, "Information ratio per period", .ratio,
    formula: "IR = m(r−b)/s(r−b); error √((1 + IR²/2)/n)",
    source: "as empyrical and quantstats; error as Lo 2002", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let active = try BenchmarkComparison(record).active
    let ratio = try active.mean / active.deviation()
    return Estimate(ratio, standardError: ((1 + ratio * ratio / 2) / record.n).squareRoot())
  }
}

/// Reward for leaving the benchmark, a year.
package enum InformationRatioAnnual: ReturnStatistic {
  package static let definition = MetricDefinition(
    .informationRatioAnnual, "Information ratio", .ratio, formula: "m(r−b)/s(r−b)·√A",
    source: "Goodwin 1998; error as Lo 2002", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    var estimate = try InformationRatio.estimate(record)
    let yearly = record.periodsPerYear.squareRoot()
    estimate.value *= yearly
    estimate.standardError = estimate.standardError.map { $0 * yearly }
    return estimate
  }
}
