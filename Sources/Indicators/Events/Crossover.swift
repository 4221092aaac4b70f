extension Indicator {
  /// Whether one column passes above another on this bar: 1 or 0.
  static let crossover = Indicator(
    id: "crossover", title: "Crosses over", family: .events,
    sources: [.price("source1"), .price("source2", .open)],
    formula:
      "source1 > source2, and source1 <= source2 at the last bar before on which both are there",
    reference: "Pine Script",
    forgets: false,
    lookback: { _ in [0] },
    state: CrossoverState.self)
}

/// The stream of `crossover`.
struct CrossoverState: IndicatorState, ~Copyable {
  private var wasBelow = false

  @inline(__always)
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (left, right) = (step[0], step[1])
    guard !left.isNaN, !right.isNaN else { return 0 }
    let crosses = wasBelow && left > right
    wasBelow = left <= right
    return crosses ? 1 : 0
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (left, right, results) = (block[0], block[1], block.first)
    guard !Lanes.containNaN(left, right, count: block.count) else { return false }
    let last = block.count - 1
    results[0] = wasBelow && left[0] > right[0] ? 1 : 0
    let (nextLeft, nextRight, nextResults) = (left + 1, right + 1, results + 1)
    for place in 0..<last {
      // A product, not a choice, so that the loop runs several bars at a time.
      let before: Double = left[place] <= right[place] ? 1 : 0
      nextResults[place] = before * (nextLeft[place] > nextRight[place] ? 1 : 0)
    }
    wasBelow = left[last] <= right[last]
    return true
  }
}
