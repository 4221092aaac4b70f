import Kernels

extension Indicator {
  /// The mean of the last values, all with one weight.
  static let simpleAverage = Indicator(
    id: "sma", title: "Simple moving average", family: .average,
    parameters: [.length(standard: 9)],
    formula: "(x[0] + ... + x[length - 1]) / length",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: SimpleAverageState.self,
    columns: column { Rolling.mean($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `sma`.
struct SimpleAverageState: IndicatorState, ~Copyable {
  private var window = WindowSum()

  @inline(__always)
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.mean(step[0], length: try step.length(1))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    window.mean(block[0], count: block.count, length: length, into: block.first)
    return true
  }
}

extension IndicatorRequest {
  /// The arithmetic mean of the last `length` closes.
  public static func sma(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("sma", .close, length: length)
  }

  /// The arithmetic mean of the last `length` values of a source.
  public static func sma(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("sma", source, length: length)
  }
}
