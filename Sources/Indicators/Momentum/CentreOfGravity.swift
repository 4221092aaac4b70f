extension Indicator {
  /// Where the weight of the last values lies, in bars before this one, negative.
  static let centreOfGravity = Indicator(
    id: "cog", title: "Centre of gravity", family: .momentum,
    parameters: [.length(standard: 10)],
    formula: "-(1 x[0] + ... + length x[length - 1]) / (x[0] + ... + x[length - 1])",
    reference: "J. Ehlers, Stocks & Commodities (May 2002)",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: CentreOfGravityState.self)
}

/// The stream of `cog`.
struct CentreOfGravityState: IndicatorState, ~Copyable {
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    history.keep(length)
    guard !step[0].isNaN else { return .nan }
    history.append(step[0])
    guard let window = history.window(length) else { return .nan }
    var moment = 0.0
    var sum = 0.0
    for index in window.indices.reversed() {
      moment += window[index] * Double(length - index)
      sum += window[index]
    }
    return -moment / sum
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), history.count >= length - 1,
      !Lanes.containNaN(block[0], count: block.count)
    else { return false }
    history.keep(length)
    let newest = history.append(block[0], count: block.count)
    Lanes.forEachGroup(block.count, block.first) { place in
      var moment = Lanes.Vector()
      var sum = Lanes.Vector()
      for ago in 0..<length {
        let values = Lanes.load(newest + (place - ago))
        moment += values * Double(ago + 1)
        sum += values
      }
      // Not the minus sign, which takes lanes from 0 and loses the sign of a zero.
      return moment * -1 / sum
    }
    return true
  }
}
