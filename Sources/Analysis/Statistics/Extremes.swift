/// The highest daily return.
package enum BestDay: ReturnStatistic {
  package static let definition = MetricDefinition(
    .bestDay, "Best day", .percent, formula: "max r", source: "definition", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.sorted[record.count - 1])
  }
}

/// The lowest daily return.
package enum WorstDay: ReturnStatistic {
  package static let definition = MetricDefinition(
    .worstDay, "Worst day", .percent, formula: "min r", source: "definition", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.sorted[0])
  }
}

/// The highest return of a calendar month.
package enum BestMonth: ReturnStatistic {
  package static let definition = MetricDefinition(
    .bestMonth, "Best month", .percent, formula: "max of compounded calendar months",
    source: "definition", gate: .months, survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.months.map(\.value).max() ?? 0, sampleSize: record.months.count)
  }
}

/// The lowest return of a calendar month.
package enum WorstMonth: ReturnStatistic {
  package static let definition = MetricDefinition(
    .worstMonth, "Worst month", .percent, formula: "min of compounded calendar months",
    source: "definition", gate: .months, survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.months.map(\.value).min() ?? 0, sampleSize: record.months.count)
  }
}
