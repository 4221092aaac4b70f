extension Indicator {
  /// An exponential average, and lines some average ranges above and below it.
  static let keltnerChannels = Indicator(
    id: "kc", title: "Keltner channels", family: .volatility,
    barColumns: [.high, .low, .close],
    parameters: [
      .length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6),
      .flag("true_range", standard: true),
    ],
    outputs: ["middle", "upper", "lower"],
    formula:
      "ema(x); ema(x) +- factor ema(tr), tr none on the first bar, or ema(high - low) unless "
      + "true_range",
    reference: "C. Keltner (1960); L. B. Raschke",
    forgets: false,
    lookback: {
      let basis = $0.whole(0) - 1
      let bands = $0.flag(2) ? basis + 1 : basis
      return [basis, bands, bands]
    },
    state: KeltnerChannelsState.self)
}

/// The stream of `kc`; the close before is the chart's.
struct KeltnerChannelsState: IndicatorState, ~Copyable {
  private var averages = KeltnerAverages()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = try averages.next(step)
    return step.leave(middle, middle + distance, middle - distance)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance) = (block.first, block.scratch(0))
    guard try averages.next(block, into: middle, distance) else { return false }
    let (upper, lower) = (block.outputs[1], block.outputs[2])
    for place in 0..<block.count { upper[place] = middle[place] + distance[place] }
    for place in 0..<block.count { lower[place] = middle[place] - distance[place] }
    return true
  }
}
