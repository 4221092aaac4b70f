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
    let (conditions, source, results) = (block[0], block[1], block.first)
    values.keep(occurrence + 1)
    var answer = values[ago: occurrence]
    for place in 0..<block.count {
      let word = conditions[place]
      if word != 0, !word.isNaN {
        values.append(source[place])
        answer = values[ago: occurrence]
      }
      results[place] = answer
    }
    return true
  }
}
