import Kernels

extension Indicator {
  /// The mean square distance of the last values from their mean.
  static let variance = Indicator(
    id: "variance", title: "Variance", family: .volatility,
    parameters: [.length(standard: 20), .flag("biased", standard: true)],
    formula: "sum((x - mean)^2) / length, or by length - 1 unless biased",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: VarianceState.self,
    columns: column {
      Rolling.variance($0, length: $1.whole(0), unbiased: !$1.flag(1), into: &$2)
    })
}

/// The stream of `variance`.
struct VarianceState: IndicatorState, ~Copyable {
  private var window = WindowVariance()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    window.add(step[0], length: try step.length(1), unbiased: !step.flag(2))
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let isBiased = block.flag(2) else { return false }
    window.add(
      block[0], count: block.count, length: length, unbiased: !isBiased,
      scratch: block.scratch(0), into: block.first)
    return true
  }
}
