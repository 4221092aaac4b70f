import Kernels

/// The sums of the last *n* values, value by value, in the blocks of `Rolling`.
///
/// Where the length changes, the blocks are cut anew so that the window is one of them.
struct MomentWindow<Moments: WindowMoments> {
  /// The sums of a window: of its part of the block before, of its own block up to `place`.
  typealias Parts = (ending: Moments, beginning: Moments, pivot: Moments.Value, place: Int)

  private var length = 0
  private var block: [Moments.Value] = []
  private var endings: [Moments] = []
  private var offset = 0
  private var beginning = Moments()
  private var pivot: Moments.Value?
  private var isFull = false

  /// Takes a value and gives the parts of the window it ends; nil while the window is not full.
  ///
  /// - Parameter past: Gives the values before this one, oldest first, at most as many as asked for;
  ///   called where the length changes.
  mutating func add(
    _ value: Moments.Value, length newLength: Int, past: (Int) -> [Moments.Value]
  ) -> Parts? {
    if newLength != length {
      length = newLength
      block.removeAll(keepingCapacity: true)
      offset = 0
      isFull = false
      for old in past(newLength - 1) { _ = fold(old) }
    }
    return fold(value)
  }

  private mutating func fold(_ value: Moments.Value) -> Parts? {
    if offset == 0 { begin(value) }
    let pivot = pivot ?? value
    beginning.add(value, pivot: pivot, index: offset)
    if isFull { block[offset] = value } else { block.append(value) }
    let place = offset
    offset = offset + 1 == length ? 0 : offset + 1
    if isFull { return (endings[place], beginning, pivot, place) }
    guard offset == 0 else { return nil }
    isFull = true
    return (Moments(), beginning, pivot, place)
  }

  /// Starts a block: sums the ends of the one before from the new pivot.
  private mutating func begin(_ value: Moments.Value) {
    pivot = value
    beginning = Moments()
    guard isFull else { return }
    if endings.count != length { endings = Array(repeating: Moments(), count: length) }
    var ending = Moments()
    for index in stride(from: length - 1, through: 0, by: -1) {
      endings[index] = ending
      ending.add(block[index], pivot: value, index: index)
    }
  }
}
