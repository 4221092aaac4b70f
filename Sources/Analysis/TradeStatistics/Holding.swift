import Kernels

/// How many bars a trade was held on average.
package enum AverageBarsHeld: TradeStatistic {
  package static let definition = MetricDefinition(
    .averageBars, "Average bars held", .bars, formula: "mean of exit bar − entry bar",
    source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(mean(record, Array(0..<record.count)))
  }

  /// The mean holding time of some trades.
  static func mean(_ record: TradeRecord, _ indices: [Int]) -> Double {
    CompensatedSum.mean(indices.map { Double(record.trades.barsHeld[$0]) })
  }
}

/// How many bars a winner was held on average.
package enum AverageBarsInWinners: TradeStatistic {
  package static let definition = MetricDefinition(
    .averageBarsWinners, "Average bars in winners", .bars,
    formula: "mean of exit bar − entry bar where P > 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    if record.winners.isEmpty { throw .noWinningTrade }
    return Estimate(
      AverageBarsHeld.mean(record, record.winners), sampleSize: record.winners.count)
  }
}

/// How many bars a loser was held on average.
package enum AverageBarsInLosers: TradeStatistic {
  package static let definition = MetricDefinition(
    .averageBarsLosers, "Average bars in losers", .bars,
    formula: "mean of exit bar − entry bar where P < 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    if record.losers.isEmpty { throw .noLosingTrade }
    return Estimate(AverageBarsHeld.mean(record, record.losers), sampleSize: record.losers.count)
  }
}
