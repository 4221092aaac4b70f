extension Indicator {
  /// The mean of four values with the weights 1, 2, 2, 1.
  static let symmetricAverage = Indicator(
    id: "swma", title: "Symmetrically weighted moving average", family: .average,
    formula: "(x[0] + 2 x[1] + 2 x[2] + x[3]) / 6; none if one of them is missing",
    reference: "common",
    forgets: true,
    lookback: { _ in [3] },
    state: SymmetricAverageState.self)
}

/// The stream of `swma`.
struct SymmetricAverageState: IndicatorState, ~Copyable {
  private var last = (Double.nan, Double.nan, Double.nan)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let answer = (step[0] + 2 * last.0 + 2 * last.1 + last.2) / 6
    last = (step[0], last.0, last.1)
    return answer
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (values, results) = (block[0], block.first)
    var last = last
    for place in 0..<block.count {
      results[place] = (values[place] + 2 * last.0 + 2 * last.1 + last.2) / 6
      last = (values[place], last.0, last.1)
    }
    self.last = last
    return true
  }
}
