extension Indicator {
  /// Whether the last steps all went down: 1 or 0.
  static let falling = Indicator(
    id: "falling", title: "Falling", family: .events,
    parameters: [.length(standard: 3)],
    formula: "x[i] < x[i + 1] by more than 1e-10 for i = 0 to length - 1; 0 while there are fewer",
    reference: "Pine Script",
    forgets: true,
    lookback: { _ in [0] },
    state: FallingState.self)
}

/// The stream of `falling`.
struct FallingState: IndicatorState, ~Copyable {
  private var previous = Double.nan
  private var run = 0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    run = previous - step[0] > Tolerance.step ? run + 1 : 0
    previous = step[0]
    return run >= length ? 1 : 0
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, results, count) = (block[0], block.first, block.count)
    Lanes.changes(values, after: previous, count: count, into: results)
    guard !Lanes.containNaN(results, count: count) else { return false }
    var run = run
    for place in 0..<count {
      // Without a branch: all bits are set where the step is one, which the sign tells.
      let isStep = Int(truncatingIfNeeded: (Tolerance.step + results[place]).bitPattern) >> 63
      run = (run &+ 1) & isStep
      results[place] = run >= length ? 1 : 0
    }
    self.run = run
    previous = values[count - 1]
    return true
  }
}
