extension Indicator {
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
