extension Indicator {
  /// The value at a percentile of the last values, one of them.
  static let percentileNearestRank = Indicator(
    id: "percentile_nearest_rank", title: "Percentile by nearest rank", family: .statistics,
    parameters: [
      .length(standard: 20), .number("percentage", standard: 50, in: 0...100),
    ],
    formula: "the value with rank ceil(percentage / 100 length), at least 1, smallest first",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: PercentileNearestRankState.self)
}

/// The stream of `percentile_nearest_rank`.
struct PercentileNearestRankState: IndicatorState, ~Copyable {
  private var window = SortedWindow()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    guard let length = try step.lengthOrNone(1), !step[0].isNaN,
      window.add(step[0], length: length), let percentage = step.percentage
    else { return .nan }
    return window[Self.index(length, percentage)]
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let (length, percentage) = try block.percentile() else { return false }
    let index = Self.index(length, percentage)
    window.add(block[0], count: block.count, length: length, into: block.first) { $0[index] }
    return true
  }

  private static func index(_ length: Int, _ percentage: Double) -> Int {
    let rank = (percentage / 100 * Double(length)).rounded(.up)
    return max(Int(rank), 1) - 1
  }
}
