import Kernels

extension Indicator {
  /// The value less the one some bars before.
  static let change = Indicator(
    id: "change", title: "Change", family: .momentum,
    parameters: [.length(standard: 1)],
    formula: "x[0] - x[length]",
    reference: "common",
    forgets: true,
    lookback: { [$0.whole(0)] },
    state: ChangeState.self,
    columns: column { Elementwise.difference($0, distance: $1.whole(0), into: &$2) })
}

/// The stream of `change` and `mom`.
struct ChangeState: IndicatorState, ~Copyable {
  private var history = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    history.keep(length + 1)
    history.append(step[0])
    return step[0] - history[ago: length]
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    history.keep(length + 1)
    let missing = min(max(length - history.count, 0), block.count)
    let values = history.append(block[0], count: block.count)
    let results = block.first
    Lanes.clear(results, count: missing)
    let before = values - length
    for place in missing..<block.count { results[place] = values[place] - before[place] }
    return true
  }
}
