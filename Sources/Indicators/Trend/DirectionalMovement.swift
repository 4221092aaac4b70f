extension Indicator {
  /// How much of the movement goes up, how much down, and how much they differ.
  static let directionalMovement = Indicator(
    id: "dmi", title: "Directional movement index", family: .trend,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [.length(standard: 14), .length("smoothing", standard: 14)],
    outputs: ["plus", "minus", "adx"],
    formula:
      "100 rma(+dm) / rma(tr) and 100 rma(-dm) / rma(tr), tr none on the first bar; "
      + "100 rma(|plus - minus| / (plus + minus), smoothing); moves "
      + "that differ by up to 1e-10 are equal",
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
    guard let length = try block.length(0), let smoothing = try block.length(1), index.isReady
    else { return false }
    let count = block.count
    let (range, rise, fall) = (block.scratch(0), block.scratch(1), block.scratch(2))
    block.trueRanges(fillsGaps: false, into: range)
    Lanes.changes(block.high, after: block.high[-1], count: count, into: rise)
    Lanes.changes(block.low, after: block.low[-1], count: count, into: fall)
    for place in 0..<count {
      let (up, down) = (rise[place], 0 - fall[place])
      rise[place] = Self.movement(up, against: down)
      fall[place] = Self.movement(down, against: up)
    }
    let (divisor, smoother) = (Double(length), Double(smoothing))
    var (ranges, rises, falls, index) = (ranges, rises, falls, index)
    var (plus, minus) = (plus, minus)
    let (rising, falling, results) = (block.first, block.outputs[1], block.outputs[2])
    for place in 0..<count {
      let span = ranges.follow(range[place], divisor: divisor)
      plus = Self.kept(100 * rises.follow(rise[place], divisor: divisor) / span, before: plus)
      minus = Self.kept(100 * falls.follow(fall[place], divisor: divisor) / span, before: minus)
      let sum = plus + minus
      let share = (plus - minus).magnitude / (sum.magnitude <= Tolerance.step ? 1 : sum)
      results[place] = 100 * index.follow(share, divisor: smoother)
      falling[place] = minus
      rising[place] = plus
    }
    guard !ranges.isSpoilt, !rises.isSpoilt, !falls.isSpoilt, !index.isSpoilt else { return false }
    (self.ranges, self.rises, self.falls, self.index) = (ranges, rises, falls, index)
    (self.plus, self.minus) = (plus, minus)
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
