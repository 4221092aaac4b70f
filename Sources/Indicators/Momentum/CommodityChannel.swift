extension Indicator {
  /// How many mean deviations the value lies from its mean, in units of 0.015.
  static let commodityChannel = Indicator(
    id: "cci", title: "Commodity channel index", family: .momentum,
    sources: [.price("source", .hlc3)],
    parameters: [.length(standard: 20)],
    formula: "(x - sma(x)) / (0.015 dev(x)); none where all values are equal",
    reference: "D. Lambert, Commodities (1980)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: CommodityChannelState.self)
}

/// The stream of `cci`.
struct CommodityChannelState: IndicatorState, ~Copyable {
  private var window = MeanDeviation()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (mean, deviation) = window.add(step[0], length: try step.length(1))
    return (step[0] - mean) / (0.015 * deviation)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let means = block.scratch(0)
    window.add(values, count: count, length: length, means: means, into: results)
    for place in 0..<count {
      results[place] = (values[place] - means[place]) / (0.015 * results[place])
    }
    return true
  }
}
