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
    guard let shortLength = try block.length(1), let longLength = try block.length(2),
      short.isReady, shortTravel.isReady
    else { return false }
    let weight = 2 / (Double(shortLength) + 1)
    let longWeight = 2 / (Double(longLength) + 1)
    let (values, results) = (block[0], block.first)
    var (previous, long, longTravel) = (previous, long, longTravel)
    var (short, shortTravel) = (short, shortTravel)
    for place in 0..<block.count {
      let change = values[place] - previous
      previous = values[place]
      let once = long.follow(change, weight: longWeight)
      let travel = longTravel.follow(change.magnitude, weight: longWeight)
      results[place] =
        short.follow(once, weight: weight) / shortTravel.follow(travel, weight: weight)
    }
    guard !short.isSpoilt, !shortTravel.isSpoilt else { return false }
    self.previous = previous
    (self.long, self.longTravel, self.short, self.shortTravel) =
      (long, longTravel, short, shortTravel)
    return true
  }
}
