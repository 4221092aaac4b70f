import Kernels

/// The share of trades that won.
package enum WinRate: TradeStatistic {
  package static let definition = MetricDefinition(
    .winRate, "Win rate", .percent, formula: "w = #(P > 0)/N; error √(w(1 − w)/N)",
    source: "definition; a trade without profit is no win")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let rate = record.winRate
    return Estimate(rate, standardError: (rate * (1 - rate) / record.n).squareRoot())
  }
}

/// The lower end of the 95 % interval of the win rate.
package enum WinRateLower: TradeStatistic {
  package static let definition = MetricDefinition(
    .winRateLower, "Win rate, lower 95 % bound", .percent,
    formula: "(w + z²/2N − z√(w(1−w)/N + z²/4N²))/(1 + z²/N), z = 1.96", source: "Wilson 1927")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let interval = WilsonInterval(successCount: record.winners.count, count: record.count)
    return Estimate(interval.lower)
  }
}

/// The upper end of the 95 % interval of the win rate.
package enum WinRateUpper: TradeStatistic {
  package static let definition = MetricDefinition(
    .winRateUpper, "Win rate, upper 95 % bound", .percent,
    formula: "(w + z²/2N + z√(w(1−w)/N + z²/4N²))/(1 + z²/N), z = 1.96", source: "Wilson 1927")

  package static func estimate(_ record: TradeRecord) throws(MissingReason) -> Estimate {
    let interval = WilsonInterval(successCount: record.winners.count, count: record.count)
    return Estimate(interval.upper)
  }
}

/// The score interval of a share, which stays within 0 … 1 (Wilson 1927).
public struct WilsonInterval: Sendable, Hashable {
  /// The lower bound.
  public let lower: Double
  /// The upper bound.
  public let upper: Double

  /// Makes the interval.
  /// - Parameter confidence: The probability that it covers the true share, above 0 and below 1.
  /// - Precondition: `count` is above 0 and not below `successCount`.
  public init(successCount: Int, count: Int, confidence: Double = 0.95) {
    precondition(count > 0 && 0...count ~= successCount, "successes must be among the observations")
    let n = Double(count)
    let share = Double(successCount) / n
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // At the ends the bound is exact, which rounding would hide.
    lower = successCount == 0 ? 0 : (centre - spread) / (1 + z * z / n)
    upper = successCount == count ? 1 : (centre + spread) / (1 + z * z / n)
  }
}
