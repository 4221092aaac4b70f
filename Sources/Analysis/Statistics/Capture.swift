import Kernels

/// The annualised return in the benchmark's rising months over the benchmark's own.
package enum UpCapture: ReturnStatistic {
  package static let definition = MetricDefinition(
    .upCapture, "Up capture", .ratio,
    formula: "(Π(1+r)^(12/k) − 1)/(Π(1+b)^(12/k) − 1) over the k months with b > 0",
    source: "Morningstar; as empyrical on monthly returns", gate: .months)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    try Capture.estimate(record) { $0 > 0 }
  }
}

/// The annualised return in the benchmark's falling months over the benchmark's own.
package enum DownCapture: ReturnStatistic {
  package static let definition = MetricDefinition(
    .downCapture, "Down capture", .ratio,
    formula: "(Π(1+r)^(12/k) − 1)/(Π(1+b)^(12/k) − 1) over the k months with b < 0",
    source: "Morningstar; as empyrical on monthly returns", gate: .months)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    try Capture.estimate(record) { $0 < 0 }
  }
}

private enum Capture {
  /// The ratio of annualised returns over the months that `isChosen` picks by the benchmark.
  static func estimate(
    _ record: ReturnRecord, where isChosen: (Double) -> Bool
  ) throws(MissingReason) -> Estimate {
    let benchmark = PeriodReturn.compounded(
      try BenchmarkComparison.benchmark(record), days: record.input.days, by: .month)
    let chosen = benchmark.indices.filter { isChosen(benchmark[$0].value) }
    if chosen.isEmpty { throw .noBenchmarkPeriod }
    let own = annualised(chosen.map { record.months[$0].value })
    let theirs = annualised(chosen.map { benchmark[$0].value })
    if theirs == 0 { throw .zeroDenominator }
    return Estimate(own / theirs, sampleSize: chosen.count)
  }

  private static func annualised(_ months: [Double]) -> Double {
    let growth = months.reduce(1) { $0 * (1 + $1) }
    return Elementary.pow(growth, 12 / Double(months.count)) - 1
  }
}
