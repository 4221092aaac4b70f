import Kernels

/// How much the run moves with the benchmark.
package enum Beta: ReturnStatistic {
  package static let definition = MetricDefinition(
    .beta, "Beta", .ratio, formula: "cov(r, b)/var(b); error of the regression's slope",
    source: "Sharpe 1964", gate: .ratio)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let comparison = try BenchmarkComparison(record)
    return Estimate(comparison.beta, standardError: comparison.betaError)
  }
}

/// The compounded annual return that the benchmark does not explain.
package enum AlphaGeometric: ReturnStatistic {
  package static let definition = MetricDefinition(
    .alpha, "Alpha, geometric", .percent, formula: "(1 + mean((r−rf) − β·(b−rf)))^A − 1",
    source: "as empyrical", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let perPeriod = try BenchmarkComparison(record).alphaPerPeriod
    if perPeriod <= -1 { throw .undefined }
    return Estimate(Elementary.pow(1 + perPeriod, record.periodsPerYear) - 1)
  }
}

/// The annual return that the benchmark does not explain, not compounded.
package enum AlphaArithmetic: ReturnStatistic {
  package static let definition = MetricDefinition(
    .alphaArithmetic, "Alpha, arithmetic", .percent,
    formula: "(m(r−rf) − β·m(b−rf))·A; error of the regression's intercept",
    source: "Jensen 1968, as quantstats", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let comparison = try BenchmarkComparison(record)
    return Estimate(
      comparison.alphaPerPeriod * record.periodsPerYear,
      standardError: comparison.alphaError.map { $0 * record.periodsPerYear })
  }
}
