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
}

/// The stream of `pivothigh`.
struct PivotHighState: IndicatorState, ~Copyable {
  private var window = PivotWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    try window.next(step) { $0 > $1 }
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    try window.next(block) { $0 > $1 }
  }
}
