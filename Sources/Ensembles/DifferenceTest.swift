/// Whether one series of daily returns earns more than another, by their paired differences.
///
/// The standard error allows for dependence between neighbouring days (Newey and West, 1987, with
/// Bartlett weights over the cube root of the days).
public struct DifferenceTest: Sendable {
  /// How many days were compared.
  public let count: Int
  /// Mean difference a day.
  public let mean: Double
  /// Mean over its standard error; 0 without variation.
  public let tStatistic: Double

  /// Compares the days that both have.
  /// - Complexity: O(days · ∛days).
  public init(_ first: [Double], _ second: [Double]) {
    let differences = zip(first, second).map { $0 - $1 }
    count = differences.count
    let size = Double(max(1, count))
    let center = differences.reduce(0, +) / size
    mean = center
    let centered = differences.map { $0 - center }
    var lags = 1
    while (lags + 1) * (lags + 1) * (lags + 1) <= count { lags += 1 }
    var variance = centered.reduce(0) { $0 + $1 * $1 } / size
    for lag in 1...lags where lag < count {
      var product = 0.0
      for index in lag..<count { product += centered[index] * centered[index - lag] }
      variance += 2 * (1 - Double(lag) / Double(lags + 1)) * product / size
    }
    tStatistic = variance > 0 ? center / (variance / size).squareRoot() : 0
  }
}
