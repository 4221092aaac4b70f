/// The last values, of which one may stand out.
struct PivotWindow: ~Copyable {
  private var history = History()

  /// Takes a value and gives the one that now is known to stand out, or NaN.
  @inline(__always)
  mutating func next(
    _ step: IndicatorStep, isBetter: (Double, Double) -> Bool
  ) throws(ArgumentFailure) -> Double {
    let (left, right) = (try step.length(1, atLeast: 0), try step.length(2, atLeast: 0))
    let length = left + right + 1
    history.keep(length)
    history.append(step[0])
    guard let window = history.window(length)?.baseAddress else { return .nan }
    return Self.pivot(window + left, left, right, isBetter)
  }

  /// Takes a block of bars; false if the numbers of values before and after vary.
  @inline(__always)
  mutating func next(
    _ block: IndicatorBlock, isBetter: (Double, Double) -> Bool
  ) throws(ArgumentFailure) -> Bool {
    guard let left = try block.length(1, atLeast: 0), let right = try block.length(2, atLeast: 0)
    else { return false }
    let length = left + right + 1
    history.keep(length)
    let missing = min(max(length - 1 - history.count, 0), block.count)
    let newest = history.append(block[0], count: block.count)
    let results = block.first
    Lanes.clear(results, count: missing)
    for place in missing..<block.count {
      results[place] = Self.pivot(newest + (place - right), left, right, isBetter)
    }
    return true
  }

  /// The value if it stands out among those before and after it.
  @inline(__always)
  private static func pivot(
    _ candidate: UnsafePointer<Double>, _ left: Int, _ right: Int,
    _ isBetter: (Double, Double) -> Bool
  ) -> Double {
    let value = candidate[0]
    for ahead in 0..<right where !isBetter(value, candidate[right - ahead]) { return .nan }
    for ago in 0..<left where isBetter(candidate[ago - left], value) { return .nan }
    return value
  }
}
