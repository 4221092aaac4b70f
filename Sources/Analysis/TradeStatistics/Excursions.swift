import Kernels

/// How far trades went into profit at best, on average.
package enum FavourableExcursion: TradeStatistic {
  package static let definition = MetricDefinition(
    .meanFavourableExcursion, "Mean maximum favourable excursion", .percent,
    formula: "mean of max open profit per unit/|entry price|",
    source: "Sweeney, Maximum Adverse Excursion, 1996")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    try Excursion.mean(record.trades.maxFavourable, record)
  }
}

/// How far trades went into loss at worst, on average.
package enum AdverseExcursion: TradeStatistic {
  package static let definition = MetricDefinition(
    .meanAdverseExcursion, "Mean maximum adverse excursion", .percent,
    formula: "mean of max open loss per unit/|entry price|",
    source: "Sweeney, Maximum Adverse Excursion, 1996")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    try Excursion.mean(record.trades.maxAdverse, record)
  }
}

private enum Excursion {
  /// The mean of a column relative to entry prices; a price of 0 has no such relation.
  static func mean(
    _ column: [Double], _ record: TradeRecord
  ) throws(MissingReason) -> Estimate {
    let prices = record.trades.entryPrice
    var shares: [Double] = []
    shares.reserveCapacity(column.count)
    for index in column.indices where prices[index] != 0 {
      shares.append(column[index] / abs(prices[index]))
    }
    if shares.isEmpty { throw .zeroDenominator }
    return Estimate(CompensatedSum.mean(shares), sampleSize: shares.count)
  }
}
