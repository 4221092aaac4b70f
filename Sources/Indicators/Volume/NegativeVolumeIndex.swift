extension Indicator {
  /// The growth on bars with less volume than the bar before.
  static let negativeVolumeIndex = Indicator(
    id: "nvi", title: "Negative volume index", family: .volume,
    sources: [], barColumns: [.close, .volume],
    formula: "1 at first; grows by (close - close[1]) / close[1] where volume < volume[1]",
    reference: "P. Dysart (1936); N. Fosback, Stock Market Logic (1976)",
    forgets: false,
    lookback: { _ in [0] },
    state: NegativeVolumeIndexState.self)
}

/// The stream of `nvi`.
struct NegativeVolumeIndexState: IndicatorState, ~Copyable {
  private var index = VolumeIndex()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    index.next(step) { $0 < $1 }
  }
}
