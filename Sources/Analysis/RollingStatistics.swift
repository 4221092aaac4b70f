import Kernels

/// Statistics over the last so many days, as columns for charts.
///
/// Each window is measured anew, so that nothing drifts. Entries before the first full window, and
/// those of windows without variation, are NaN.
public enum RollingStatistics {
  /// The Sharpe ratio of each window, a year.
  ///
  /// - Parameters:
  ///   - window: Length in session days, at least 2.
  ///   - riskFree: Risk-free rate a year, as a fraction.
  /// - Complexity: O(*n* · window).
  public static func sharpe(
    _ returns: [Double], window: Int, periodsPerYear: Int, riskFree: Double = 0
  ) -> [Double] {
    let yearly = Double(periodsPerYear)
    let rate = Elementary.pow(1 + riskFree, 1 / yearly) - 1
    return column(returns, window) { moments throws(MissingReason) in
      try (moments.mean - rate) / moments.deviation() * yearly.squareRoot()
    }
  }

  /// The standard deviation of each window, a year.
  ///
  /// - Parameter window: Length in session days, at least 2.
  /// - Complexity: O(*n* · window).
  public static func volatility(
    _ returns: [Double], window: Int, periodsPerYear: Int
  ) -> [Double] {
    let scale = Double(periodsPerYear).squareRoot()
    return column(returns, window) { moments throws(MissingReason) in
      try moments.deviation() * scale
    }
  }

  private static func column(
    _ returns: [Double], _ window: Int, _ measure: (Moments) throws(MissingReason) -> Double
  ) -> [Double] {
    precondition(window >= 2, "a window needs at least two days")
    return returns.indices.map { index in
      if index + 1 < window { return .nan }
      let moments = Moments(Array(returns[(index + 1 - window)...index]))
      return (try? measure(moments)) ?? .nan
    }
  }
}
