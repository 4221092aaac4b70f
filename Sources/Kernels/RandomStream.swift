/// A stream of random numbers that is fixed by three keys and can be read at any position.
///
/// Streams with different keys are independent, so agents, instruments and purposes never share
/// numbers, and neither the order nor the number of workers changes a result. Position *n* costs
/// the same as position 0.
///
/// ```swift
/// var noise = RandomStream(seed: 42, stream: instrumentIndex, purpose: Purpose.noise)
/// let step = noise.nextNormal()
/// ```
package struct RandomStream: RandomNumberGenerator, Sendable {
  /// How many numbers of 64 bits have been drawn; setting it moves the stream.
  package var position: UInt64 = 0

  private let philox: Philox
  private let counterHigh: UInt64
  // The second half of the block read last, for the next number.
  private var cachedBlock = UInt64.max
  private var cachedHigh: UInt64 = 0

  /// Makes the stream of three keys, at position 0.
  package init(seed: UInt64, stream: UInt64 = 0, purpose: UInt64 = 0) {
    // 192 bits of keys become a key and half a counter by one round trip through the cipher.
    let derived = Philox(key: seed).block(low: stream, high: purpose)
    philox = Philox(key: derived.low)
    counterHigh = derived.high
  }

  /// The number of 64 bits at a position, whatever the current position.
  package func bits(at position: UInt64) -> UInt64 {
    let block = philox.block(low: position >> 1, high: counterHigh)
    return position & 1 == 0 ? block.low : block.high
  }

  /// Returns the next 64 random bits.
  package mutating func nextUInt64() -> UInt64 {
    let isSecond = position & 1 == 1
    let index = position >> 1
    position &+= 1
    if isSecond, cachedBlock == index { return cachedHigh }
    let block = philox.block(low: index, high: counterHigh)
    cachedBlock = index
    cachedHigh = block.high
    return isSecond ? block.high : block.low
  }

  /// Returns the next 64 random bits.
  package mutating func next() -> UInt64 { nextUInt64() }
}

extension RandomStream {
  /// Returns a number between 0 and 1, both excluded: an odd multiple of 2^-53.
  package mutating func nextUniform() -> Double {
    (Double(nextUInt64() >> 12) + 0.5) * 0x1p-52
  }

  /// Returns a whole number from 0 up to but without `bound`, each equally likely.
  ///
  /// D. Lemire, "Fast random integer generation in an interval" (2019). Draws one number, rarely
  /// more.
  package mutating func nextIndex(below bound: Int) -> Int {
    precondition(bound > 0, "an index is drawn below a bound of at least 1")
    let range = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold {
        product = nextUInt64().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// Returns the elements in random order (Fisher and Yates).
  package mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
    var result = Array(elements)
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(last, nextIndex(below: last + 1))
    }
    return result
  }
}

extension RandomStream {
  /// Returns a draw from the standard normal distribution; uses one number.
  package mutating func nextNormal() -> Double {
    SpecialFunctions.normalQuantile(nextUniform())
  }

  /// Returns a draw from the exponential distribution of mean 1; uses one number.
  package mutating func nextExponential() -> Double {
    -Elementary.log(nextUniform())
  }

  /// Returns a draw from Student's t distribution; uses two numbers.
  ///
  /// R. Bailey, "Polar generation of random variates with the t-distribution" (1994). The variance
  /// is `df / (df - 2)` for more than 2 degrees of freedom.
  /// - Parameter degreesOfFreedom: Above 0, not necessarily whole.
  package mutating func nextStudentT(degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "degrees of freedom are above 0")
    let radius = Elementary.log(nextUniform()) * (-2 / degreesOfFreedom)
    let angle = nextUniform() * 0x1.921fb54442d18p2
    return Elementary.cos(angle) * (degreesOfFreedom * Elementary.expm1(radius)).squareRoot()
  }
}
