import Kernels

/// The deepest fall from a peak, the starting equity included.
package enum MaximumDrawdown: ReturnStatistic {
  package static let definition = MetricDefinition(
    .maxDrawdown, "Maximum drawdown", .percent,
    formula: "min(E_t / max_{u≤t} E_u − 1) with E_0, at least −1", source: "definition",
    survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.maximumDrawdown)
  }
}

/// The mean depth of all falls.
package enum AverageDrawdown: ReturnStatistic {
  package static let definition = MetricDefinition(
    .averageDrawdown, "Average drawdown", .percent, formula: "mean depth of the drawdowns",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.drawdowns.isEmpty { throw .noDrawdown }
    return Estimate(
      CompensatedSum.mean(record.drawdowns.map(\.depth)), sampleSize: record.drawdowns.count)
  }
}

/// The longest time without a new peak.
package enum LongestDrawdown: ReturnStatistic {
  package static let definition = MetricDefinition(
    .longestDrawdown, "Longest drawdown", .days,
    formula: "max calendar days from a peak to its recovery, or to the last day",
    source: "definition; quantstats counts from the first day below the peak")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    guard let longest = record.drawdowns.map(\.lengthDays).max() else { throw .noDrawdown }
    return Estimate(Double(longest), sampleSize: record.drawdowns.count)
  }
}

/// The share of days that ended below the peak.
package enum TimeUnderWater: ReturnStatistic {
  package static let definition = MetricDefinition(
    .timeUnderWater, "Time under water", .percent, formula: "share of session days with dd < 0",
    source: "definition")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.underwater.count { $0 < 0 }) / record.n)
  }
}
