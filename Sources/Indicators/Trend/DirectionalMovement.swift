extension Indicator {
  /// How much of the movement goes up, how much down, and how much they differ.
  static let directionalMovement = Indicator(
    id: "dmi", title: "Directional movement index", family: .trend,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [.length(standard: 14), .length("smoothing", standard: 14)],
    outputs: ["plus", "minus", "adx"],
    formula:
      "100 rma(+dm) / rma(tr) and 100 rma(-dm) / rma(tr), tr none on the first bar; "
      + "100 rma(|plus - minus| / (plus + minus), smoothing); within 1e-10",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: {
      let lines = $0.whole(0)
      return [lines, lines, lines + $0.whole(1) - 1]
    },
    state: DirectionalMovementState.self)
}

/// The stream of `dmi`; the bar before is the chart's.
struct DirectionalMovementState: IndicatorState, ~Copyable {
  private var ranges = RunningAverage()
  private var rises = RunningAverage()
  private var falls = RunningAverage()
  private var index = RunningAverage()
  private var plus = Double.nan
  private var minus = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (length, smoothing) = (try step.length(0), try step.length(1))
    let bar = step.bar
    let up = bar > 0 ? step.high - step.chart.pointee.high[bar - 1] : .nan
    let down = bar > 0 ? step.chart.pointee.low[bar - 1] - step.low : .nan
    let range = ranges.wilder(step.trueRange(fillsGaps: false), length: length)
    let rise = rises.wilder(Self.movement(up, against: down), length: length)
    let fall = falls.wilder(Self.movement(down, against: up), length: length)
    plus = Self.kept(100 * rise / range, before: plus)
    minus = Self.kept(100 * fall / range, before: minus)
    let sum = plus + minus
    let share = (plus - minus).magnitude / (sum.magnitude <= Tolerance.step ? 1 : sum)
    return step.leave(plus, minus, 100 * index.wilder(share, length: smoothing))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(0), let smoothing = try block.length(1) else {
      return false
    }
    let (high, low, count) = (block.high, block.low, block.count)
    let (range, rise, fall) = (block.scratch(0), block.scratch(1), block.scratch(2))
    block.trueRanges(fillsGaps: false, into: range)
    let isFirst = block.bar == 0
    Lanes.changes(high, after: isFirst ? .nan : high[-1], count: count, into: rise)
    Lanes.changes(low, after: isFirst ? .nan : low[-1], count: count, into: fall)
    for place in 0..<count {
      let (up, down) = (rise[place], 0 - fall[place])
      rise[place] = Self.movement(up, against: down)
      fall[place] = Self.movement(down, against: up)
    }
    ranges.wilder(range, count: count, length: length, into: range)
    RunningAverage.wilder(&rises, rise, &falls, fall, count: count, length: length)
    let (rising, falling, results) = (block.first, block.outputs[1], block.outputs[2])
    let share = block.scratch(3)
    for place in 0..<count {
      plus = Self.kept(100 * rise[place] / range[place], before: plus)
      minus = Self.kept(100 * fall[place] / range[place], before: minus)
      let sum = plus + minus
      share[place] = (plus - minus).magnitude / (sum.magnitude <= Tolerance.step ? 1 : sum)
      rising[place] = plus
      falling[place] = minus
    }
    index.wilder(share, count: count, length: smoothing, into: share)
    for place in 0..<count { results[place] = 100 * share[place] }
    return true
  }

  /// A move that is one, and larger than its opposite.
  private static func movement(_ move: Double, against other: Double) -> Double {
    let isLarger: Double = move - other > Tolerance.step ? 1 : 0
    let isThere: Double = move > Tolerance.step ? 1 : 0
    let counted = isLarger * isThere > 0 ? move : 0
    return move == move ? counted : move
  }

  private static func kept(_ value: Double, before: Double) -> Double {
    value == value ? value : before
  }
}
