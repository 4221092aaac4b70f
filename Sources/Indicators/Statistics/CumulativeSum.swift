import Kernels

extension Indicator {
  /// The sum of all values so far.
  static let cumulative = Indicator(
    id: "cum", title: "Cumulative sum", family: .statistics,
    formula: "sum of all x so far",
    reference: "common",
    forgets: false,
    lookback: { _ in [0] },
    state: CumulativeState.self)
}

/// The stream of `cum`.
struct CumulativeState: IndicatorState, ~Copyable {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    step[0].isNaN ? .nan : sum.add(step[0])
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (values, results) = (block[0], block.first)
    var sum = sum
    for place in 0..<block.count {
      let value = values[place]
      let total = sum.add(value)
      results[place] = value == value ? total : value
    }
    self.sum = sum
    return true
  }
}
