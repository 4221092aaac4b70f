extension Indicator {
  /// The width of the bands, in percent of their middle.
  static let bollingerWidth = Indicator(
    id: "bbw", title: "Bollinger band width", family: .volatility,
    parameters: [.length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6)],
    formula: "100 (upper - lower) / middle of bb",
    reference: "J. Bollinger, Bollinger on Bollinger Bands (2001)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: BollingerWidthState.self)
}

/// The stream of `bbw`.
struct BollingerWidthState: IndicatorState, ~Copyable {
  private var bands = BollingerWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = bands.add(step[0], length: try step.length(1), factor: step[2])
    return 100 * ((middle + distance) - (middle - distance)) / middle
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance, results) = (block.scratch(1), block.scratch(0), block.first)
    guard try bands.add(block, into: middle, distance) else { return false }
    for place in 0..<block.count {
      let width = (middle[place] + distance[place]) - (middle[place] - distance[place])
      results[place] = 100 * width / middle[place]
    }
    return true
  }
}
