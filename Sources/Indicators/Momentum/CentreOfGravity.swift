extension Indicator {
  /// Where the weight of the last values lies, in bars before this one, negative.
  static let centreOfGravity = Indicator(
    id: "cog", title: "Centre of gravity", family: .momentum,
    parameters: [.length(standard: 10)],
    formula: "-(1 x[0] + ... + length x[length - 1]) / (x[0] + ... + x[length - 1])",
    reference: "J. Ehlers, Stocks & Commodities (May 2002)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: CentreOfGravityState.self)
}

/// The stream of `cog`.
struct CentreOfGravityState: IndicatorState {
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    history.keep(length)
    guard !step[0].isNaN else { return .nan }
    history.append(step[0])
    return history.window(length) { window in
      var moment = 0.0
      var sum = 0.0
      for index in window.indices.reversed() {
        moment += window[index] * Double(length - index)
        sum += window[index]
      }
      return -moment / sum
    } ?? .nan
  }
}
