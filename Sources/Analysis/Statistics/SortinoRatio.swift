import Kernels

/// The root mean square of shortfalls below the required return, a year.
package enum DownsideDeviation: ReturnStatistic {
  package static let definition = MetricDefinition(
    .downsideDeviation, "Downside deviation", .percent,
    formula: "√(Σ min(r − MAR, 0)²/n)·√A over all n",
    source: "Sortino and van der Meer 1991", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try perPeriod(record) * record.periodsPerYear.squareRoot())
  }

  /// The deviation of a period.
  /// - Throws: `noLosingPeriod`.
  static func perPeriod(_ record: ReturnRecord) throws(MissingReason) -> Double {
    let required = record.requiredReturn
    let squares = CompensatedSum.of(record.returns) {
      let shortfall = min($0 - required, 0)
      return shortfall * shortfall
    }
    if squares == 0 { throw .noLosingPeriod }
    return (squares / record.n).squareRoot()
  }
}

/// Reward for downside deviation, a year.
package enum SortinoRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .sortino, "Sortino ratio", .ratio, formula: "m(r − MAR)/√(Σ min(r − MAR, 0)²/n)·√A",
    source: "Sortino and Price 1994", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let deviation = try DownsideDeviation.perPeriod(record)
    let required = record.requiredReturn
    let surplus = CompensatedSum.of(record.returns) { $0 - required } / record.n
    return Estimate(surplus / deviation * record.periodsPerYear.squareRoot())
  }
}
