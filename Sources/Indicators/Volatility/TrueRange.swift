import Kernels
import Market

extension Indicator {
  /// The range of the bar with the gap from the close before.
  static let trueRange = Indicator(
    id: "tr", title: "True range", family: .volatility,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [.flag("handle_na")],
    formula:
      "max(high - low, |high - close[1]|, |low - close[1]|); the first bar has high - low "
      + "if handle_na, else none",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: true,
    lookback: { [$0.flag(0) ? 0 : 1] },
    state: TrueRangeState.self,
    columns: { [trueRanges(of: $0.series, fillsGaps: $1.flag(0))] })

  /// The true ranges as a column.
  static func trueRanges(of series: BarSeries, fillsGaps: Bool) -> [Double] {
    var ranges = [Double](repeating: .nan, count: series.count)
    var target = ranges.mutableSpan
    let (high, low, close) = (series.high, series.low, series.close)
    Elementwise.trueRange(
      high: high.span, low: low.span, close: close.span, fillsGaps: fillsGaps, into: &target)
    return ranges
  }
}

/// The stream of `tr`, which has no memory: the close before is the chart's.
struct TrueRangeState: IndicatorState, ~Copyable {
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    step.trueRange(fillsGaps: step.flag(0))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let fillsGaps = block.flag(0) else { return false }
    block.trueRanges(fillsGaps: fillsGaps, into: block.first)
    return true
  }
}

extension IndicatorStep {
  /// The true range of the bar; without a close before, high - low or NaN.
  func trueRange(fillsGaps: Bool) -> Double {
    let before = previousClose
    let range = high - low
    if before.isNaN { return fillsGaps ? range : .nan }
    let rise = (high - before).magnitude
    let fall = (low - before).magnitude
    let larger = rise > fall ? rise : fall
    return range > larger || range.isNaN ? range : larger
  }
}

extension IndicatorRequest {
  /// The true range of each bar but the first.
  public static let tr = IndicatorRequest("tr")
}
