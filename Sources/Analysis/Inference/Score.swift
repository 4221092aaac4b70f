import Kernels

/// What agents are ranked by: a statistic of daily returns that is made of sums over days.
///
/// Sums make it cheap to score a resampled history: those of a block of days are differences of
/// running totals.
public enum Score: String, Sendable, Hashable, CaseIterable {
  /// Mean over sample deviation of the returns beyond cash, a year; 0 without variation.
  case sharpe
  /// The compound growth rate, a year.
  case growth = "cagr"

  /// The name for people.
  public var title: String {
    switch self {
    case .sharpe: "Sharpe"
    case .growth: "CAGR"
    }
  }

  /// Whether the score counts the returns beyond those of cash, instead of all.
  public var isOfExcess: Bool { self == .sharpe }

  /// How many sums the statistic is made of.
  var termCount: Int { self == .sharpe ? 2 : 1 }

  /// What a day adds to the sums.
  ///
  /// - Precondition: For growth, the return is above −1.
  func terms(_ value: Double) -> (first: Double, second: Double) {
    switch self {
    case .sharpe: (value, value * value)
    case .growth: (Elementary.log1p(value), 0)
    }
  }

  /// The statistic of days whose terms have these sums.
  @inline(__always)
  func value(_ first: Double, _ second: Double, count: Double, periodsPerYear: Double) -> Double {
    switch self {
    case .sharpe:
      let mean = first / count
      let variance = (second - first * mean) / (count - 1)
      // What rounding leaves of a constant column is no variation.
      if !(variance > 1e-13 * second / count) { return 0 }
      return mean / variance.squareRoot() * periodsPerYear.squareRoot()
    case .growth:
      return Elementary.expm1(first * periodsPerYear / count)
    }
  }

  /// The statistic of a column of returns; 0 of fewer than two.
  package func value(of returns: Span<Double>, periodsPerYear: Int) -> Double {
    guard returns.count >= 2 else { return 0 }
    var first = CompensatedSum()
    var second = CompensatedSum()
    for index in returns.indices {
      let terms = terms(returns[index])
      first.add(terms.first)
      second.add(terms.second)
    }
    return value(
      first.value, second.value, count: Double(returns.count),
      periodsPerYear: Double(periodsPerYear))
  }
}
