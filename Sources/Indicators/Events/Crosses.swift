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

/// The stream of `crossunder`.
struct CrossunderState: IndicatorState, ~Copyable {
  private var wasAbove = false

  @inline(__always)
  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (left, right) = (step[0], step[1])
    guard !left.isNaN, !right.isNaN else { return 0 }
    let crosses = wasAbove && left < right
    wasAbove = left >= right
    return crosses ? 1 : 0
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (left, right, results) = (block[0], block[1], block.first)
    guard !Lanes.containNaN(left, right, count: block.count) else { return false }
    let last = block.count - 1
    results[0] = wasAbove && left[0] < right[0] ? 1 : 0
    let (nextLeft, nextRight, nextResults) = (left + 1, right + 1, results + 1)
    for place in 0..<last {
      // A product, not a choice, so that the loop runs several bars at a time.
      let before: Double = left[place] >= right[place] ? 1 : 0
      nextResults[place] = before * (nextLeft[place] < nextRight[place] ? 1 : 0)
    }
    wasAbove = left[last] >= right[last]
    return true
  }
}

/// The stream of `cross`.
struct CrossState: IndicatorState, ~Copyable {
  /// 1 above, -1 below, 0 before either.
  private var side = 0

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let now = step[0] > step[1] ? 1 : step[0] < step[1] ? -1 : 0
    guard now != 0 else { return 0 }
    let crosses = side != 0 && now != side
    side = now
    return crosses ? 1 : 0
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (left, right, results) = (block[0], block[1], block.first)
    let (sides, count) = (block.scratch(0), block.count)
    for place in 0..<count {
      let isAbove: Double = left[place] > right[place] ? 1 : 0
      let isBelow: Double = left[place] < right[place] ? 1 : 0
      sides[place] = isAbove - isBelow
    }
    // What is less than nothing once 1 is taken away was 0.
    var zeros: UInt64 = 0
    for place in 0..<count { zeros |= sides[place].magnitude.bitPattern &- 1 }
    results[0] = Double(side) * sides[0] < 0 ? 1 : 0
    if zeros >> 63 == 0 {
      let (later, nextResults) = (sides + 1, results + 1)
      for place in 0..<count - 1 { nextResults[place] = sides[place] * later[place] < 0 ? 1 : 0 }
      side = Int(sides[count - 1])
      return true
    }
    var side = side
    for place in 0..<count {
      // Without a branch: 1, -1 or 0, and the last side where it is 0.
      let now = Int(sides[place])
      results[place] = side &* now < 0 ? 1 : 0
      side = now == 0 ? side : now
    }
    self.side = side
    return true
  }
}
