import Kernels

/// The root mean square of drawdowns, as quantstats divides.
package enum UlcerIndex: ReturnStatistic {
  package static let definition = MetricDefinition(
    .ulcer, "Ulcer index (n − 1)", .percent, formula: "√(Σ dd²/(n − 1))",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try value(record, lostDegrees: 1))
  }

  /// The index with divisor n − `lostDegrees`.
  static func value(
    _ record: ReturnRecord, lostDegrees: Int
  ) throws(MissingReason) -> Double {
    if record.count < 2 { throw .tooFewObservations(needed: 2) }
    let squares = CompensatedSum.of(record.underwater) { $0 * $0 }
    return (squares / Double(record.count - lostDegrees)).squareRoot()
  }
}

/// The root mean square of drawdowns.
package enum UlcerIndexPopulation: ReturnStatistic {
  package static let definition = MetricDefinition(
    .ulcerPopulation, "Ulcer index (n)", .percent, formula: "√(Σ dd²/n)",
    source: "Martin and McCann, The Investor's Guide to Fidelity Funds, 1989")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(try UlcerIndex.value(record, lostDegrees: 0))
  }
}

/// The total return less the risk-free rate over the Ulcer index, as quantstats has it.
package enum UlcerPerformanceIndex: ReturnStatistic {
  package static let definition = MetricDefinition(
    .ulcerPerformanceIndex, "Ulcer performance index", .ratio,
    formula: "(total return − rf)/Ulcer(n − 1)",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let ulcer = try UlcerIndex.value(record, lostDegrees: 1)
    if ulcer == 0 { throw .noDrawdown }
    return Estimate((record.growth - 1 - record.input.riskFree) / ulcer)
  }
}

/// Annual growth less the risk-free rate over the Ulcer index.
package enum MartinRatio: ReturnStatistic {
  package static let definition = MetricDefinition(
    .martin, "Martin ratio", .ratio, formula: "(CAGR − rf)/Ulcer(n)",
    source: "Martin and McCann 1989", gate: .annualisation)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let ulcer = try UlcerIndex.value(record, lostDegrees: 0)
    if ulcer == 0 { throw .noDrawdown }
    return Estimate((record.annualised(record.growth) - record.input.riskFree) / ulcer)
  }
}
