import Kernels

extension Indicator {
  /// The smallest of the last values.
  static let lowest = Indicator(
    id: "lowest", title: "Lowest value", family: .extremes,
    sources: [.price("source", .low)], hasOptionalSource: true,
    parameters: [.length(standard: 20)],
    formula: "min(x[0], ..., x[length - 1])",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: LowestState.self,
    columns: column { Rolling.minimum($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `lowest`; its window ages in bars.
struct LowestState: IndicatorState, ~Copyable {
  private var window = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1), bar: step.bar)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    window.add(
      block[0], count: block.count, length: length, bar: block.bar, scratch: block.scratch(0),
      into: block.first)
    return true
  }
}

extension IndicatorRequest {
  /// The lowest of the last `length` lows.
  public static func lowest(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("lowest", .low, length: length)
  }

  /// The lowest of the last `length` values of a source.
  public static func lowest(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("lowest", source, length: length)
  }
}
