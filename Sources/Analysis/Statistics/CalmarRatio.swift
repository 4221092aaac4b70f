/// Annual growth over the deepest fall.
package enum CalmarRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .calmar, "Calmar ratio", .ratio, formula: "CAGR/|max drawdown| over the whole time",
    source: "Young 1991, who took 36 months", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.maximumDrawdown == 0 { throw .noDrawdown }
    return Estimate(record.annualised(record.growth) / -record.maximumDrawdown)
  }
}

/// The sum of returns over the deepest fall.
package enum RecoveryFactor: ReturnStatistic {
  package static let definition = MetricDefinition(
    .recoveryFactor, "Recovery factor", .ratio, formula: "Σr/|max drawdown|",
    source: "as quantstats, but with its sign")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.maximumDrawdown == 0 { throw .noDrawdown }
    return Estimate((record.gains - record.losses) / -record.maximumDrawdown)
  }
}
