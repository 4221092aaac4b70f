import Kernels

/// Fixed weights, learned once from the first days and never changed.
///
/// The control that a dynamic rule must beat (MM-ARC, arXiv 2509.05080v3): long-only weights that
/// maximize mean over deviation of the mix's daily returns in the learning window, found by
/// exponentiated gradient steps from equal weights. Until the window has passed, weights are equal.
public struct LearnedStatic: Allocator {
  /// The name in tables.
  public let name = "learned static"
  /// What it does.
  public let summary = "weights learned from the first days and never changed"
  /// Days of the learning window.
  public var window: Int
  /// Gradient steps.
  public var steps: Int

  /// Makes the rule.
  public init(window: Int = 252, steps: Int = 400) {
    self.window = max(2, window)
    self.steps = steps
  }

  /// The weights learned from the first window, whatever came after it.
  public func allocate(_ evidence: Evidence) -> Allocation {
    guard evidence.dayCount >= window else {
      return Allocation(
        EqualWeight.weights(evidence.agents.count),
        ground: "only \(evidence.dayCount) of \(window) days are known")
    }
    if evidence.weightsDayCount >= window {
      return Allocation(evidence.weights, sampleCount: window, ground: "learned once")
    }
    let learned = evidence.returns.map { $0.prefix(window) }
    return Allocation(
      learn(learned), utilities: learned.map(TrailingStatistics.sharpe), sampleCount: window,
      ground: "learned from the first \(window) days")
  }

  private func learn(_ returns: [ArraySlice<Double>]) -> [Double] {
    let count = returns.count
    var weights = EqualWeight.weights(count)
    for _ in 0..<steps {
      var mix = [Double](repeating: 0, count: window)
      for (weight, column) in zip(weights, returns) {
        for (day, value) in column.enumerated() { mix[day] += weight * value }
      }
      let mean = TrailingStatistics.mean(mix[...])
      let spread = TrailingStatistics.deviation(mix[...])
      guard spread > 0 else { break }
      // d(mean/spread)/dw = (mean of r_i − mean · cov(r_i, mix) / variance) / spread.
      let gradient = returns.map { column in
        let own = TrailingStatistics.mean(column)
        var covariance = 0.0
        for (day, value) in column.enumerated() {
          covariance += (value - own) * (mix[day] - mean)
        }
        covariance /= Double(window)
        return (own - mean * covariance / (spread * spread)) / spread
      }
      let grown = zip(weights, gradient).map { $0 * Elementary.exp(min(max($1, -5), 5)) }
      let sum = grown.reduce(0, +)
      weights = grown.map { $0 / sum }
    }
    // Dust is not worth an order.
    let kept = weights.map { $0 < 1e-4 ? 0 : $0 }
    let sum = kept.reduce(0, +)
    return kept.map { $0 / sum }
  }
}
