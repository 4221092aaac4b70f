extension Indicator {
  /// The mean of the last values, each weighted with its bar's volume.
  static let volumeWeightedAverage = Indicator(
    id: "vwma", title: "Volume-weighted moving average", family: .average,
    barColumns: [.volume],
    parameters: [.length(standard: 20)],
    formula: "sma(x volume, length) / sma(volume, length)",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: VolumeWeightedAverageState.self)
}

/// The stream of `vwma`.
struct VolumeWeightedAverageState: IndicatorState {
  private var products = WindowSum()
  private var volumes = WindowSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let volume = step.volume
    return products.mean(step[0] * volume, length: length) / volumes.mean(volume, length: length)
  }
}
