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
struct VolumeWeightedAverageState: IndicatorState, ~Copyable {
  private var products = WindowSum()
  private var volumes = WindowSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let volume = step.volume
    return products.mean(step[0] * volume, length: length) / volumes.mean(volume, length: length)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let volume = block.volume else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let (money, units) = (block.scratch(0), block.scratch(1))
    for place in 0..<count { money[place] = values[place] * volume[place] }
    products.mean(money, count: count, length: length, into: money)
    volumes.mean(volume, count: count, length: length, into: units)
    for place in 0..<count { results[place] = money[place] / units[place] }
    return true
  }
}
