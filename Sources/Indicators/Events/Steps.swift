extension Indicator {
  /// Whether the last steps all went up: 1 or 0.
  static let rising = Indicator(
    id: "rising", title: "Rising", family: .events,
    parameters: [.length(standard: 3)],
    formula: "x[i] > x[i + 1] by more than 1e-10 for i = 0 to length - 1; 0 while there are fewer",
    reference: "Pine Script",
    forgets: true,
    lookback: { _ in [0] },
    state: RisingState.self)

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

/// The stream of `rising`.
struct RisingState: IndicatorState, ~Copyable {
  private var previous = Double.nan
  private var run = 0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    run = step[0] - previous > Tolerance.step ? run + 1 : 0
    previous = step[0]
    return run >= length ? 1 : 0
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, results) = (block[0], block.first)
    var (run, previous) = (run, previous)
    for place in 0..<block.count {
      run = values[place] - previous > Tolerance.step ? run &+ 1 : 0
      previous = values[place]
      results[place] = run >= length ? 1 : 0
    }
    (self.run, self.previous) = (run, previous)
    return true
  }
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
    let (values, results) = (block[0], block.first)
    var (run, previous) = (run, previous)
    for place in 0..<block.count {
      run = previous - values[place] > Tolerance.step ? run &+ 1 : 0
      previous = values[place]
      results[place] = run >= length ? 1 : 0
    }
    (self.run, self.previous) = (run, previous)
    return true
  }
}
