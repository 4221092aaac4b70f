import Kernels

extension Indicator {
  /// Wilder's average of the true ranges.
  static let averageTrueRange = Indicator(
    id: "atr", title: "Average true range", family: .volatility,
    sources: [], barColumns: [.high, .low, .close],
    parameters: [.length(standard: 14)],
    formula: "rma(tr, length), where the first bar has high - low",
    reference:
      "J. W. Wilder, New Concepts in Technical Trading Systems (1978); the start as in Pine Script",
    forgets: false,
    lookback: { [$0.whole(0) - 1] },
    state: AverageTrueRangeState.self)
}

/// The stream of `atr`; the close before is the chart's even where bars were left out.
struct AverageTrueRangeState: IndicatorState, ~Copyable {
  private var average = RunningAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    average.wilder(step.trueRange(fillsGaps: true), length: try step.length(0))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(0) else { return false }
    block.trueRanges(fillsGaps: true, into: block.first)
    average.wilder(block.first, count: block.count, length: length, into: block.first)
    return true
  }

  static var isAverage: Bool { true }

  func chain(
    _ block: IndicatorBlock, _ ranges: inout SharedRanges
  ) throws(ArgumentFailure) -> AverageChain? {
    guard let length = try block.length(0) else { return nil }
    return average.chain(.wilder, length: length, ranges.ranges(of: block), into: block.first)
  }

  mutating func settle(_ average: Double) { self.average.settle(average) }
}

extension IndicatorRequest {
  /// Wilder's average of the true ranges.
  public static func atr(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("atr", length: length)
  }
}
