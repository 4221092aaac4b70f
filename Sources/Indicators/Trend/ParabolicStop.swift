extension Indicator {
  /// A stop that speeds up with every new extreme, and turns when it is touched.
  static let parabolicStop = Indicator(
    id: "sar", title: "Parabolic stop and reverse", family: .trend,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [
      .number("start", standard: 0.02, in: 0...1), .number("increment", standard: 0.02, in: 0...1),
      .number("maximum", standard: 0.2, in: 0...1),
    ],
    formula:
      "previous + factor (extreme - previous), not beyond the lows (highs) of the two bars before; "
      + "the factor grows by increment with each new extreme; turns to the extreme when touched",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: { _ in [1] },
    state: ParabolicStopState.self)
}

/// The stream of `sar`, which gives no value for good once a bar was left out.
struct ParabolicStopState: IndicatorState, ~Copyable {
  private var bar = -1
  private var isBroken = false
  private var isLong = true
  private var stop = Double.nan
  private var extreme = Double.nan
  private var factor = 0.0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    if step.bar != bar && step.bar != bar + 1 { isBroken = true }
    bar = step.bar
    guard !isBroken, bar > 0 else { return .nan }
    if bar == 1 { start(step) }
    stop += factor * (extreme - stop)
    let turned = turn(step)
    if !turned { extend(step) }
    clip(step)
    return stop
  }

  private mutating func start(_ step: IndicatorStep) {
    isLong = !(step.chart.pointee.high[0] > step.high)
    extreme = isLong ? step.high : step.low
    stop = isLong ? step.chart.pointee.low[0] : step.chart.pointee.high[0]
    factor = step[0]
  }

  /// Changes sides if the bar touches the stop.
  private mutating func turn(_ step: IndicatorStep) -> Bool {
    guard isLong ? step.low <= stop : step.high >= stop else { return false }
    isLong.toggle()
    stop = isLong ? min(step.low, extreme) : max(step.high, extreme)
    extreme = isLong ? step.high : step.low
    factor = step[0]
    return true
  }

  /// Speeds up on a new extreme.
  private mutating func extend(_ step: IndicatorStep) {
    guard isLong ? step.high > extreme : step.low < extreme else { return }
    extreme = isLong ? step.high : step.low
    factor = min(factor + step[1], step[2])
  }

  /// Keeps the stop out of the two bars before.
  private mutating func clip(_ step: IndicatorStep) {
    for other in max(bar - 2, 0)..<bar {
      let chart = step.chart.pointee
      stop = isLong ? min(stop, chart.low[other]) : max(stop, chart.high[other])
    }
  }
}
