import Kernels

extension Indicator {
  /// The distance of two exponential averages, its own average, and the distance of these.
  static let averageDivergence = Indicator(
    id: "macd", title: "Moving average convergence divergence", family: .momentum,
    parameters: [
      .length("fast", standard: 12), .length("slow", standard: 26), .length("signal", standard: 9),
    ],
    outputs: ["macd", "signal", "histogram"],
    formula:
      "ema(x, fast) - ema(x, slow); ema of that, signal bars long; the first less the second",
    reference: "G. Appel (1979)",
    forgets: false,
    lookback: {
      let line = max($0.whole(0), $0.whole(1)) - 1
      return [line, line + $0.whole(2) - 1, line + $0.whole(2) - 1]
    },
    state: AverageDivergenceState.self,
    columns: { input, values in
      let count = input.count
      let source = input.sources[0]
      var columns = [[Double]](
        repeating: [Double](repeating: .nan, count: count), count: 3)
      var fast = columns[0].mutableSpan
      Recurrence.exponentialAverage(source.span, length: values.whole(0), into: &fast)
      var slow = columns[1].mutableSpan
      Recurrence.exponentialAverage(source.span, length: values.whole(1), into: &slow)
      let line = zip(columns[0], columns[1]).map { $0 - $1 }
      var signal = columns[1].mutableSpan
      Recurrence.exponentialAverage(line.span, length: values.whole(2), into: &signal)
      return [line, columns[1], zip(line, columns[1]).map { $0 - $1 }]
    })
}

/// The stream of `macd`.
struct AverageDivergenceState: IndicatorState, ~Copyable {
  private var fast = RunningAverage()
  private var slow = RunningAverage()
  private var signal = RunningAverage()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let quick = fast.exponential(step[0], length: try step.length(1))
    let line = quick - slow.exponential(step[0], length: try step.length(2))
    let average = signal.exponential(line, length: try step.length(3))
    return step.leave(line, average, line - average)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    guard let quick = try block.length(1), let late = try block.length(2),
      let smoothing = try block.length(3), fast.isReady, slow.isReady, signal.isReady
    else { return false }
    let weights = (2 / (Double(quick) + 1), 2 / (Double(late) + 1), 2 / (Double(smoothing) + 1))
    let (values, lines) = (block[0], block.first)
    let (signals, histogram) = (block.outputs[1], block.outputs[2])
    var (fast, slow, signal) = (fast, slow, signal)
    for place in 0..<block.count {
      let value = values[place]
      let line = fast.follow(value, weight: weights.0) - slow.follow(value, weight: weights.1)
      let average = signal.follow(line, weight: weights.2)
      histogram[place] = line - average
      signals[place] = average
      lines[place] = line
    }
    guard !fast.isSpoilt, !slow.isSpoilt, !signal.isSpoilt else { return false }
    (self.fast, self.slow, self.signal) = (fast, slow, signal)
    return true
  }
}
