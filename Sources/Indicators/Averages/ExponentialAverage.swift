import Kernels

extension Indicator {
  /// The mean of all values so far, the newer the heavier.
  static let exponentialAverage = Indicator(
    id: "ema", title: "Exponential moving average", family: .average,
    parameters: [.length(standard: 9)],
    formula:
      "previous + 2 / (length + 1) (x - previous), from the mean of the first length values on",
    reference: "common; the start as in TA-Lib and Pine Script",
    forgets: false,
    lookback: { [$0.whole(0) - 1] },
    state: ExponentialAverageState.self,
    columns: column { Recurrence.exponentialAverage($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `ema`.
struct ExponentialAverageState: IndicatorState, ~Copyable {
  private var average = RunningAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    average.exponential(step[0], length: try step.length(1))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    average.exponential(block[0], count: block.count, length: length, into: block.first)
    return true
  }

  static var isAverage: Bool { true }

  func chain(
    _ block: IndicatorBlock, _ ranges: inout SharedRanges
  ) throws(ArgumentFailure) -> AverageChain? {
    guard let length = try block.length(1) else { return nil }
    return average.chain(.exponential, length: length, block[0], into: block.first)
  }

  mutating func settle(_ average: Double) { self.average.settle(average) }
}

extension IndicatorRequest {
  /// The exponential moving average of the closes.
  public static func ema(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("ema", .close, length: length)
  }

  /// The exponential moving average of a source.
  public static func ema(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("ema", source, length: length)
  }
}
