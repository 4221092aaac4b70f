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
    return middle(length)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, results) = (block[0], block.first)
    for place in 0..<block.count {
      let value = values[place]
      results[place] =
        value == value && window.add(value, length: length) ? middle(length) : .nan
    }
    return true
  }

  private func middle(_ length: Int) -> Double {
    let middle = length / 2
    return length % 2 == 1 ? window[middle] : (window[middle - 1] + window[middle]) / 2
  }
}
