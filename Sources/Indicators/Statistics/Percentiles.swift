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

  /// How many of the values before are at most this one, in percent.
  static let percentRank = Indicator(
    id: "percentrank", title: "Percent rank", family: .statistics,
    parameters: [.length(standard: 20)],
    formula: "100 count(x[i] <= x[0] + 1e-10, i = 1 to length) / length",
    reference: "Pine Script",
    forgets: true,
    lookback: { [$0.whole(0)] },
    state: PercentRankState.self)
}

extension IndicatorStep {
  /// A length that may be missing, which gives no value.
  fileprivate func lengthOrNone(_ index: Int) throws(ArgumentFailure) -> Int? {
    self[index].isNaN ? nil : try length(index)
  }

  /// The percentile, within its range; nil if it is missing.
  fileprivate var percentage: Double? { self[2].isNaN ? nil : min(max(self[2], 0), 100) }
}

extension IndicatorBlock {
  /// The length and the percentile, within its range; nil if one is missing or varies.
  fileprivate func percentile() throws(ArgumentFailure) -> (length: Int, percentage: Double)? {
    guard isFixed(1), isFixed(2), !self[1][0].isNaN, !self[2][0].isNaN,
      let length = try length(1)
    else { return nil }
    return (length, min(max(self[2][0], 0), 100))
  }
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

/// The stream of `percentrank`.
struct PercentRankState: IndicatorState, ~Copyable {
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    guard let length = try step.lengthOrNone(1), !step[0].isNaN else { return .nan }
    history.keep(length)
    let limit = step[0] + Tolerance.step
    var answer = Double.nan
    if let window = history.window(length) {
      answer = 100 * Double(Lanes.count(of: window, upTo: limit)) / Double(length)
    }
    history.append(step[0])
    return answer
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard block.isFixed(1), !block[1][0].isNaN, let length = try block.length(1),
      history.count >= length, !Lanes.containNaN(block[0], count: block.count)
    else { return false }
    history.keep(length)
    let (count, results) = (block.count, block.first)
    let values = history.append(block[0], count: count)
    for place in 0..<count {
      let window = UnsafeBufferPointer(start: values + (place - length), count: length)
      let below = Lanes.count(of: window, upTo: values[place] + Tolerance.step)
      results[place] = 100 * Double(below) / Double(length)
    }
    return true
  }
}
