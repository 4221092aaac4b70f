import Kernels

extension Indicator {
  /// Wilder's mean of all values so far, the newer the heavier.
  static let wilderAverage = Indicator(
    id: "rma", title: "Wilder's moving average", family: .average,
    parameters: [.length(standard: 14)],
    formula: "(previous (length - 1) + x) / length, from the mean of the first length values on",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: { [$0.whole(0) - 1] },
    state: WilderAverageState.self,
    columns: column { Recurrence.wilderAverage($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `rma`.
struct WilderAverageState: IndicatorState, ~Copyable {
  private var average = RunningAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    average.wilder(step[0], length: try step.length(1))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    average.wilder(block[0], count: block.count, length: length, into: block.first)
    return true
  }

  static var isAverage: Bool { true }

  func chain(
    _ block: IndicatorBlock, _ ranges: inout SharedRanges
  ) throws(ArgumentFailure) -> AverageChain? {
    guard let length = try block.length(1) else { return nil }
    return average.chain(.wilder, length: length, block[0], into: block.first)
  }

  mutating func settle(_ average: Double) { self.average.settle(average) }
}

extension IndicatorRequest {
  /// Wilder's moving average of the closes.
  public static func rma(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("rma", .close, length: length)
  }

  /// Wilder's moving average of a source.
  public static func rma(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("rma", source, length: length)
  }
}
