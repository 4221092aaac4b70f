import Kernels

extension Indicator {
  /// The sum of the last values.
  static let sum = Indicator(
    id: "sum", title: "Sum", family: .statistics,
    parameters: [.length(standard: 10)],
    formula: "x[0] + ... + x[length - 1]",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: SumState.self,
    columns: column { Rolling.sum($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `sum`.
struct SumState: IndicatorState, ~Copyable {
  private var window = WindowSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    window.add(block[0], count: block.count, length: length, into: block.first)
    return true
  }
}
