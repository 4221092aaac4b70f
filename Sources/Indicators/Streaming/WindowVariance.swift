/// The mean square distance of the last *n* values from their mean, value by value.
///
/// The stream of `Rolling.variance`, to the bit, while the length stays. Where it changes, the blocks
/// are cut anew so that the window is one of them. A NaN gives NaN and changes nothing.
struct WindowVariance {
  private struct Ending {
    var sum = 0.0
    var square = 0.0
  }

  private var history = History()
  private var length = 0
  private var block: [Double] = []
  private var endings: [Ending] = []
  private var offset = 0
  private var pivot = 0.0
  private var beginning = Ending()
  private var isFull = false

  /// Takes a value and gives the variance of the last `length`, NaN while there are fewer.
  mutating func add(_ value: Double, length newLength: Int, unbiased: Bool) -> Double {
    guard !value.isNaN else { return .nan }
    if newLength != length { cut(newLength) }
    history.append(value)
    guard let square = fold(value) else { return .nan }
    let share = unbiased ? length == 1 ? .nan : 1 / Double(length - 1) : 1 / Double(length)
    return (square < 0 ? 0 : square) * share
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    block.removeAll(keepingCapacity: true)
    offset = 0
    isFull = false
    for value in history.last(newLength - 1) { _ = fold(value) }
  }

  /// The sum of the squares of the window's distances from its mean; nil while it is not full.
  private mutating func fold(_ value: Double) -> Double? {
    if offset == 0 { begin(value) }
    let distance = value - pivot
    beginning.sum += distance
    beginning.square += distance * distance
    if isFull { block[offset] = value } else { block.append(value) }
    let place = offset
    offset = offset + 1 == length ? 0 : offset + 1
    let share = 1 / Double(length)
    if isFull {
      let sum = endings[place].sum + beginning.sum
      return endings[place].square + beginning.square - sum * sum * share
    }
    guard offset == 0 else { return nil }
    isFull = true
    return beginning.square - beginning.sum * beginning.sum * share
  }

  /// Starts a block: sums the ends of the one before from the new pivot.
  private mutating func begin(_ value: Double) {
    pivot = value
    beginning = Ending()
    guard isFull else { return }
    if endings.count != length { endings = Array(repeating: Ending(), count: length) }
    var ending = Ending()
    for index in stride(from: length - 1, through: 0, by: -1) {
      endings[index] = ending
      let distance = block[index] - pivot
      ending.sum += distance
      ending.square += distance * distance
    }
  }
}
