import Kernels

extension Indicator {
  /// How many bars ago the smallest of the last values was, as a number up to 0.
  static let lowestBars = Indicator(
    id: "lowestbars", title: "Bars to the lowest value", family: .extremes,
    sources: [.price("source", .low)], hasOptionalSource: true,
    parameters: [.length(standard: 20)],
    formula: "-(how many bars ago the lowest value was), of equal ones the oldest",
    reference: "Pine Script",
    forgets: true,
    lookback: { [$0.whole(0) - 1] },
    state: LowestBarsState.self,
    columns: column {
      Rolling.minimumAge($0, length: $1.whole(0), into: &$2)
      for bar in $2.indices { $2[bar] = 0 - $2[bar] }
    })
}

/// The stream of `lowestbars`; its window ages in bars.
struct LowestBarsState: IndicatorState, ~Copyable {
  private var window = WindowExtreme(isMinimum: true)

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    0 - window.age(step[0], length: try step.length(1), bar: step.bar)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (values, results) = (block[0], block.first)
    for place in 0..<block.count {
      results[place] = 0 - window.age(values[place], length: length, bar: block.bar + place)
    }
    return true
  }
}
