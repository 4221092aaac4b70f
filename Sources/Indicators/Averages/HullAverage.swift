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
struct HullAverageState: IndicatorState, ~Copyable {
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

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (count, fast, slow) = (block.count, block.scratch(0), block.scratch(1))
    half.add(block[0], count: count, length: max(length / 2, 1), into: fast)
    whole.add(block[0], count: count, length: length, into: slow)
    for place in 0..<count { fast[place] = 2 * fast[place] - slow[place] }
    smooth.add(fast, count: count, length: Self.smoothing(length), into: block.first)
    return true
  }
}
