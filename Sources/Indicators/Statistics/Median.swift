extension Indicator {
  /// The middle of the last values.
  static let median = Indicator(
    id: "median", title: "Median", family: .statistics,
    parameters: [.length(standard: 20)],
    formula: "the middle of the last length values, or the mean of the two middle ones",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: MedianState.self)
}

/// The stream of `median`.
struct MedianState: IndicatorState, ~Copyable {
  private var window = SortedWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    guard !step[0].isNaN, window.add(step[0], length: length) else { return .nan }
    return Self.middle(length, of: window.start)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    window.add(block[0], count: block.count, length: length, into: block.first) {
      Self.middle(length, of: $0)
    }
    return true
  }

  @inline(__always)
  private static func middle(_ length: Int, of sorted: UnsafePointer<Double>) -> Double {
    let middle = length / 2
    return length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
