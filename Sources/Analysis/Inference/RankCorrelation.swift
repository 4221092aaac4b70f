import Kernels

/// Whether numbers stand in the same order as others.
package enum RankCorrelation {
  /// Spearman's rank correlation, ties at their mean ranks; nil if a column does not vary.
  package static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count, "a correlation takes columns of one length")
    guard left.count >= 2 else { return nil }
    let leftRanks = OrderStatistics.ranks(left.span)
    let rightRanks = OrderStatistics.ranks(right.span)
    let spread =
      Reduce.variance(leftRanks.span).squareRoot() * Reduce.variance(rightRanks.span).squareRoot()
    guard spread > 0 else { return nil }
    // Ranks are halves of whole numbers; only the last division can leave the range.
    return min(max(Reduce.covariance(leftRanks.span, rightRanks.span) / spread, -1), 1)
  }

  /// Tests whether the mean of independent numbers is 0, by Student's t.
  ///
  /// - Returns: Nil of fewer than two numbers; without variation, a statistic of 0.
  package static func tTest(
    _ values: [Double]
  ) -> (mean: Double, deviation: Double, t: Double, p: Double)? {
    guard values.count >= 2 else { return nil }
    let mean = Reduce.mean(values.span)
    let deviation = Reduce.standardDeviation(values.span)
    guard deviation > 1e-12 else { return (mean, 0, 0, 1) }
    let count = Double(values.count)
    let t = mean / (deviation / count.squareRoot())
    let p = 2 * SpecialFunctions.studentCDF(-abs(t), degreesOfFreedom: count - 1)
    return (mean, deviation, t, p)
  }
}
