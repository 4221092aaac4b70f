/// The sum of the last *n* values, value by value.
///
/// The stream of `Rolling.sum`, to the bit, while the length stays: the values are cut into blocks of
/// *n*, and a window is the end of one block and the beginning of the next. Where the length changes,
/// the blocks are cut anew so that the window is one of them. A NaN gives NaN and changes nothing.
struct WindowSum: ~Copyable {
  /// The values that are there.
  private(set) var history = History()
  private var length = 0
  /// Twice room for the sums of what windows have of the block before; `side` tells which is valid.
  private var endings = Room()
  private var side = 0
  private var offset = 0
  private var beginning = 0.0
  private var isFull = false

  /// Takes a value and gives the sum of the last `length`, NaN while there are fewer.
  @inline(__always)
  mutating func add(_ value: Double, length newLength: Int) -> Double {
    guard value == value else { return .nan }
    if newLength != length { cut(newLength) }
    history.append(value)
    beginning = offset == 0 ? value : beginning + value
    guard offset + 1 == length else {
      let answer = isFull ? endings.start[side + offset] + beginning : .nan
      offset += 1
      return answer
    }
    finishBlock(history.start(ofLast: length))
    return beginning
  }

  /// Takes a value and gives the mean of the last `length`.
  @inline(__always)
  mutating func mean(_ value: Double, length: Int) -> Double {
    add(value, length: length) / Double(length)
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    offset = 0
    side = 0
    isFull = false
    for value in history.last(newLength - 1) {
      beginning = offset == 0 ? value : beginning + value
      offset += 1
    }
  }

  /// Sums the ends of a block that is whole.
  private mutating func finishBlock(_ values: UnsafePointer<Double>) {
    if !isFull { endings.grow(to: 2 * length) }
    isFull = true
    offset = 0
    let sums = endings.start + side
    var ending = values[length - 1]
    for index in stride(from: length - 2, through: 0, by: -1) {
      sums[index] = ending
      ending = values[index] + ending
    }
  }
}

extension WindowSum {
  /// The sums of a block of bars; `results` may be the values.
  mutating func add(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    add(values, count, length, into: results) { $0 }
  }

  /// The means of a block of bars; `results` may be the values.
  mutating func mean(
    _ values: UnsafePointer<Double>, count: Int, length: Int,
    into results: UnsafeMutablePointer<Double>
  ) {
    let divisor = Double(length)
    add(values, count, length, into: results) { $0 / divisor }
  }

  /// Writes what is made of sums, two at a time: a division of two costs what one costs.
  @inline(__always)
  private mutating func add(
    _ values: UnsafePointer<Double>, _ count: Int, _ newLength: Int,
    into results: UnsafeMutablePointer<Double>, _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) {
    if Lanes.containNaN(values, count: count) {
      for place in 0..<count {
        let sum = add(values[place], length: newLength)
        results[place] = finish(SIMD2(sum, sum)).x
      }
      return
    }
    if newLength != length { cut(newLength) }
    let values = history.append(values, count: count)
    var place = 0
    while place < count {
      if offset == 0, isFull, length > 1, place + length <= count {
        foldBothWays(values + place, into: results + place, finish)
        place += length
      } else {
        place += foldForwards(values + place, count - place, into: results + place, finish)
      }
    }
  }

  /// Takes a whole block: the chains of sums run in opposite directions at the same time.
  @inline(__always)
  private mutating func foldBothWays(
    _ values: UnsafePointer<Double>, into results: UnsafeMutablePointer<Double>,
    _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) {
    let last = length - 1
    let old = UnsafePointer(endings.start + side)
    side = length - side
    let new = endings.start + side
    var (sum, ending) = (values[0], values[last])
    // What is written here by pairs is read by the same pairs at the next block, or the read would
    // have to wait for both writes to reach the cache.
    var place = last % 2
    if place == 1 {
      let first = old[0] + sum
      results[0] = finish(SIMD2(first, first)).x
      sum += values[1]
    }
    // The newest values come first.
    var newest = last
    while place < last {
      let first = old[place] + sum
      sum += values[place + 1]
      let second = old[place + 1] + sum
      sum += values[place + 2]
      let whole = finish(SIMD2(first, second))
      results[place] = whole.x
      results[place + 1] = whole.y
      let before = values[newest - 1] + ending
      UnsafeMutableRawPointer(new + (newest - 2)).storeBytes(
        of: SIMD2(before, ending), as: SIMD2<Double>.self)
      ending = values[newest - 2] + before
      newest -= 2
      place += 2
    }
    if newest == 1 { new[0] = ending }
    results[last] = finish(SIMD2(sum, sum)).x
    beginning = sum
  }

  /// Takes values to the end of the block, and returns how many.
  @inline(__always)
  private mutating func foldForwards(
    _ values: UnsafePointer<Double>, _ available: Int, into results: UnsafeMutablePointer<Double>,
    _ finish: (SIMD2<Double>) -> SIMD2<Double>
  ) -> Int {
    let taken = min(length - offset, available)
    let sums = UnsafePointer(endings.start + side + offset)
    var sum = offset == 0 ? values[0] : beginning + values[0]
    let isWhole = offset + taken == length
    let summed = isWhole ? taken - 1 : taken
    for place in 0..<summed {
      results[place] = isFull ? sums[place] + sum : .nan
      if place + 1 < taken { sum += values[place + 1] }
    }
    for place in 0..<summed {
      let whole = results[place]
      results[place] = finish(SIMD2(whole, whole)).x
    }
    beginning = sum
    offset += taken
    if isWhole {
      results[taken - 1] = finish(SIMD2(sum, sum)).x
      finishBlock(values + (taken - length))
    }
    return taken
  }
}
