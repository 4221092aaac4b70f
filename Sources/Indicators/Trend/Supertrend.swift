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
struct SupertrendState: IndicatorState, ~Copyable {
  private var average = RunningAverage()
  private var line = SupertrendLine()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let range = average.wilder(step.trueRange(fillsGaps: true), length: length)
    let direction = line.move(
      by: step[0], range, step.high, step.low, step.close, before: step.previousClose)
    return step.leave(line.stop, direction)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), average.isReady, block.bar > 0 else { return false }
    let (high, low, close) = (block.high, block.low, block.close)
    let (factors, range) = (block[0], block.scratch(0))
    let (stops, directions) = (block.first, block.outputs[1])
    block.trueRanges(fillsGaps: true, into: range)
    let divisor = Double(length)
    var (average, line, before) = (average, line, close[-1])
    for place in 0..<block.count {
      let distance = average.follow(range[place], divisor: divisor)
      directions[place] = line.move(
        by: factors[place], distance, high[place], low[place], close[place], before: before)
      stops[place] = line.stop
      before = close[place]
    }
    guard !average.isSpoilt else { return false }
    (self.average, self.line) = (average, line)
    return true
  }
}

/// The two bands and the one that is the stop.
private struct SupertrendLine {
  private var range = Double.nan
  private var lower = Double.nan
  private var upper = Double.nan
  private(set) var stop = Double.nan

  /// Takes a bar and returns the direction.
  @inline(__always)
  mutating func move(
    by factor: Double, _ newRange: Double, _ high: Double, _ low: Double, _ close: Double,
    before: Double
  ) -> Double {
    let lastRange = range
    range = newRange
    let middle = (high + low) / 2
    // A band that is not there yet counts as 0, which is what the language makes of it.
    let lastLower = lower == lower ? lower : 0
    let lastUpper = upper == upper ? upper : 0
    let nextLower = middle - factor * range
    let nextUpper = middle + factor * range
    // One comparison for each choice, so that there is no branch to guess.
    let higher = nextLower > lastLower ? nextLower : lastLower
    let deeper = nextUpper < lastUpper ? nextUpper : lastUpper
    lower = before < lastLower ? nextLower : higher
    upper = before > lastUpper ? nextUpper : deeper
    let isAbove: Double = close > upper ? 1 : 0
    let isNotBelow: Double = close < lower ? 0 : 1
    let isUpThen = stop == lastUpper ? isAbove : isNotBelow
    let isUp = lastRange == lastRange ? isUpThen : 0
    stop = isUp > 0 ? lower : upper
    return 1 - 2 * isUp
  }
}
