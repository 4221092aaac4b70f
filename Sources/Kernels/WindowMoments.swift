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
    let lever = lever(length: length, offset: offset)
    let sum = ending.sum + beginning.sum
    let moment =
      (ending.moment - Double(place + 1) * ending.sum)
      + (beginning.moment + Double(length - 1 - place) * beginning.sum) - centre * sum
    return pivot + sum * (1 / count) + moment * lever
  }

  /// What a moment about the centre adds to the line, `offset` before its newest end.
  @inlinable
  package static func lever(length: Int, offset: Double) -> Double {
    let count = Double(length)
    let centre = (count - 1) / 2
    return length > 1 ? 12 / (count * (count * count - 1)) * (centre - offset) : 0
  }
}

extension LineMoments {
  /// Leaves for each place of a block what its windows have of the block before.
  ///
  /// - Parameter values: From the block's first on, the block before in front of it.
  package static func leaveEndings(
    _ values: UnsafePointer<Double>, length: Int, in endings: UnsafeMutablePointer<LineMoments>
  ) {
    let pivot = values[0]
    let old = values - length
    var ending = LineMoments()
    for index in stride(from: length - 1, through: 0, by: -1) {
      endings[index] = ending
      ending.add(old[index], pivot: pivot, index: index)
    }
  }

  /// Writes the lines' values on places of a block, from `place` on.
  package static func values(
    _ values: UnsafePointer<Double>, count: Int, pivot: Double, place: Int, length: Int,
    offset: Double, endings: UnsafePointer<LineMoments>, _ beginning: inout LineMoments,
    into results: UnsafeMutablePointer<Double>
  ) {
    var moments = beginning
    for index in 0..<count {
      moments.add(values[index], pivot: pivot, index: place &+ index)
      results[index] = value(
        endings[place &+ index], moments, pivot: pivot, place: place &+ index, length: length,
        offset: offset)
    }
    beginning = moments
  }
}
