extension Indicator {
  /// The share of rising bars in the money that changed hands, from 0 to 100.
  static let moneyFlow = Indicator(
    id: "mfi", title: "Money flow index", family: .volume,
    sources: [.price("source", .hlc3)], barColumns: [.volume],
    parameters: [.length(standard: 14)],
    formula:
      "100 - 100 / (1 + sum(up) / sum(down)) of the flows x volume by the sign of x's change, "
      + "within 1e-10; the first bar counts on both sides; 100 where nothing fell",
    reference: "G. Quong, A. Soudack (1989); the start as in Pine Script",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: MoneyFlowState.self)
}

/// The stream of `mfi`.
struct MoneyFlowState: IndicatorState, ~Copyable {
  private var rises = WindowSum()
  private var falls = WindowSum()
  private var previous = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let change = step[0] - previous
    previous = step[0]
    let flow = step[0] * step.volume
    guard !flow.isNaN else { return .nan }
    let up = rises.add(change <= Tolerance.step ? 0 : flow, length: length)
    let down = falls.add(change >= -Tolerance.step ? 0 : flow, length: length)
    return down == 0 ? 100 : 100 - 100 / (1 + up / down)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let volume = block.volume else { return false }
    let (values, count, results) = (block[0], block.count, block.first)
    let (up, down) = (block.scratch(0), block.scratch(1))
    Lanes.changes(values, after: previous, count: count, into: results)
    for place in 0..<count {
      let change = results[place]
      let flow = values[place] * volume[place]
      // A missing flow stays missing on both sides.
      let none = flow == flow ? 0 : flow
      up[place] = change <= Tolerance.step ? none : flow
      down[place] = change >= -Tolerance.step ? none : flow
    }
    previous = values[count - 1]
    rises.add(up, count: count, length: length, into: up)
    falls.add(down, count: count, length: length, into: down)
    for place in 0..<count {
      let share = 100 - 100 / (1 + up[place] / down[place])
      results[place] = down[place] == 0 ? 100 : share
    }
    return true
  }
}
