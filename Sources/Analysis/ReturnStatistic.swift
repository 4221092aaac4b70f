/// A statistic of daily returns: its definition, and how to measure it.
package protocol ReturnStatistic: SendableMetatype {
  /// What it is.
  static var definition: MetricDefinition { get }

  /// Measures it on a record with at least one return.
  /// - Throws: Why there is no value.
  static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate
}

extension ReturnStatistic {
  /// The metric of a record, or the reason why it has no value.
  package static func metric(_ record: ReturnRecord, gates: SampleGates = .standard) -> Metric {
    do throws(MissingReason) {
      if record.count == 0 { throw .noObservations }
      if record.isRuined && !definition.survivesRuin { throw .ruined }
      try gates.check(definition.gate, record)
      return Metric(definition, try estimate(record), sampleSize: record.count)
    } catch {
      return Metric(definition, missing: error, sampleSize: record.count)
    }
  }
}

/// The statistics of daily returns, in the order in which they are shown.
package enum ReturnStatistics {
  /// All of them.
  package static let all: [any ReturnStatistic.Type] = [
    TotalReturn.self, AnnualGrowth.self, Volatility.self, Debt.self,
    SharpeRatio.self, SharpeErrorNonNormal.self, DownsideDeviation.self, SortinoRatio.self,
    OmegaRatio.self, CalmarRatio.self, MaximumDrawdown.self, AverageDrawdown.self,
    LongestDrawdown.self, TimeUnderWater.self, RecoveryFactor.self,
    UlcerIndex.self, UlcerIndexPopulation.self, UlcerPerformanceIndex.self, MartinRatio.self,
    ValueAtRiskHistorical.self, ValueAtRiskParametric.self,
    ExpectedShortfallHistorical.self, ExpectedShortfallParametric.self,
    TailRatio.self, CommonSenseRatio.self, Stability.self,
    Skewness.self, ExcessKurtosis.self, PopulationSkewness.self, PopulationKurtosis.self,
    BestDay.self, WorstDay.self, BestMonth.self, WorstMonth.self,
    PeriodProfitFactor.self, PeriodWinRate.self, PeriodPayoff.self, PeriodKelly.self,
    GainToPain.self, GainToPainDaily.self,
    TimeInMarket.self, AverageExposure.self, ActiveDays.self,
    Beta.self, AlphaGeometric.self, AlphaArithmetic.self,
    InformationRatio.self, InformationRatioAnnual.self, UpCapture.self, DownCapture.self,
    ProbabilisticSharpe.self, ProbabilisticSharpePopulation.self, DeflatedSharpe.self,
    MinimumTrackRecord.self,
  ]
}
