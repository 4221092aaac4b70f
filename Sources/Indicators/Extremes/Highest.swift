import Kernels

extension Indicator {
  /// The largest of the last values.
  static let highest = Indicator(
    id: "highest", title: "Highest value", family: .extremes,
    sources: [.price("source", .high)], hasOptionalSource: true,
    parameters: [.length(standard: 20)],
    formula: "max(x[0], ..., x[length - 1])",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: HighestState.self,
    columns: column { Rolling.maximum($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `highest`; its window ages in bars.
struct HighestState: IndicatorState, ~Copyable {
  private var window = WindowExtreme()

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
  /// The highest of the last `length` highs.
  public static func highest(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("highest", .high, length: length)
  }

  /// The highest of the last `length` values of a source.
  public static func highest(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("highest", source, length: length)
  }
}
