extension Indicator {
  /// The width of the channels, as a share of their middle.
  static let keltnerWidth = Indicator(
    id: "kcw", title: "Keltner channel width", family: .volatility,
    barColumns: [.high, .low, .close],
    parameters: [
      .length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6),
      .flag("true_range", standard: true),
    ],
    formula: "(upper - lower) / middle of kc",
    reference: "C. Keltner (1960); L. B. Raschke",
    forgets: false,
    lookback: { [$0.whole(0) - ($0.flag(2) ? 0 : 1)] },
    state: KeltnerWidthState.self)
}

/// The stream of `kcw`.
struct KeltnerWidthState: IndicatorState, ~Copyable {
  private var averages = KeltnerAverages()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = try averages.next(step)
    return ((middle + distance) - (middle - distance)) / middle
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance, results) = (block.scratch(1), block.scratch(0), block.first)
    guard try averages.next(block, into: middle, distance) else { return false }
    for place in 0..<block.count {
      let width = (middle[place] + distance[place]) - (middle[place] - distance[place])
      results[place] = width / middle[place]
    }
    return true
  }
}
