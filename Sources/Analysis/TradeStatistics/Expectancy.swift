/// The mean profit of a trade.
package enum Expectancy: TradeStatistic {
  package static let definition = MetricDefinition(
    .expectancy, "Expectancy", .currency, formula: "mean P; error s(P)/√N",
    source: "Tharp, Trade Your Way to Financial Freedom, 1998")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let deviation = try? record.moments.deviation()
    return Estimate(
      record.moments.mean, standardError: deviation.map { $0 / record.n.squareRoot() })
  }
}

/// The mean profit of a trade in units of the mean loss.
package enum ExpectancyPerRisk: TradeStatistic {
  package static let definition = MetricDefinition(
    .expectancyPerRisk, "Expectancy per unit lost", .ratio, formula: "mean P/|mean(P⁻)|",
    source: "as LEAN, for lists without trades of profit 0")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(record.moments.mean / (try record.meanLoss()))
  }
}
