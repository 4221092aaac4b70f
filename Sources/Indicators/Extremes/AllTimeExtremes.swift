extension Indicator {
  /// The largest value so far.
  static let allTimeHigh = Indicator(
    id: "max", title: "All-time high", family: .extremes,
    formula: "max(all x so far); a missing x changes nothing",
    reference: "common",
    forgets: false,
    lookback: { _ in [0] },
    state: AllTimeHighState.self)

  /// The smallest value so far.
  static let allTimeLow = Indicator(
    id: "min", title: "All-time low", family: .extremes,
    formula: "min(all x so far); a missing x changes nothing",
    reference: "common",
    forgets: false,
    lookback: { _ in [0] },
    state: AllTimeLowState.self)
}

/// The stream of `max`.
struct AllTimeHighState: IndicatorState {
  private var best = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step[0] > best || best.isNaN { best = step[0] }
    return best
  }
}

/// The stream of `min`.
struct AllTimeLowState: IndicatorState {
  private var best = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step[0] < best || best.isNaN { best = step[0] }
    return best
  }
}
