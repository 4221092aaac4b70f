/// Statistics of returns that several rules use.
enum TrailingStatistics {
  /// Mean of the returns; 0 without any.
  static func mean(_ returns: ArraySlice<Double>) -> Double {
    returns.isEmpty ? 0 : returns.reduce(0, +) / Double(returns.count)
  }

  /// Population deviation of the returns.
  static func deviation(_ returns: ArraySlice<Double>) -> Double {
    guard !returns.isEmpty else { return 0 }
    let center = mean(returns)
    let squares = returns.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    return (squares / Double(returns.count)).squareRoot()
  }

  /// Mean over population deviation; 0 without variation.
  static func sharpe(_ returns: ArraySlice<Double>) -> Double {
    let spread = deviation(returns)
    return spread > 0 ? mean(returns) / spread : 0
  }
}
