import Kernels

/// How sure a Sharpe ratio is, from its moments alone.
///
/// D. Bailey and M. López de Prado, "The Sharpe Ratio Efficient Frontier" (2012) and "The Deflated
/// Sharpe Ratio" (2014). Ratios are of one period; kurtosis is raw, 3 for a normal distribution.
public enum SharpeInference {
  /// The variance of an estimated ratio, times the count less 1: `1 − γ₃·SR + (γ₄−1)/4·SR²`.
  public static func variance(
    sharpe: Double, skewness: Double = 0, kurtosis: Double = 3
  ) -> Double {
    1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe
  }

  /// The probability that the true ratio is above a hurdle (PSR).
  public static func probability(
    sharpe: Double, above hurdle: Double = 0, count: Int, skewness: Double = 0,
    kurtosis: Double = 3
  ) -> Double {
    let variance = variance(sharpe: sharpe, skewness: skewness, kurtosis: kurtosis)
    return SpecialFunctions.normalCDF(
      (sharpe - hurdle) * (Double(count - 1) / variance).squareRoot())
  }

  /// The ratio that the best of so many worthless attempts is expected to have.
  ///
  /// `s·((1−γ)·Φ⁻¹(1−1/N) + γ·Φ⁻¹(1−1/(N·e)))` with Euler's γ = 0.5772…
  /// - Parameters:
  ///   - trialCount: Independent attempts, above 1, not necessarily whole.
  ///   - deviation: Standard deviation of the ratios of all attempts.
  public static func expectedMaximum(trialCount: Double, deviation: Double) -> Double {
    let eulerMascheroni = 0.577_215_664_901_532_9
    let best = SpecialFunctions.normalQuantile(1 - 1 / trialCount)
    let next = SpecialFunctions.normalQuantile(1 - 1 / (trialCount * Elementary.exp(1)))
    return deviation * ((1 - eulerMascheroni) * best + eulerMascheroni * next)
  }

  /// The least count of periods that shows with a confidence that the true ratio is above a hurdle.
  ///
  /// Nil if the ratio is not above it.
  public static func minimumTrackRecord(
    sharpe: Double, above hurdle: Double = 0, confidence: Double = 0.95, skewness: Double = 0,
    kurtosis: Double = 3
  ) -> Double? {
    guard sharpe > hurdle else { return nil }
    let ratio = SpecialFunctions.normalQuantile(confidence) / (sharpe - hurdle)
    return 1 + variance(sharpe: sharpe, skewness: skewness, kurtosis: kurtosis) * ratio * ratio
  }
}
