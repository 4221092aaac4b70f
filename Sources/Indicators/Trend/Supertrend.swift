extension Indicator {
  /// A stop that follows the price at some true ranges' distance, and the side it is on.
  static let supertrend = Indicator(
    id: "supertrend", title: "Supertrend", family: .trend,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [
      .number("factor", standard: 3, in: 0...1e6), .length(standard: 10),
    ],
    outputs: ["stop", "direction"],
    formula:
      "bands hl2 -+ factor atr(length) that move towards the price only, until the close before "
      + "passes them; direction -1 (up, lower band) or 1 (down, upper band) by the close beyond "
      + "the other band; before the first atr direction 1, and stop 0 on the first bar",
    reference: "O. Seban; the start as in Pine Script",
    forgets: false, isSparse: true,
    lookback: { _ in [0, 0] },
    state: SupertrendState.self)
}

/// The stream of `supertrend`; the close before is the chart's.
struct SupertrendState: IndicatorState {
  private var average = RunningAverage()
  private var range = Double.nan
  private var lower = Double.nan
  private var upper = Double.nan
  private var stop = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let lastRange = range
    range = average.wilder(step.trueRange(fillsGaps: true), length: length)
    let middle = (step.high + step.low) / 2
    // A band that is not there yet counts as 0, which is what the language makes of it.
    let lastLower = lower.isNaN ? 0 : lower
    let lastUpper = upper.isNaN ? 0 : upper
    let before = step.previousClose
    let nextLower = middle - step[0] * range
    let nextUpper = middle + step[0] * range
    lower = nextLower > lastLower || before < lastLower ? nextLower : lastLower
    upper = nextUpper < lastUpper || before > lastUpper ? nextUpper : lastUpper
    let isUp =
      if lastRange.isNaN {
        false
      } else if stop == lastUpper {
        step.close > upper
      } else {
        !(step.close < lower)
      }
    stop = isUp ? lower : upper
    return step.leave(stop, isUp ? -1 : 1)
  }
}
