extension Indicator {
  /// The largest value so far.
  static let allTimeHigh = Indicator(
    id: "max", title: "All-time high", family: .extremes,
    formula: "max(all x so far); a missing x changes nothing",
    reference: "common",
    forgets: false,
    lookback: { _ in [0] },
    state: AllTimeHighState.self)
}

/// The stream of `max`.
struct AllTimeHighState: IndicatorState, ~Copyable {
  private var best = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step[0] > best || best.isNaN { best = step[0] }
    return best
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (values, results) = (block[0], block.first)
    var best = best
    for place in 0..<block.count {
      if values[place] > best || best.isNaN { best = values[place] }
      results[place] = best
    }
    self.best = best
    return true
  }
}
