import Kernels

/// What the ledger of trials remembers of a series of returns.
///
/// Mean and variance are of a period, not of a year; the variance has the divisor n − 1, skewness
/// and kurtosis the divisor n, and a normal distribution has a kurtosis of 3. These four decide the
/// standard error of the Sharpe ratio (Bailey and López de Prado 2012).
public struct TrialMoments: Sendable, Hashable {
  /// How many returns there are.
  public var count: Int
  /// Their mean; nil of none.
  public var mean: Double?
  /// Their variance; nil of fewer than two.
  public var variance: Double?
  /// Their third standardised moment; nil if all are equal.
  public var skewness: Double?
  /// Their fourth standardised moment; nil if all are equal.
  public var kurtosis: Double?
  /// Mean over deviation; nil if all are equal, up to rounding.
  public var sharpe: Double?

  /// Measures returns.
  public init(_ returns: [Double]) {
    count = returns.count
    guard count > 0 else { return }
    let average = Reduce.mean(returns.span)
    mean = average
    guard count > 1 else { return }
    let spread = Reduce.variance(returns.span)
    variance = spread
    let largest = returns.reduce(0) { max($0, abs($1)) }
    guard spread.squareRoot() > 1e-12 * largest else { return }
    skewness = Reduce.skewness(returns.span)
    kurtosis = Reduce.kurtosis(returns.span)
    sharpe = average / spread.squareRoot()
  }

  init(
    count: Int, mean: Double?, variance: Double?, skewness: Double?, kurtosis: Double?,
    sharpe: Double?
  ) {
    self.count = count
    self.mean = mean
    self.variance = variance
    self.skewness = skewness
    self.kurtosis = kurtosis
    self.sharpe = sharpe
  }
}
