extension Indicator {
  /// The volume of rising bars less that of falling ones, so far.
  static let balanceVolume = Indicator(
    id: "obv", title: "On-balance volume", family: .volume,
    sources: [], barColumns: [.close, .volume],
    formula: "sum of volume with the sign of the close's change; the first bar counts nothing",
    reference: "J. Granville (1963)",
    forgets: false,
    lookback: { _ in [0] },
    state: BalanceVolumeState.self)
}

/// The stream of `obv`.
struct BalanceVolumeState: IndicatorState {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let change = step.close - step.previousClose
    let sign: Double = change > 0 ? 1 : change < 0 ? -1 : change.isNaN ? .nan : 0
    return sum.add(sign * step.volume)
  }
}

/// A sum to which a NaN adds nothing.
struct RunningSum {
  private var total = 0.0

  mutating func add(_ value: Double) -> Double {
    if !value.isNaN { total += value }
    return total
  }
}
