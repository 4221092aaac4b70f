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

  /// Whether one column passes below another on this bar: 1 or 0.
  static let crossunder = Indicator(
    id: "crossunder", title: "Crosses under", family: .events,
    sources: [.price("source1"), .price("source2", .open)],
    formula:
      "source1 < source2, and source1 >= source2 at the last bar before on which both are there",
    reference: "Pine Script",
    forgets: false,
    lookback: { _ in [0] },
    state: CrossunderState.self)

  /// Whether one column changes sides of another on this bar: 1 or 0.
  static let cross = Indicator(
    id: "cross", title: "Crosses", family: .events,
    sources: [.price("source1"), .price("source2", .open)],
    formula: "source1 is on the other side of source2 than where it last was; equality is no side",
    reference: "Pine Script",
    forgets: false,
    lookback: { _ in [0] },
    state: CrossState.self)
}

/// The stream of `crossover`.
struct CrossoverState: IndicatorState {
  private var wasBelow = false

  @inline(__always)
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (left, right) = (step[0], step[1])
    guard !left.isNaN, !right.isNaN else { return 0 }
    let crosses = wasBelow && left > right
    wasBelow = left <= right
    return crosses ? 1 : 0
  }
}

/// The stream of `crossunder`.
struct CrossunderState: IndicatorState {
  private var wasAbove = false

  @inline(__always)
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (left, right) = (step[0], step[1])
    guard !left.isNaN, !right.isNaN else { return 0 }
    let crosses = wasAbove && left < right
    wasAbove = left >= right
    return crosses ? 1 : 0
  }
}

/// The stream of `cross`.
struct CrossState: IndicatorState {
  /// 1 above, -1 below, 0 before either.
  private var side = 0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let now = step[0] > step[1] ? 1 : step[0] < step[1] ? -1 : 0
    guard now != 0 else { return 0 }
    let crosses = side != 0 && now != side
    side = now
    return crosses ? 1 : 0
  }
}
