/// The stake that a bettor with the win rate and payoff of the trades should choose.
package enum KellyFraction: TradeStatistic {
  package static let definition = MetricDefinition(
    .kelly, "Kelly fraction", .percent, formula: "w − (1 − w)/payoff; 0 if no trade won",
    source: "Kelly, A New Interpretation of Information Rate, 1956")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let payoff = try Payoff.estimate(record).value
    // Without a win the formula goes to minus infinity, which advises the same: no bet.
    return Estimate(payoff == 0 ? 0 : record.winRate - (1 - record.winRate) / payoff)
  }
}

/// Tharp's system quality number.
package enum SystemQuality: TradeStatistic {
  package static let definition = MetricDefinition(
    .systemQuality, "System quality number", .ratio, formula: "√N·mean P/s(P), N not capped",
    source: "Tharp 2008, who caps N at 100")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(record.n.squareRoot() * record.moments.mean / (try record.moments.deviation()))
  }
}
