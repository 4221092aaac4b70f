/// What the winners won over what the losers lost.
package enum ProfitFactor: TradeStatistic {
  package static let definition = MetricDefinition(
    .profitFactor, "Profit factor", .ratio, formula: "ΣP⁺/Σ|P⁻|, net profits",
    source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    if record.losers.isEmpty { throw .noLosingTrade }
    return Estimate(record.won / record.lost)
  }
}

/// The mean win over the mean loss.
package enum Payoff: TradeStatistic {
  package static let definition = MetricDefinition(
    .payoff, "Payoff ratio", .ratio, formula: "mean(P⁺)/|mean(P⁻)|; 0 if no trade won",
    source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let loss = try record.meanLoss()
    return Estimate(record.winners.isEmpty ? 0 : try record.meanWin() / loss)
  }
}
