extension Indicator {
  /// The volume of rising bars less that of falling ones, so far.
  static let balanceVolume = Indicator(
    id: "obv", title: "On-balance volume", family: .volume,
    sources: [], barColumns: [.close, .volume],
    formula: "sum of volume with the sign of the close's change; the first bar counts nothing",
    reference: "J. Granville (1963)",
    forgets: false,
    lookback: { _ in [0] },
    state: BalanceVolumeState.self)
}

/// The stream of `obv`.
struct BalanceVolumeState: IndicatorState, ~Copyable {
  private var sum = RunningSum()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let change = step.close - step.previousClose
    let sign: Double = change > 0 ? 1 : change < 0 ? -1 : change.isNaN ? .nan : 0
    return sum.add(sign * step.volume)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard block.bar > 0, let volume = block.volume,
      !Lanes.containNaN(block.close - 1, count: block.count + 1)
    else { return false }
    let (close, results) = (block.close, block.first)
    Lanes.changes(close, after: close[-1], count: block.count, into: results)
    for place in 0..<block.count {
      let change = results[place]
      let isRise: Double = change > 0 ? 1 : 0
      let isFall: Double = change < 0 ? 1 : 0
      results[place] = isRise - isFall
    }
    for place in 0..<block.count { results[place] *= volume[place] }
    sum.add(results, count: block.count)
    return true
  }
}

/// A sum to which a NaN adds nothing.
struct RunningSum {
  private var total = 0.0

  mutating func add(_ value: Double) -> Double {
    if !value.isNaN { total += value }
    return total
  }

  /// Replaces values by the sums up to them.
  mutating func add(_ values: UnsafeMutablePointer<Double>, count: Int) {
    var total = total
    for place in 0..<count {
      let sum = total + values[place]
      total = values[place] == values[place] ? sum : total
      values[place] = total
    }
    self.total = total
  }
}
