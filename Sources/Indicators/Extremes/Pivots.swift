extension Indicator {
  /// A value that stood out above its neighbours, on the bar on which that is known.
  static let pivotHigh = Indicator(
    id: "pivothigh", title: "Pivot high", family: .extremes,
    sources: [.price("source", .high)], hasOptionalSource: true,
    parameters: [
      .length("left", standard: 5, atLeast: 0), .length("right", standard: 5, atLeast: 0),
    ],
    formula:
      "x[right] if none of the left values before it is higher and all right values after it are "
      + "lower; none else",
    reference: "Pine Script",
    forgets: true, isSparse: true,
    lookback: { [$0.whole(0) + $0.whole(1)] },
    state: PivotHighState.self)

  /// A value that stood out below its neighbours, on the bar on which that is known.
  static let pivotLow = Indicator(
    id: "pivotlow", title: "Pivot low", family: .extremes,
    sources: [.price("source", .low)], hasOptionalSource: true,
    parameters: [
      .length("left", standard: 5, atLeast: 0), .length("right", standard: 5, atLeast: 0),
    ],
    formula:
      "x[right] if none of the left values before it is lower and all right values after it are "
      + "higher; none else",
    reference: "Pine Script",
    forgets: true, isSparse: true,
    lookback: { [$0.whole(0) + $0.whole(1)] },
    state: PivotLowState.self)
}

/// The stream of `pivothigh`.
struct PivotHighState: IndicatorState {
  private var window = PivotWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    try window.next(step) { $0 > $1 }
  }
}

/// The stream of `pivotlow`.
struct PivotLowState: IndicatorState {
  private var window = PivotWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    try window.next(step) { $0 < $1 }
  }
}

/// The last values, of which one may stand out.
struct PivotWindow {
  private var history = History()

  /// Takes a value and gives the one that now is known to stand out, or NaN.
  @inline(__always)
  mutating func next(
    _ step: IndicatorStep, isBetter: (Double, Double) -> Bool
  ) throws(ArgumentFailure) -> Double {
    let (left, right) = (try step.length(1, atLeast: 0), try step.length(2, atLeast: 0))
    let length = left + right + 1
    history.keep(length)
    history.append(step[0])
    return history.window(length) { window in
      let candidate = window[left]
      for index in window.indices.reversed() where index > left {
        guard isBetter(candidate, window[index]) else { return .nan }
      }
      for index in 0..<left where isBetter(window[index], candidate) { return .nan }
      return candidate
    } ?? .nan
  }
}
