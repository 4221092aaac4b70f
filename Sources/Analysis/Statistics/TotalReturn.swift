/// What the account gained over the whole time.
package enum TotalReturn: ReturnStatistic {
  package static let definition = MetricDefinition(
    .totalReturn, "Total return", .percent, formula: "E_n / E_0 − 1, at least −1",
    source: "definition", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(record.growth - 1)
  }
}

/// What a ruined account owes.
package enum Debt: ReturnStatistic {
  package static let definition = MetricDefinition(
    .debt, "Debt after ruin", .currency, formula: "max(−E, 0) on the day of ruin, else 0",
    source: "definition; only margin accounts can owe", survivesRuin: true)

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    Estimate(max(-record.input.dailyEquity[record.count - 1], 0))
  }
}
