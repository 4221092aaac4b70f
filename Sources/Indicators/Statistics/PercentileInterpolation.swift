extension Indicator {
  /// The value at a percentile of the last values, between two of them.
  static let percentileInterpolation = Indicator(
    id: "percentile_linear_interpolation", title: "Percentile by interpolation",
    family: .statistics,
    parameters: [
      .length(standard: 20), .number("percentage", standard: 50, in: 0...100),
    ],
    formula:
      "linear between neighbours at the position percentage / 100 length - 1/2, counted from 0, "
      + "within the window",
    reference: "R. Hyndman, Y. Fan (1996), definition 5",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: PercentileInterpolationState.self)
}

/// The stream of `percentile_linear_interpolation`.
struct PercentileInterpolationState: IndicatorState, ~Copyable {
  private var window = SortedWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    guard let length = try step.lengthOrNone(1), !step[0].isNaN,
      window.add(step[0], length: length), let percentage = step.percentage
    else { return .nan }
    return Self.value(at: Self.position(length, percentage), of: window.start)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let (length, percentage) = try block.percentile() else { return false }
    let position = Self.position(length, percentage)
    window.add(block[0], count: block.count, length: length, into: block.first) {
      Self.value(at: position, of: $0)
    }
    return true
  }

  private static func position(_ length: Int, _ percentage: Double) -> Double {
    min(max(percentage / 100 * Double(length) - 0.5, 0), Double(length - 1))
  }

  @inline(__always)
  private static func value(at position: Double, of sorted: UnsafePointer<Double>) -> Double {
    let index = Int(position)
    let weight = position - Double(index)
    guard weight > 0 else { return sorted[index] }
    return sorted[index] + weight * (sorted[index + 1] - sorted[index])
  }
}
