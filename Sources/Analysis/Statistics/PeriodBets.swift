/// Gains of the winning days over losses of the losing ones.
package enum PeriodProfitFactor: ReturnStatistic {
  package static let definition = MetricDefinition(
    .profitFactorDaily, "Profit factor of days", .ratio, formula: "Σr⁺/Σ|r⁻|",
    source: "as quantstats; the usual one is per trade")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    if record.losses == 0 { throw .noLosingPeriod }
    return Estimate(record.gains / record.losses)
  }
}

/// The share of days with a gain among those with a gain or a loss.
package enum PeriodWinRate: ReturnStatistic {
  package static let definition = MetricDefinition(
    .winRateDaily, "Win rate of days", .percent,
    formula: "w = #(r > 0)/#(r ≠ 0); error √(w(1 − w)/#(r ≠ 0))", source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let activeCount = record.returns.count { $0 != 0 }
    if activeCount == 0 { throw .noActivePeriod }
    let rate = Double(record.returns.count { $0 > 0 }) / Double(activeCount)
    return Estimate(
      rate, standardError: (rate * (1 - rate) / Double(activeCount)).squareRoot(),
      sampleSize: activeCount)
  }
}

/// The mean gain of the winning days over the mean loss of the losing ones.
package enum PeriodPayoff: ReturnStatistic {
  package static let definition = MetricDefinition(
    .payoffDaily, "Payoff of days", .ratio, formula: "mean(r⁺)/|mean(r⁻)|; 0 if no day gained",
    source: "as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let winCount = record.returns.count { $0 > 0 }
    let lossCount = record.returns.count { $0 < 0 }
    if lossCount == 0 { throw .noLosingPeriod }
    if winCount == 0 { return Estimate(0) }
    return Estimate(record.gains / Double(winCount) / (record.losses / Double(lossCount)))
  }
}

/// The stake that a bettor with the win rate and payoff of the days should choose.
package enum PeriodKelly: ReturnStatistic {
  package static let definition = MetricDefinition(
    .kellyDaily, "Kelly fraction of days", .percent,
    formula: "w − (1 − w)/payoff; 0 if no day gained", source: "Kelly 1956, as quantstats")

  package static func estimate(_ record: ReturnRecord) throws(MissingReason) -> Estimate {
    let rate = try PeriodWinRate.estimate(record)
    let payoff = try PeriodPayoff.estimate(record).value
    // Without a win the formula goes to minus infinity, which advises the same: no bet.
    let fraction = payoff == 0 ? 0 : rate.value - (1 - rate.value) / payoff
    return Estimate(fraction, sampleSize: rate.sampleSize)
  }
}
