/// A statistic of closed trades: its definition, and how to measure it.
package protocol TradeStatistic: SendableMetatype {
  /// What it is.
  static var definition: MetricDefinition { get }

  /// Measures it on a record with at least one trade.
  /// - Throws: Why there is no value.
  static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate
}

extension TradeStatistic {
  /// The metric of a record, or the reason why it has no value.
  package static func metric(_ record: TradeRecord) -> Metric {
    do throws(MissingReason) {
      if record.count == 0 { throw .noTrades }
      return Metric(definition, try estimate(record), sampleSize: record.count)
    } catch {
      return Metric(definition, missing: error, sampleSize: record.count)
    }
  }
}

/// The statistics of closed trades, in the order in which they are shown.
package enum TradeStatistics {
  /// All of them.
  package static let all: [any TradeStatistic.Type] = [
    LongTradeCount.self, ShortTradeCount.self, WinnerCount.self, LoserCount.self,
    NetProfit.self, FeesPaid.self, FeeShare.self,
    WinRate.self, WinRateLower.self, WinRateUpper.self,
    ProfitFactor.self, Payoff.self, Expectancy.self, ExpectancyPerRisk.self,
    KellyFraction.self, SystemQuality.self,
    AverageWin.self, AverageLoss.self, LargestWin.self, LargestLoss.self,
    AverageBarsHeld.self, AverageBarsInWinners.self, AverageBarsInLosers.self,
    LongestWinningRun.self, LongestLosingRun.self,
    FavourableExcursion.self, AdverseExcursion.self,
  ]

  /// How many trades there are; the one trade metric that has a value without trades.
  static func countMetric(_ record: TradeRecord) -> Metric {
    Metric(
      MetricDefinition(
        .trades, "Closed trades", .count, formula: "N", source: "definition",
        survivesRuin: true),
      Estimate(record.n), sampleSize: record.count)
  }
}
