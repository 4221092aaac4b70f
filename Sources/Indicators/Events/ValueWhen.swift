extension Indicator {
  /// The value at a past bar on which a condition was true.
  static let valueWhen = Indicator(
    id: "valuewhen", title: "Value when", family: .events,
    sources: [.condition(), .price()],
    parameters: [.length("occurrence", standard: 0, atLeast: 0)],
    formula: "x at the last bar but occurrence on which the condition was true; none before",
    reference: "common",
    forgets: false, isSparse: true,
    lookback: { [$0.whole(0)] },
    state: ValueWhenState.self)
}

/// The stream of `valuewhen`.
struct ValueWhenState: IndicatorState, ~Copyable {
  private var values = History()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let occurrence = try step.length(2, atLeast: 0)
    values.keep(occurrence + 1)
    if step.flag(0) { values.append(step[1]) }
    return values[ago: occurrence]
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let occurrence = try block.length(2, atLeast: 0) else { return false }
    values.keep(occurrence + 1)
    values.append(
      block[1], where: block[0], count: block.count, ago: occurrence, into: block.first)
    return true
  }
}
