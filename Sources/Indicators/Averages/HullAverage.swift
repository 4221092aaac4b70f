extension Indicator {
  /// A weighted average that makes up for its own delay.
  static let hullAverage = Indicator(
    id: "hma", title: "Hull moving average", family: .average,
    parameters: [.length(standard: 9)],
    formula: "wma(2 wma(x, length / 2) - wma(x, length), sqrt(length)), lengths cut to whole ones",
    reference: "A. Hull (2005)",
    forgets: true,
    lookback: { [$0.whole(0) - 1 + HullAverageState.smoothing($0.whole(0)) - 1] },
    state: HullAverageState.self)
}

/// The stream of `hma`.
struct HullAverageState: IndicatorState {
  private var half = WeightedAverage()
  private var whole = WeightedAverage()
  private var smooth = WeightedAverage()

  static func smoothing(_ length: Int) -> Int { Int(Double(length).squareRoot()) }

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let fast = half.add(step[0], length: max(length / 2, 1))
    let slow = whole.add(step[0], length: length)
    return smooth.add(2 * fast - slow, length: Self.smoothing(length))
  }
}
