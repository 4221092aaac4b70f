import Kernels

/// What the closed trades brought after fees.
package enum NetProfit: TradeStatistic {
  package static let definition = MetricDefinition(
    .netProfit, "Net profit of trades", .currency, formula: "ΣP", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(CompensatedSum.of(record.trades.netProfit))
  }
}

/// What the closed trades cost in fees.
package enum FeesPaid: TradeStatistic {
  package static let definition = MetricDefinition(
    .fees, "Fees of trades", .currency, formula: "Σ fees", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(CompensatedSum.of(record.trades.fees))
  }
}

/// The fees as a share of what the trades moved before fees.
package enum FeeShare: TradeStatistic {
  package static let definition = MetricDefinition(
    .feeShare, "Fees over gross profit and loss", .percent, formula: "Σ fees/Σ|gross profit|",
    source: "own")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let gross = CompensatedSum.of(record.trades.grossProfit) { abs($0) }
    if gross == 0 { throw .zeroDenominator }
    return Estimate(CompensatedSum.of(record.trades.fees) / gross)
  }
}

/// The mean profit of the trades that won.
package enum AverageWin: TradeStatistic {
  package static let definition = MetricDefinition(
    .averageWin, "Average win", .currency, formula: "mean of P > 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(try record.meanWin(), sampleSize: record.winners.count)
  }
}

/// The mean profit of the trades that lost, below 0.
package enum AverageLoss: TradeStatistic {
  package static let definition = MetricDefinition(
    .averageLoss, "Average loss", .currency, formula: "mean of P < 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(-(try record.meanLoss()), sampleSize: record.losers.count)
  }
}

/// The profit of the best trade.
package enum LargestWin: TradeStatistic {
  package static let definition = MetricDefinition(
    .largestWin, "Largest win", .currency, formula: "max P, if above 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    if record.winners.isEmpty { throw .noWinningTrade }
    return Estimate(record.trades.netProfit.max() ?? 0)
  }
}

/// The profit of the worst trade.
package enum LargestLoss: TradeStatistic {
  package static let definition = MetricDefinition(
    .largestLoss, "Largest loss", .currency, formula: "min P, if below 0", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    if record.losers.isEmpty { throw .noLosingTrade }
    return Estimate(record.trades.netProfit.min() ?? 0)
  }
}
