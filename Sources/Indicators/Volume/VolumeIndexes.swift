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

  /// The growth on bars with more volume than the bar before.
  static let positiveVolumeIndex = Indicator(
    id: "pvi", title: "Positive volume index", family: .volume,
    sources: [], barColumns: [.close, .volume],
    formula: "1 at first; grows by (close - close[1]) / close[1] where volume > volume[1]",
    reference: "P. Dysart (1936); N. Fosback, Stock Market Logic (1976)",
    forgets: false,
    lookback: { _ in [0] },
    state: PositiveVolumeIndexState.self)
}

/// The stream of `nvi`.
struct NegativeVolumeIndexState: IndicatorState, ~Copyable {
  private var index = VolumeIndex()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    index.next(step) { $0 < $1 }
  }
}

/// The stream of `pvi`.
struct PositiveVolumeIndexState: IndicatorState, ~Copyable {
  private var index = VolumeIndex()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    index.next(step) { $0 > $1 }
  }
}

/// A growth that counts some bars only.
struct VolumeIndex {
  private var index = 1.0

  @inline(__always)
  mutating func next(_ step: IndicatorStep, counts: (Double, Double) -> Bool) -> Double {
    let before = step.previousClose
    let volume = step.bar > 0 ? step.chart.pointee.volume.map { $0[step.bar - 1] } ?? 0 : 0
    let isThere = !(step.close.isNaN || step.close == 0 || before.isNaN || before == 0)
    if isThere, counts(step.volume, volume.isNaN ? 0 : volume) {
      index += (step.close - before) / before * index
    }
    // An index that fell to nothing starts again, as in the language.
    if index == 0 { index = 1 }
    return index
  }
}
