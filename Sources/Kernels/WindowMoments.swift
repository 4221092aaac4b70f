/// Sums over part of a window from which a quantity of the whole window can be put together.
///
/// A window is the end of one block of *n* values and the beginning of the next (see `Rolling`).
/// Values are taken by their distance from the pivot, the first value of the later block, which is in
/// the window: nothing cancels, whatever the size of the values.
package protocol WindowMoments {
  /// What a window holds.
  associatedtype Value

  /// Makes the sums of nothing.
  init()

  /// Adds the value at an index of its block.
  mutating func add(_ value: Value, pivot: Value, index: Int)
}

/// What the least-squares line through a window is made of.
package struct LineMoments: WindowMoments {
  @usableFromInline var sum = 0.0
  @usableFromInline var moment = 0.0

  @inlinable
  package init() {}

  @inlinable
  package mutating func add(_ value: Double, pivot: Double, index: Int) {
    let distance = value - pivot
    sum += distance
    moment += Double(index) * distance
  }

  /// The value of the line, `offset` before its newest end.
  ///
  /// - Parameters:
  ///   - ending: Of the window's part of the block before.
  ///   - beginning: Of its own block, up to `place`.
  @inlinable
  package static func value(
    _ ending: LineMoments, _ beginning: LineMoments, pivot: Double, place: Int, length: Int,
    offset: Double
  ) -> Double {
    let count = Double(length)
    let centre = (count - 1) / 2
    let lever = length > 1 ? 12 / (count * (count * count - 1)) * (centre - offset) : 0
    let sum = ending.sum + beginning.sum
    let moment =
      (ending.moment - Double(place + 1) * ending.sum)
      + (beginning.moment + Double(length - 1 - place) * beginning.sum) - centre * sum
    return pivot + sum * (1 / count) + moment * lever
  }
}

/// What the correlation of two columns is made of.
package struct PairMoments: WindowMoments {
  @usableFromInline var sumX = 0.0
  @usableFromInline var sumY = 0.0
  @usableFromInline var squareX = 0.0
  @usableFromInline var squareY = 0.0
  @usableFromInline var product = 0.0

  @inlinable
  package init() {}

  @inlinable
  package mutating func add(
    _ value: (Double, Double), pivot: (Double, Double), index: Int
  ) {
    let (x, y) = (value.0 - pivot.0, value.1 - pivot.1)
    sumX += x
    sumY += y
    squareX += x * x
    squareY += y * y
    product += x * y
  }

  /// Pearson's correlation, 0 where the covariance is up to `tolerance`, NaN for a constant column.
  @inlinable
  package static func correlation(
    _ ending: PairMoments, _ beginning: PairMoments, length: Int, tolerance: Double
  ) -> Double {
    let share = 1 / Double(length)
    let (sumX, sumY) = (ending.sumX + beginning.sumX, ending.sumY + beginning.sumY)
    let spreadX = ending.squareX + beginning.squareX - sumX * sumX * share
    let spreadY = ending.squareY + beginning.squareY - sumY * sumY * share
    let covariance = ending.product + beginning.product - sumX * sumY * share
    guard spreadX > 0, spreadY > 0 else { return .nan }
    if covariance.magnitude * share <= tolerance { return 0 }
    let ratio = covariance / (spreadX * spreadY).squareRoot()
    return ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
  }
}
