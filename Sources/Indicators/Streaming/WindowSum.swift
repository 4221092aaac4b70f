/// The sum of the last *n* values, value by value.
///
/// The stream of `Rolling.sum`, to the bit, while the length stays: the values are cut into blocks of
/// *n*, and a window is the end of one block and the beginning of the next. Where the length changes,
/// the blocks are cut anew so that the window is one of them. A NaN gives NaN and changes nothing.
struct WindowSum {
  private var history = History()
  private var length = 0
  /// Up to `offset` the values of this block, from there on the sums of what windows have of the
  /// block before.
  private var block: [Double] = []
  private var offset = 0
  private var beginning = 0.0
  private var isFull = false

  /// Takes a value and gives the sum of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length newLength: Int) -> Double {
    guard !value.isNaN else { return .nan }
    if newLength != length { cut(newLength) }
    history.append(value)
    return fold(value)
  }

  /// Takes a value and gives the mean of the last `length`.
  mutating func mean(_ value: Double, length: Int) -> Double {
    add(value, length: length) / Double(length)
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    block.removeAll(keepingCapacity: true)
    offset = 0
    isFull = false
    for value in history.last(newLength - 1) { _ = fold(value) }
  }

  @inline(__always)
  private mutating func fold(_ value: Double) -> Double {
    beginning = offset == 0 ? value : beginning + value
    guard isFull else {
      block.append(value)
      return advance(beginning, isWhole: block.count == length)
    }
    let ending = block[offset]
    block[offset] = value
    let isWhole = offset == length - 1
    return advance(isWhole ? beginning : ending + beginning, isWhole: isWhole)
  }

  private mutating func advance(_ sum: Double, isWhole: Bool) -> Double {
    let answer = isFull || isWhole ? sum : .nan
    guard isWhole else {
      offset += 1
      return answer
    }
    isFull = true
    offset = 0
    var ending = block[length - 1]
    for index in stride(from: length - 2, through: 0, by: -1) {
      let value = block[index]
      block[index] = ending
      ending = value + ending
    }
    return answer
  }
}
