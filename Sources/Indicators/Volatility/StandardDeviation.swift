import Kernels

extension Indicator {
  /// How far the last values lie from their mean, in the root mean square.
  static let standardDeviation = Indicator(
    id: "stdev", title: "Standard deviation", family: .volatility,
    parameters: [.length(standard: 20), .flag("biased", standard: true)],
    formula: "sqrt(sum((x - mean)^2) / length), or by length - 1 unless biased",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: StandardDeviationState.self,
    columns: column {
      Rolling.standardDeviation($0, length: $1.whole(0), unbiased: !$1.flag(1), into: &$2)
    })
}

/// The stream of `stdev`.
struct StandardDeviationState: IndicatorState, ~Copyable {
  private var window = WindowVariance()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    return window.add(step[0], length: length, unbiased: !step.flag(2)).squareRoot()
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let isBiased = block.flag(2) else { return false }
    let results = block.first
    window.add(
      block[0], count: block.count, length: length, unbiased: !isBiased,
      scratch: block.scratch(0), into: results)
    for place in 0..<block.count { results[place] = results[place].magnitude.squareRoot() }
    return true
  }
}

extension IndicatorRequest {
  /// The standard deviation of the last `length` closes, with the divisor `length`.
  public static func stdev(_ length: Int) -> IndicatorRequest {
    stdev(.close, length)
  }

  /// The standard deviation of the last `length` values; the divisor of a sample is one less.
  public static func stdev(
    _ source: PriceSource, _ length: Int, sample: Bool = false
  ) -> IndicatorRequest {
    IndicatorRequest("stdev", source: source, parameters: [Double(length), sample ? 0 : 1])
  }
}
