import Kernels

extension Indicator {
  /// The share of rises in all movement, from 0 to 100.
  static let relativeStrength = Indicator(
    id: "rsi", title: "Relative strength index", family: .momentum,
    parameters: [.length(standard: 14)],
    formula: "100 - 100 / (1 + rma(rises) / rma(falls)); 100 where nothing fell",
    reference: "J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    forgets: false,
    lookback: { [$0.whole(0)] },
    state: RelativeStrengthState.self,
    columns: column { Recurrence.relativeStrength($0, length: $1.whole(0), into: &$2) })
}

/// The stream of `rsi`.
struct RelativeStrengthState: IndicatorState, ~Copyable {
  private var rises = RunningAverage()
  private var falls = RunningAverage()
  private var previous = Double.nan

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let length = try step.length(1)
    let change = step[0] - previous
    previous = step[0]
    let up = rises.wilder(change < 0 ? 0 : change, length: length)
    let down = falls.wilder(-change < 0 ? 0 : -change, length: length)
    return down == 0 ? 100 : 100 - 100 / (1 + up / down)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), rises.isReady, falls.isReady else { return false }
    let (values, results, divisor) = (block[0], block.first, Double(length))
    var (rises, falls, previous) = (rises, falls, previous)
    for place in 0..<block.count {
      let change = values[place] - previous
      previous = values[place]
      let up = rises.follow(change < 0 ? 0 : change, divisor: divisor)
      let down = falls.follow(-change < 0 ? 0 : -change, divisor: divisor)
      let strength = 100 - 100 / (1 + up / down)
      results[place] = down == 0 ? 100 : strength
    }
    guard !rises.isSpoilt, !falls.isSpoilt else { return false }
    (self.rises, self.falls, self.previous) = (rises, falls, previous)
    return true
  }
}

extension IndicatorRequest {
  /// The relative strength index of the closes.
  public static func rsi(_ length: Int) -> IndicatorRequest {
    IndicatorRequest("rsi", .close, length: length)
  }

  /// The relative strength index of a source.
  public static func rsi(_ source: PriceSource, _ length: Int) -> IndicatorRequest {
    IndicatorRequest("rsi", source, length: length)
  }
}
