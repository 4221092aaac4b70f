package import Analysis

/// Asks a ranking whether it predicts: scores of a trailing window against what came next.
///
/// At the end of every period, agents are scored on the days of the lookback; the rank correlation
/// of these scores with the returns of the following horizon is one observation. Periods do not
/// overlap, so Student's t may treat them as independent. ALGORITHMS (1.2, 1.6) calls the mean
/// RankIC, and mean over deviation ICIR.
package struct PredictionTest: Sendable {
  /// One time of asking.
  package struct Period: Sendable {
    /// The day after whose close agents were scored, as an index into the days.
    package let day: Int
    /// The scores of the agents on the days up to and including `day`.
    package let scores: [Double]
    /// The sums of the agents' returns on the days after it.
    package let outcomes: [Double]
    /// The rank correlation of both; nil if one of them does not vary.
    package let correlation: Double?
  }

  /// How it was asked.
  package let plan: PredictionPlan
  /// Every time of asking, in order of time.
  package let periods: [Period]

  /// Asks.
  ///
  /// - Parameter returns: The daily returns of each agent, columns of one length.
  package init(
    returns: [[Double]], plan: PredictionPlan, score: Score, periodsPerYear: Int
  ) {
    self.plan = plan
    let count = returns.first?.count ?? 0
    var periods: [Period] = []
    for end in stride(from: plan.lookback, through: count - plan.horizon, by: plan.horizon) {
      let scores = returns.map {
        score.value(
          of: $0.span.extracting((end - plan.lookback)..<end), periodsPerYear: periodsPerYear)
      }
      let outcomes = returns.map { $0[end..<(end + plan.horizon)].reduce(0, +) }
      periods.append(
        Period(
          day: end - 1, scores: scores, outcomes: outcomes,
          correlation: RankCorrelation.spearman(scores, outcomes)))
    }
    self.periods = periods
  }

  /// The verdict; nil of fewer than three agents or two periods, which tell nothing.
  package var result: PredictionResult? {
    guard (periods.first?.scores.count ?? 0) >= 3 else { return nil }
    let correlations = periods.compactMap(\.correlation)
    guard let test = RankCorrelation.tTest(correlations) else { return nil }
    return PredictionResult(
      plan: plan, periodCount: correlations.count, meanCorrelation: test.mean,
      deviation: test.deviation, tStatistic: test.t, pValue: test.p)
  }
}
