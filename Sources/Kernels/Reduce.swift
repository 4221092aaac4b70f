/// Sums and moments of a column, in one fixed order.
///
/// Sums are compensated, so their error is a few units in the last place whatever the length. A NaN
/// makes every result NaN. Complexity: O(*n*) time, no allocation.
package enum Reduce {
  /// The sum of a column; 0 if it is empty.
  package static func sum(_ input: Span<Double>) -> Double {
    var sum = CompensatedSum()
    for index in input.indices { sum.add(input[index]) }
    return sum.value
  }

  /// The arithmetic mean; NaN if the column is empty.
  package static func mean(_ input: Span<Double>) -> Double {
    sum(input) / Double(input.count)
  }

  /// The sum of the products of two columns of one length.
  package static func dot(_ left: Span<Double>, _ right: Span<Double>) -> Double {
    precondition(left.count == right.count, "a dot product takes columns of one length")
    var sum = CompensatedSum()
    for index in left.indices { sum.add(left[index] * right[index]) }
    return sum.value
  }

  /// The smallest value; NaN if the column is empty or holds one.
  package static func minimum(_ input: Span<Double>) -> Double {
    guard !input.isEmpty else { return .nan }
    var best = input[0]
    for index in input.indices where !(input[index] >= best) {
      best = input[index]
      if best.isNaN { break }
    }
    return best
  }

  /// The largest value; NaN if the column is empty or holds one.
  package static func maximum(_ input: Span<Double>) -> Double {
    guard !input.isEmpty else { return .nan }
    var best = input[0]
    for index in input.indices where !(input[index] <= best) {
      best = input[index]
      if best.isNaN { break }
    }
    return best
  }
}

/// A running sum that keeps what each addition loses (Neumaier 1974).
///
/// Public because only what is public is inlined into other modules.
public struct CompensatedSum: Sendable {
  @usableFromInline var total = 0.0
  @usableFromInline var lost = 0.0

  /// Makes an empty sum.
  @inlinable
  public init() {}

  /// The sum so far.
  ///
  /// An infinite total has no meaningful correction, so it stands alone.
  @inlinable
  public var value: Double { lost.isFinite ? total + lost : total }

  /// Adds a number.
  @inlinable
  public mutating func add(_ number: Double) {
    let next = total + number
    lost +=
      total.magnitude >= number.magnitude ? (total - next) + number : (number - next) + total
    total = next
  }
}
