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
