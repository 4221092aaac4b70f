/// The standard deviation of returns, a year.
package enum Volatility: ReturnStatistic {
  package static let definition = MetricDefinition(
    .volatility, "Volatility", .percent, formula: "s·√A; error s·√A·√((γ₄ − 1)/(4n))",
    source: "definition; error from the variance of the sample variance", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let volatility = try record.moments.deviation() * record.periodsPerYear.squareRoot()
    let kurtosis = try record.moments.populationKurtosis()
    return Estimate(
      volatility, standardError: volatility * ((kurtosis - 1) / (4 * record.n)).squareRoot())
  }
}
