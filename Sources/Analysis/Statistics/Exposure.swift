import Kernels

/// The share of days on which the account held a position.
package enum TimeInMarket: ReturnStatistic {
  package static let definition = MetricDefinition(
    .exposure, "Time in the market", .percent, formula: "share of days with exposure ≠ 0",
    source: "definition", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let exposure = try recorded(record)
    return Estimate(Double(exposure.count { $0 != 0 }) / record.n)
  }

  /// The exposure of each day of the record.
  /// - Throws: `noExposureRecord`.
  static func recorded(_ record: ReturnRecord) throws(MissingReason) -> [Double] {
    guard let exposure = record.input.dailyExposure else { throw .noExposureRecord }
    return Array(exposure.prefix(record.count))
  }
}

/// The mean gross exposure as a share of equity.
package enum AverageExposure: ReturnStatistic {
  package static let definition = MetricDefinition(
    .averageExposure, "Average gross exposure", .percent, formula: "mean of |positions|/E",
    source: "definition", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(CompensatedSum.mean(try TimeInMarket.recorded(record).map(abs)))
  }
}

/// The share of days with a gain or a loss.
package enum ActiveDays: ReturnStatistic {
  package static let definition = MetricDefinition(
    .activeDays, "Days with a gain or loss", .percent, formula: "share of days with r ≠ 0",
    source: "quantstats' exposure, without its rounding", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.returns.count { $0 != 0 }) / record.n)
  }
}
