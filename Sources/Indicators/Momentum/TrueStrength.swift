extension Indicator {
  /// The change, smoothed twice, as a share of all movement, from -1 to 1.
  static let trueStrength = Indicator(
    id: "tsi", title: "True strength index", family: .momentum,
    parameters: [.length("short", standard: 13), .length("long", standard: 25)],
    formula: "ema(ema(change, long), short) / ema(ema(|change|, long), short)",
    reference: "W. Blau (1991)",
    forgets: false,
    lookback: { [$0.whole(0) + $0.whole(1) - 1] },
    state: TrueStrengthState.self)
}

/// The stream of `tsi`.
struct TrueStrengthState: IndicatorState, ~Copyable {
  private var previous = Double.nan
  private var long = RunningAverage()
  private var short = RunningAverage()
  private var longTravel = RunningAverage()
  private var shortTravel = RunningAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (short, long) = (try step.length(1), try step.length(2))
    let change = step[0] - previous
    previous = step[0]
    let once = self.long.exponential(change, length: long)
    let travel = longTravel.exponential(change.magnitude, length: long)
    return self.short.exponential(once, length: short)
      / shortTravel.exponential(travel, length: short)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let short = try block.length(1), let long = try block.length(2) else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let (change, travel) = (block.scratch(0), block.scratch(1))
    Lanes.changes(values, after: previous, count: count, into: change)
    for place in 0..<count { travel[place] = change[place].magnitude }
    previous = values[count - 1]
    RunningAverage.exponential(
      &self.long, change, length: long, &longTravel, travel, length: long, count: count)
    RunningAverage.exponential(
      &self.short, change, length: short, &shortTravel, travel, length: short, count: count)
    for place in 0..<count { results[place] = change[place] / travel[place] }
    return true
  }
}
