import Market

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
struct DirectionalMovementState: IndicatorState {
  private var ranges = RunningAverage()
  private var rises = RunningAverage()
  private var falls = RunningAverage()
  private var index = RunningAverage()
  private var plus = Double.nan
  private var minus = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (length, smoothing) = (try step.length(0), try step.length(1))
    let bar = step.bar
    let up = bar > 0 ? step.high - step.bars.high[bar - 1] : .nan
    let down = bar > 0 ? step.bars.low[bar - 1] - step.low : .nan
    let range = ranges.wilder(step.trueRange(fillsGaps: false), length: length)
    let rise = rises.wilder(Self.movement(up, against: down), length: length)
    let fall = falls.wilder(Self.movement(down, against: up), length: length)
    plus = Self.kept(100 * rise / range, before: plus)
    minus = Self.kept(100 * fall / range, before: minus)
    let sum = plus + minus
    let share = (plus - minus).magnitude / (sum.magnitude <= Tolerance.step ? 1 : sum)
    return step.leave(plus, minus, 100 * index.wilder(share, length: smoothing))
  }

  /// A move that is one, and larger than its opposite.
  private static func movement(_ move: Double, against other: Double) -> Double {
    if move.isNaN { return .nan }
    return move - other > Tolerance.step && move > Tolerance.step ? move : 0
  }

  private static func kept(_ value: Double, before: Double) -> Double {
    value.isNaN ? before : value
  }
}
