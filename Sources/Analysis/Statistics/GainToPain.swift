import Kernels

/// The sum of monthly returns over the sum of the monthly losses.
package enum GainToPain: ReturnStatistic {
  package static let definition = MetricDefinition(
    .gainToPain, "Gain to pain of months", .ratio, formula: "Σr/Σ|r⁻| of calendar months",
    source: "Schwager, Hedge Fund Market Wizards, 2012", gate: .months)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let months = record.months.map(\.value)
    let pain = CompensatedSum.of(months) { max(-$0, 0) }
    if pain == 0 { throw .noLosingPeriod }
    return Estimate(CompensatedSum.of(months) / pain, sampleSize: months.count)
  }
}

/// The sum of daily returns over the sum of the daily losses.
package enum GainToPainDaily: ReturnStatistic {
  package static let definition = MetricDefinition(
    .gainToPainDaily, "Gain to pain of days", .ratio, formula: "Σr/Σ|r⁻|",
    source: "as quantstats by default")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.losses == 0 { throw .noLosingPeriod }
    return Estimate(CompensatedSum.of(record.returns) / record.losses)
  }
}
