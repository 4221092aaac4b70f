extension Indicator {
  /// The smallest value so far.
  static let allTimeLow = Indicator(
    id: "min", title: "All-time low", family: .extremes,
    formula: "min(all x so far); a missing x changes nothing",
    reference: "common",
    forgets: false,
    lookback: { _ in [0] },
    state: AllTimeLowState.self)
}

/// The stream of `min`.
struct AllTimeLowState: IndicatorState, ~Copyable {
  private var best = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step[0] < best || best.isNaN { best = step[0] }
    return best
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (values, results) = (block[0], block.first)
    var best = best
    for place in 0..<block.count {
      if values[place] < best || best.isNaN { best = values[place] }
      results[place] = best
    }
    self.best = best
    return true
  }
}
