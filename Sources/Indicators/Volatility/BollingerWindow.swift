/// The mean of the last values, and some standard deviations.
struct BollingerWindow: ~Copyable {
  private var mean = WindowSum()
  private var variance = WindowVariance()

  mutating func add(
    _ value: Double, length: Int, factor: Double
  ) -> (middle: Double, distance: Double) {
    let middle = mean.mean(value, length: length)
    let spread = variance.add(value, length: length, unbiased: false)
    return (middle, factor * spread.squareRoot())
  }

  mutating func add(
    _ block: IndicatorBlock, into middle: UnsafeMutablePointer<Double>,
    _ distance: UnsafeMutablePointer<Double>
  ) throws(ArgumentFailure) -> Bool {
    guard let length = try block.length(1) else { return false }
    let (count, factors) = (block.count, block[2])
    mean.mean(block[0], count: count, length: length, into: middle)
    variance.add(
      block[0], count: count, length: length, unbiased: false, scratch: block.scratch(7),
      into: distance)
    for place in 0..<count {
      distance[place] = factors[place] * distance[place].magnitude.squareRoot()
    }
    return true
  }
}
