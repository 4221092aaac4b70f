extension Indicator {
  /// The rises less the falls, as a share of all movement, from -100 to 100.
  static let chandeMomentum = Indicator(
    id: "cmo", title: "Chande momentum oscillator", family: .momentum,
    parameters: [.length(standard: 9)],
    formula:
      "100 (sum(rises) - sum(falls)) / (sum(rises) + sum(falls)) of the last length changes; "
      + "changes up to 1e-10 are none",
    reference: "T. Chande, S. Kroll, The New Technical Trader (1994)",
    forgets: true,
    lookback: { [$0.whole(0)] },
    state: ChandeMomentumState.self)
}

/// The stream of `cmo`.
struct ChandeMomentumState: IndicatorState, ~Copyable {
  private var rises = WindowSum()
  private var falls = WindowSum()
  private var previous = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let change = step[0] - previous
    previous = step[0]
    guard !change.isNaN else { return .nan }
    let up = rises.add(change > Tolerance.step ? change : 0, length: length)
    let down = falls.add(change < -Tolerance.step ? -change : 0, length: length)
    return 100 * (up - down) / (up + down)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let (up, down) = (block.scratch(0), block.scratch(1))
    Lanes.changes(values, after: previous, count: count, into: results)
    for place in 0..<count {
      let change = results[place]
      up[place] = change <= Tolerance.step ? 0 : change
      down[place] = change >= -Tolerance.step ? 0 : -change
    }
    previous = values[count - 1]
    rises.add(up, count: count, length: length, into: up)
    falls.add(down, count: count, length: length, into: down)
    for place in 0..<count {
      results[place] = 100 * (up[place] - down[place]) / (up[place] + down[place])
    }
    return true
  }
}
