extension Indicator {
  /// The change against some bars before, in percent.
  static let rateOfChange = Indicator(
    id: "roc", title: "Rate of change", family: .momentum,
    parameters: [.length(standard: 9)],
    formula: "100 (x[0] - x[length]) / x[length]",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0)] },
    state: RateOfChangeState.self)
}

/// The stream of `roc`.
struct RateOfChangeState: IndicatorState, ~Copyable {
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    history.keep(length + 1)
    history.append(step[0])
    let before = history[ago: length]
    return 100 * (step[0] - before) / before
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    history.keep(length + 1)
    let missing = min(max(length - history.count, 0), block.count)
    let values = history.append(block[0], count: block.count)
    let results = block.first
    Lanes.clear(results, count: missing)
    let before = values - length
    for place in missing..<block.count {
      results[place] = 100 * (values[place] - before[place]) / before[place]
    }
    return true
  }
}
