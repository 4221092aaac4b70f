/// The mean square distance of the last *n* values from their mean, value by value.
///
/// The stream of `Rolling.variance`, to the bit, while the length stays. Where it changes, the blocks
/// are cut anew so that the window is one of them. A NaN gives NaN and changes nothing.
struct WindowVariance: ~Copyable {
  private var history = History()
  private var length = 0
  /// The sums of distances from the pivot, and behind them of their squares, of what windows have of
  /// the block before.
  private var endings = Room()
  private var offset = 0
  private var pivot = 0.0
  private var sum = 0.0
  private var square = 0.0
  private var isFull = false

  /// Takes a value and gives the variance of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length newLength: Int, unbiased: Bool) -> Double {
    guard value == value else { return .nan }
    if newLength != length { cut(newLength) }
    history.append(value)
    if offset == 0 { begin(value, 1) }
    let distance = value - pivot
    sum += distance
    square += distance * distance
    let place = offset
    offset = offset + 1 == length ? 0 : offset + 1
    let share = 1 / Double(length)
    let spread: Double
    if isFull {
      let total = endings.start[place] + sum
      spread = endings.start[length + place] + square - total * total * share
    } else {
      guard offset == 0 else { return .nan }
      isFull = true
      spread = square - sum * sum * share
    }
    return (spread < 0 ? 0 : spread) * Self.share(length, unbiased)
  }

  private static func share(_ length: Int, _ unbiased: Bool) -> Double {
    unbiased ? length == 1 ? .nan : 1 / Double(length - 1) : 1 / Double(length)
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    offset = 0
    isFull = false
    let past = history.last(newLength - 1)
    (pivot, sum, square) = (past.first ?? 0, 0, 0)
    for value in past {
      let distance = value - pivot
      sum += distance
      square += distance * distance
    }
    offset = past.count
  }

  /// Starts a block: sums the ends of the one before from the new pivot.
  ///
  /// - Parameter age: How many values of the history are of this block, the first included.
  private mutating func begin(_ value: Double, _ age: Int) {
    (pivot, sum, square) = (value, 0, 0)
    guard isFull else { return }
    let block = history.start(ofLast: length + age)
    endings.grow(to: 2 * length)
    let (sums, squares) = (endings.start, endings.start + length)
    var (sum, square) = (0.0, 0.0)
    for index in stride(from: length - 1, through: 0, by: -1) {
      sums[index] = sum
      squares[index] = square
      let distance = block[index] - value
      sum += distance
      square += distance * distance
    }
  }
}

extension WindowVariance {
  /// The variances of a block of bars.
  ///
  /// - Parameter scratch: Room for the count.
  mutating func add(
    _ values: UnsafePointer<Double>, count: Int, length newLength: Int, unbiased: Bool,
    scratch squares: UnsafeMutablePointer<Double>, into results: UnsafeMutablePointer<Double>
  ) {
    if Lanes.containNaN(values, count: count) {
      for place in 0..<count {
        results[place] = add(values[place], length: newLength, unbiased: unbiased)
      }
      return
    }
    if newLength != length { cut(newLength) }
    let values = history.append(values, count: count)
    let missing = isFull ? 0 : min(length - 1 - offset, count)
    var place = 0
    while place < count {
      place += fold(values + place, count - place, into: results + place, squares + place)
    }
    let share = 1 / Double(length)
    let divisor = Self.share(length, unbiased)
    for place in 0..<count {
      let spread = squares[place] - results[place] * results[place] * share
      results[place] = (spread < 0 ? 0 : spread) * divisor
    }
    Lanes.clear(results, count: missing)
  }

  /// Leaves the sums of windows up to the end of a block, and returns how many.
  @inline(__always)
  private mutating func fold(
    _ values: UnsafePointer<Double>, _ available: Int,
    into sums: UnsafeMutablePointer<Double>, _ squares: UnsafeMutablePointer<Double>
  ) -> Int {
    if offset == 0 { begin(values[0], available) }
    let taken = min(length - offset, available)
    let pivot = pivot
    var (sum, square) = (sum, square)
    if isFull {
      let endingSums = UnsafePointer(endings.start + offset)
      let endingSquares = endingSums + length
      for place in 0..<taken {
        let distance = values[place] - pivot
        sum += distance
        square += distance * distance
        sums[place] = endingSums[place] + sum
        squares[place] = endingSquares[place] + square
      }
    } else {
      for place in 0..<taken {
        let distance = values[place] - pivot
        sum += distance
        square += distance * distance
        sums[place] = sum
        squares[place] = square
      }
    }
    (self.sum, self.square) = (sum, square)
    offset += taken
    if offset == length {
      offset = 0
      isFull = true
    }
    return taken
  }
}
