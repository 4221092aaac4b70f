extension Indicator {
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
