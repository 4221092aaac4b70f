extension Indicator {
  /// How well the order of the last values follows their order in time, from -100 to 100.
  static let rankCorrelation = Indicator(
    id: "rci", title: "Rank correlation index", family: .statistics,
    parameters: [.length(standard: 9, atLeast: 2)],
    formula:
      "100 times Spearman's rank correlation of the last length values with their bars; equal "
      + "values share the mean of their ranks; none where all are equal",
    reference: "C. Spearman (1904)",
    forgets: true, isSparse: true,
    lookback: { [$0.whole(0) - 1] },
    state: RankCorrelationState.self)
}

/// The stream of `rci`.
struct RankCorrelationState: IndicatorState, ~Copyable {
  private var window = SortedWindow()
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1, atLeast: 2)
    history.keep(length)
    guard !step[0].isNaN else { return .nan }
    history.append(step[0])
    guard window.add(step[0], length: length) else { return .nan }
    return history.window(length).map { correlation($0) } ?? .nan
  }

  private func correlation(_ values: UnsafeBufferPointer<Double>) -> Double {
    let sorted = window.sorted
    let centre = Double(values.count - 1) / 2
    var product = 0.0
    var square = 0.0
    for (time, value) in values.enumerated() {
      // The mean of the places that equal values hold, from the middle.
      let rank = Double(Self.first(in: sorted, notBelow: value) + Self.last(in: sorted, value)) / 2
      product += (rank - centre) * (Double(time) - centre)
      square += (rank - centre) * (rank - centre)
    }
    let count = Double(values.count)
    let times = count * (count * count - 1) / 12
    return square == 0 ? .nan : 100 * product / (square * times).squareRoot()
  }

  private static func first(in sorted: UnsafeBufferPointer<Double>, notBelow value: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func last(in sorted: UnsafeBufferPointer<Double>, _ value: Double) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
