extension Indicator {
  /// The most frequent of the last values.
  static let mode = Indicator(
    id: "mode", title: "Mode", family: .statistics,
    parameters: [.length(standard: 20)],
    formula: "the most frequent of the last length values, of equally frequent ones the smallest",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: ModeState.self)
}

/// The stream of `mode`.
struct ModeState: IndicatorState, ~Copyable {
  private var window = SortedWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    guard !step[0].isNaN, window.add(step[0], length: length) else { return .nan }
    var (best, most, run) = (window[0], 1, 1)
    for index in 1..<max(length, 1) {
      run = window[index] == window[index - 1] ? run + 1 : 1
      if run > most { (best, most) = (window[index], run) }
    }
    return best
  }
}
