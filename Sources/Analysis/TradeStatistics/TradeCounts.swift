import Trading

/// How many trades were long.
package enum LongTradeCount: TradeStatistic {
  package static let definition = MetricDefinition(
    .longTrades, "Long trades", .count, formula: "count", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.trades.direction.count { $0 == .long }))
  }
}

/// How many trades were short.
package enum ShortTradeCount: TradeStatistic {
  package static let definition = MetricDefinition(
    .shortTrades, "Short trades", .count, formula: "count", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.trades.direction.count { $0 == .short }))
  }
}

/// How many trades won after fees.
package enum WinnerCount: TradeStatistic {
  package static let definition = MetricDefinition(
    .winningTrades, "Winning trades", .count, formula: "#(P > 0), P net profit",
    source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.winners.count))
  }
}

/// How many trades lost after fees.
package enum LoserCount: TradeStatistic {
  package static let definition = MetricDefinition(
    .losingTrades, "Losing trades", .count, formula: "#(P < 0), P net profit",
    source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.losers.count))
  }
}

/// The most trades in a row that won.
package enum LongestWinningRun: TradeStatistic {
  package static let definition = MetricDefinition(
    .maxConsecutiveWins, "Most wins in a row", .count,
    formula: "longest run of P > 0, in order of the list", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.longestRun { $0 > 0 }))
  }
}

/// The most trades in a row that lost.
package enum LongestLosingRun: TradeStatistic {
  package static let definition = MetricDefinition(
    .maxConsecutiveLosses, "Most losses in a row", .count,
    formula: "longest run of P < 0, in order of the list", source: "definition")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    Estimate(Double(record.longestRun { $0 < 0 }))
  }
}
