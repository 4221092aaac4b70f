extension Indicator {
  /// Support and resistance of a period, by the prices of the one before.
  static let pivotPointLevels = Indicator(
    id: "pivot_point_levels", title: "Pivot point levels", family: .extremes,
    sources: [.optional("anchor")], barColumns: [.open, .high, .low, .close],
    parameters: [.choice("type", standard: 0, count: 6), .flag("developing")],
    outputs: ["p", "r1", "s1", "r2", "s2", "r3", "s3", "r4", "s4", "r5", "s5"],
    formula:
      "from open, high, low and close of the last period that an anchor ended (the day by "
      + "default), or of this one if developing; types 0 Traditional, 1 Fibonacci, 2 Woodie, "
      + "3 Classic, 4 DM, 5 Camarilla",
    reference: "the traders' formulas of each type",
    forgets: false, isSparse: true,
    lookback: { [$0.flag(1) ? 0 : 1] },
    state: PivotPointLevelsState.self)
}

/// The stream of `pivot_point_levels`.
struct PivotPointLevelsState: IndicatorState, ~Copyable {
  private var current: PivotPeriod?
  private var finished: PivotPeriod?

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let type = try step.length(1, atLeast: 0)
    if step.anchors(0) {
      finished = current ?? finished
      current = nil
    }
    var period = current ?? PivotPeriod(step)
    period.extend(step)
    current = period
    for index in 0..<PivotLevels.count { step.results[index] = .nan }
    let basis = step.flag(2) ? period : finished
    // Woodie's levels need the open of the period after.
    guard let basis, !(type == 2 && step.flag(2)) else { return .nan }
    for (index, level) in PivotLevels.levels(type, basis, nextOpen: period.open).enumerated() {
      step.results[index] = level
    }
    return step.results[0]
  }
}

/// The prices of a period.
struct PivotPeriod {
  let open: Double
  private(set) var high: Double
  private(set) var low: Double
  private(set) var close: Double

  init(_ step: IndicatorStep) {
    (open, high, low, close) = (step.open, step.high, step.low, step.close)
  }

  mutating func extend(_ step: IndicatorStep) {
    high = max(high, step.high)
    low = min(low, step.low)
    close = step.close
  }
}

/// The formulas of the levels: P, then R and S in turn.
enum PivotLevels {
  static let count = 11

  static func levels(_ type: Int, _ period: PivotPeriod, nextOpen: Double) -> [Double] {
    let (high, low, close) = (period.high, period.low, period.close)
    let range = high - low
    let pivot = (high + low + close) / 3
    switch type {
    case 1: return fibonacci(pivot, range)
    case 2: return woodie(high, low, (high + low + 2 * nextOpen) / 4)
    case 3:
      return [pivot, 2 * pivot - low, 2 * pivot - high]
        + [1, 2, 3].flatMap { [pivot + $0 * range, pivot - $0 * range] }
    case 4: return demark(period)
    case 5: return camarilla(pivot, high, low, close)
    default: return traditional(pivot, high, low)
    }
  }

  private static func traditional(_ pivot: Double, _ high: Double, _ low: Double) -> [Double] {
    var levels = [pivot, 2 * pivot - low, 2 * pivot - high]
    levels += [pivot + (high - low), pivot - (high - low)]
    for factor in [2.0, 3, 4] {
      levels.append(factor * pivot + (high - factor * low))
      levels.append(factor * pivot - (factor * high - low))
    }
    return levels
  }

  private static func fibonacci(_ pivot: Double, _ range: Double) -> [Double] {
    [pivot] + [0.382, 0.618, 1].flatMap { [pivot + $0 * range, pivot - $0 * range] }
  }

  private static func woodie(_ high: Double, _ low: Double, _ pivot: Double) -> [Double] {
    let range = high - low
    let (top, bottom) = (high + 2 * (pivot - low), low - 2 * (high - pivot))
    return [
      pivot, 2 * pivot - low, 2 * pivot - high, pivot + range, pivot - range, top, bottom,
      top + range, bottom - range,
    ]
  }

  private static func demark(_ period: PivotPeriod) -> [Double] {
    let (high, low, close) = (period.high, period.low, period.close)
    let weighted = period.open == close ? close : close > period.open ? high : low
    let sum = high + low + close + weighted
    return [sum / 4, sum / 2 - low, sum / 2 - high]
  }

  private static func camarilla(
    _ pivot: Double, _ high: Double, _ low: Double, _ close: Double
  ) -> [Double] {
    let step = 1.1 * (high - low)
    let top = high / low * close
    return [pivot] + [12.0, 6, 4, 2].flatMap { [close + step / $0, close - step / $0] }
      + [top, close - (top - close)]
  }
}
