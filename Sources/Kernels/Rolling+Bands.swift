extension Rolling {
  /// Writes the mean of each window, and lines `factor` standard deviations above and below it.
  ///
  /// The bits are those of `mean` and `standardDeviation`. The column must not hold NaN.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func bands(
    _ values: Span<Double>, length: Int, factor: Double, middle: inout MutableSpan<Double>,
    upper: inout MutableSpan<Double>, lower: inout MutableSpan<Double>
  ) {
    precondition(length >= 1, "a window holds at least one value")
    precondition(
      values.count == middle.count && values.count == upper.count && values.count == lower.count,
      "a kernel's columns have one length")
    values.withUnsafeBufferPointer { values in
      middle.withUnsafeMutableBufferPointer { middle in
        upper.withUnsafeMutableBufferPointer { upper in
          lower.withUnsafeMutableBufferPointer { lower in
            guard let first = values.baseAddress, let means = middle.baseAddress,
              let tops = upper.baseAddress, let bottoms = lower.baseAddress
            else { return }
            BandSums(length: min(length, values.count), whole: means, sum: tops, square: bottoms)
              .write(first, values.count, length, factor)
          }
        }
      }
    }
  }
}

/// The sums that bands are made of.
///
/// Those of what windows have of the block before lie where the bands will be, those of their own
/// block in memory of one piece's size.
private struct BandSums: ~Copyable {
  /// How many places are settled at once at least: so few that the processor takes the chains of the
  /// next block while the roots of this one are under way.
  private static let piece = 16

  private let whole: UnsafeMutablePointer<Double>
  private let sum: UnsafeMutablePointer<Double>
  private let square: UnsafeMutablePointer<Double>
  private let beginnings: UnsafeMutablePointer<Double>
  private let capacity: Int

  init(
    length: Int, whole: UnsafeMutablePointer<Double>, sum: UnsafeMutablePointer<Double>,
    square: UnsafeMutablePointer<Double>
  ) {
    (self.whole, self.sum, self.square) = (whole, sum, square)
    capacity = Self.piece + length
    beginnings = .allocate(capacity: 3 * capacity)
  }

  deinit { beginnings.deallocate() }

  func write(_ values: UnsafePointer<Double>, _ count: Int, _ length: Int, _ factor: Double) {
    var settled = 0
    for start in stride(from: 0, to: count, by: length) {
      let end = min(start + length, count)
      if start > 0, end == start + length {
        addBothWays(values, start, length, from: settled)
      } else {
        addEndings(values, start, length, end)
        addBeginnings(values, start..<end, from: settled)
      }
      if end - settled >= Self.piece || end == count {
        settle(settled..<end, length, factor)
        settled = end
      }
    }
    for index in 0..<min(length - 1, count) {
      whole[index] = .nan
      sum[index] = .nan
      square[index] = .nan
    }
  }

  /// Sums a whole block from its front and the one before from its back, side by side.
  @inline(__always)
  private func addBothWays(
    _ values: UnsafePointer<Double>, _ start: Int, _ length: Int, from settled: Int
  ) {
    let (own, pivot) = (values + start, values[start])
    let wholes = beginnings + (start - settled)
    let (sums, squares) = (wholes + capacity, wholes + 2 * capacity)
    let newest = own - 1
    let last = start + length - 1
    let (endWholes, endSums, endSquares) = (whole + last, sum + last, square + last)
    // To add to -0 leaves every number as it is, zeros too.
    var (total, distances, spread) = (-0.0, 0.0, 0.0)
    var (endTotal, endDistances, endSpread) = (-0.0, 0.0, 0.0)
    for place in 0..<length {
      let distance = own[place] - pivot
      total += own[place]
      distances += distance
      spread += distance * distance
      wholes[place] = total
      sums[place] = distances
      squares[place] = spread
      endWholes[-place] = endTotal
      endSums[-place] = endDistances
      endSquares[-place] = endSpread
      let old = newest[-place]
      let oldDistance = old - pivot
      endTotal += old
      endDistances += oldDistance
      endSpread += oldDistance * oldDistance
    }
  }

  private func addBeginnings(
    _ values: UnsafePointer<Double>, _ block: Range<Int>, from settled: Int
  ) {
    let pivot = values[block.lowerBound]
    var (total, distances, spread) = (-0.0, 0.0, 0.0)
    for index in block {
      let distance = values[index] - pivot
      total += values[index]
      distances += distance
      spread += distance * distance
      beginnings[index - settled] = total
      beginnings[capacity + index - settled] = distances
      beginnings[2 * capacity + index - settled] = spread
    }
  }

  private func addEndings(
    _ values: UnsafePointer<Double>, _ start: Int, _ length: Int, _ end: Int
  ) {
    guard start > 0 else {
      for index in 0..<end { (whole[index], sum[index], square[index]) = (-0.0, 0, 0) }
      return
    }
    let pivot = values[start]
    var (total, distances, spread) = (-0.0, 0.0, 0.0)
    for index in stride(from: start + length - 1, through: start, by: -1) {
      if index < end {
        (whole[index], sum[index], square[index]) = (total, distances, spread)
      }
      let distance = values[index - length] - pivot
      total += values[index - length]
      distances += distance
      spread += distance * distance
    }
  }

  /// Makes bands of the sums: a loop without a chain, which takes two elements at a time.
  private func settle(_ range: Range<Int>, _ length: Int, _ factor: Double) {
    let divisor = Double(length)
    let share = 1 / divisor
    let (means, tops, bottoms) =
      (whole + range.lowerBound, sum + range.lowerBound, square + range.lowerBound)
    let (wholes, sums, squares) =
      (beginnings, beginnings + capacity, beginnings + 2 * capacity)
    for place in 0..<range.count {
      let total = tops[place] + sums[place]
      let variance = bottoms[place] + squares[place] - total * total * share
      // The magnitude is the number itself; it tells that the root cannot fail.
      let mean = (variance < 0 ? 0 : variance) * share
      let distance = factor * mean.magnitude.squareRoot()
      let centre = (means[place] + wholes[place]) / divisor
      means[place] = centre
      tops[place] = centre + distance
      bottoms[place] = centre - distance
    }
  }
}
