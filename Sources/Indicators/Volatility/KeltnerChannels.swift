extension Indicator {
  /// An exponential average, and lines some average ranges above and below it.
  static let keltnerChannels = Indicator(
    id: "kc", title: "Keltner channels", family: .volatility,
    barColumns: [.high, .low, .close],
    parameters: [
      .length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6),
      .flag("true_range", standard: true),
    ],
    outputs: ["middle", "upper", "lower"],
    formula:
      "ema(x); ema(x) +- factor ema(tr), tr none on the first bar, or ema(high - low) unless "
      + "true_range",
    reference: "C. Keltner (1960); L. B. Raschke",
    forgets: false,
    lookback: {
      let basis = $0.whole(0) - 1
      let bands = $0.flag(2) ? basis + 1 : basis
      return [basis, bands, bands]
    },
    state: KeltnerChannelsState.self)

  /// The width of the channels, as a share of their middle.
  static let keltnerWidth = Indicator(
    id: "kcw", title: "Keltner channel width", family: .volatility,
    barColumns: [.high, .low, .close],
    parameters: [
      .length(standard: 20), .number("factor", standard: 2, in: -1e6...1e6),
      .flag("true_range", standard: true),
    ],
    formula: "(upper - lower) / middle of kc",
    reference: "C. Keltner (1960); L. B. Raschke",
    forgets: false,
    lookback: { [$0.whole(0) - ($0.flag(2) ? 0 : 1)] },
    state: KeltnerWidthState.self)
}

/// The averages of `kc` and `kcw`.
struct KeltnerAverages {
  private var basis = RunningAverage()
  private var range = RunningAverage()

  mutating func next(
    _ step: IndicatorStep
  ) throws(ArgumentFailure) -> (middle: Double, distance: Double) {
    let length = try step.length(1)
    let span = step.flag(3) ? step.trueRange(fillsGaps: false) : step.high - step.low
    let middle = basis.exponential(step[0], length: length)
    return (middle, step[2] * range.exponential(span, length: length))
  }

  mutating func next(
    _ block: IndicatorBlock, into middle: UnsafeMutablePointer<Double>,
    _ distance: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1), let isTrue = block.flag(3), basis.isReady,
      range.isReady
    else { return false }
    let (high, low, values, factors) = (block.high, block.low, block[0], block[2])
    if isTrue {
      block.trueRanges(fillsGaps: false, into: distance)
    } else {
      for place in 0..<block.count { distance[place] = high[place] - low[place] }
    }
    let weight = 2 / (Double(length) + 1)
    var (basis, range) = (basis, range)
    for place in 0..<block.count {
      middle[place] = basis.follow(values[place], weight: weight)
      distance[place] = factors[place] * range.follow(distance[place], weight: weight)
    }
    guard !basis.isSpoilt, !range.isSpoilt else { return false }
    (self.basis, self.range) = (basis, range)
    return true
  }
}

/// The stream of `kc`; the close before is the chart's.
struct KeltnerChannelsState: IndicatorState, ~Copyable {
  private var averages = KeltnerAverages()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = try averages.next(step)
    return step.leave(middle, middle + distance, middle - distance)
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance) = (block.first, block.scratch(0))
    guard try averages.next(block, into: middle, distance) else { return false }
    let (upper, lower) = (block.outputs[1], block.outputs[2])
    for place in 0..<block.count { upper[place] = middle[place] + distance[place] }
    for place in 0..<block.count { lower[place] = middle[place] - distance[place] }
    return true
  }
}

/// The stream of `kcw`.
struct KeltnerWidthState: IndicatorState, ~Copyable {
  private var averages = KeltnerAverages()

  mutating func next(_ step: IndicatorStep) throws(ArgumentFailure) -> Double {
    let (middle, distance) = try averages.next(step)
    return ((middle + distance) - (middle - distance)) / middle
  }

  mutating func next(_ block: IndicatorBlock) throws(ArgumentFailure) -> Bool {
    let (middle, distance, results) = (block.scratch(1), block.scratch(0), block.first)
    guard try averages.next(block, into: middle, distance) else { return false }
    for place in 0..<block.count {
      let width = (middle[place] + distance[place]) - (middle[place] - distance[place])
      results[place] = width / middle[place]
    }
    return true
  }
}
