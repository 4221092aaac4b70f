/// An average that goes on through a block of values, so that others can go on beside it.
///
/// From value to value it is a chain of operations of which each waits for the one before; a processor
/// has time for several such chains at once. The bits are those of a loop over this one alone.
package struct AverageChain {
  /// How a value changes the average.
  package enum Kind {
    /// `previous + factor (value - previous)`
    case exponential
    /// `(previous (factor - 1) + value) / factor`
    case wilder
  }

  package let kind: Kind
  /// The values, none of which should be NaN: then the average is in the end.
  package let values: UnsafePointer<Double>
  /// Where the averages go, which must not be where any chain's values are.
  package let results: UnsafeMutablePointer<Double>
  /// What the average is after the last value so far.
  package internal(set) var average: Double
  let factor: Double

  /// Makes an average of as many values as its length.
  package init(
    _ kind: Kind, length: Int, from average: Double, values: UnsafePointer<Double>,
    results: UnsafeMutablePointer<Double>
  ) {
    self.kind = kind
    self.values = values
    self.results = results
    self.average = average
    factor = kind == .exponential ? 2 / (Double(length) + 1) : Double(length)
  }
}

extension AverageChain {
  /// Lets chains go on through so many values.
  package static func run(_ chains: inout [AverageChain], count: Int) {
    chains.withUnsafeMutableBufferPointer { chains in
      var waiting: [Int] = []
      for kind in [Kind.exponential, .wilder] {
        var indices = chains.indices.filter { chains[$0].kind == kind }
        while indices.count > 2 {
          runFour(kind, indices.prefix(8), chains, count)
          indices.removeFirst(min(8, indices.count))
        }
        waiting += indices.first.map { [$0, indices[indices.count - 1]] } ?? []
      }
      if waiting.count == 4 {
        runBoth(waiting, chains, count)
      } else if let first = waiting.first {
        runOne(chains[first].kind, waiting, chains, count)
      }
    }
  }

  /// Two chains of a kind in one register.
  private struct Pair {
    let firstValues: UnsafePointer<Double>
    let secondValues: UnsafePointer<Double>
    let firstResults: UnsafeMutablePointer<Double>
    let secondResults: UnsafeMutablePointer<Double>
    let factor: SIMD2<Double>
    var average: SIMD2<Double>

    @inline(__always)
    init(_ first: AverageChain, _ second: AverageChain) {
      (firstValues, secondValues) = (first.values, second.values)
      (firstResults, secondResults) = (first.results, second.results)
      factor = SIMD2(first.factor, second.factor)
      average = SIMD2(first.average, second.average)
    }

    @inline(__always)
    mutating func step(_ place: Int, _ kind: Kind) {
      let value = SIMD2(firstValues[place], secondValues[place])
      switch kind {
      case .exponential: average += factor * (value - average)
      case .wilder: average = (average * (factor - 1) + value) / factor
      }
      firstResults[place] = average.x
      secondResults[place] = average.y
    }
  }

  @inline(__always)
  private static func leave(
    _ pair: Pair, _ first: Int, _ second: Int, _ chains: UnsafeMutableBufferPointer<AverageChain>
  ) {
    chains[first].average = pair.average.x
    chains[second].average = pair.average.y
  }

  /// Runs up to eight chains; what is missing repeats the last one.
  private static func runFour(
    _ kind: Kind, _ indices: ArraySlice<Int>, _ chains: UnsafeMutableBufferPointer<AverageChain>,
    _ count: Int
  ) {
    func index(_ place: Int) -> Int {
      indices[min(indices.startIndex + place, indices.endIndex - 1)]
    }
    func pair(_ place: Int) -> Pair { Pair(chains[index(place)], chains[index(place + 1)]) }
    var (first, second, third, fourth) = (pair(0), pair(2), pair(4), pair(6))
    @inline(__always)
    func loop(_ kind: Kind) {
      for place in 0..<count {
        first.step(place, kind)
        second.step(place, kind)
        third.step(place, kind)
        fourth.step(place, kind)
      }
    }
    if kind == .exponential { loop(.exponential) } else { loop(.wilder) }
    leave(first, index(0), index(1), chains)
    leave(second, index(2), index(3), chains)
    leave(third, index(4), index(5), chains)
    leave(fourth, index(6), index(7), chains)
  }

  private static func runOne(
    _ kind: Kind, _ indices: [Int], _ chains: UnsafeMutableBufferPointer<AverageChain>,
    _ count: Int
  ) {
    var pair = Pair(chains[indices[0]], chains[indices[1]])
    if kind == .exponential {
      for place in 0..<count { pair.step(place, .exponential) }
    } else {
      for place in 0..<count { pair.step(place, .wilder) }
    }
    leave(pair, indices[0], indices[1], chains)
  }

  private static func runBoth(
    _ indices: [Int], _ chains: UnsafeMutableBufferPointer<AverageChain>, _ count: Int
  ) {
    var fast = Pair(chains[indices[0]], chains[indices[1]])
    var slow = Pair(chains[indices[2]], chains[indices[3]])
    for place in 0..<count {
      fast.step(place, .exponential)
      slow.step(place, .wilder)
    }
    leave(fast, indices[0], indices[1], chains)
    leave(slow, indices[2], indices[3], chains)
  }
}
