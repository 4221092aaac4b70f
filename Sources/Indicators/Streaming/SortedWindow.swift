/// The last *n* values in order of size, value by value.
///
/// A value costs a binary search and a move within the sorted window. A NaN is not taken.
struct SortedWindow: ~Copyable {
  private var history = History()
  private var length = 0
  private var room = Room()
  private var count = 0

  /// The values, smallest first.
  var sorted: UnsafeBufferPointer<Double> { UnsafeBufferPointer(start: room.start, count: count) }

  /// Takes a value, which must not be NaN, and tells whether the window is full.
  @inline(__always)
  mutating func add(_ value: Double, length newLength: Int) -> Bool {
    if newLength != length { cut(newLength) }
    if count == length {
      replace(history[ago: length - 1], with: value)
    } else {
      insert(value)
    }
    history.append(value)
    return count == length
  }

  /// The value at a place of the sorted window.
  @inline(__always)
  subscript(index: Int) -> Double { room.start[index] }

  private mutating func insert(_ value: Double) {
    if count + Self.margin >= room.capacity {
      room.grow(to: 2 * (count + Self.margin), keeping: count)
      closeOff()
    }
    let place = place(of: value)
    (room.start + (place + 1)).update(from: room.start + place, count: count - place)
    room.start[place] = value
    count += 1
    closeOff()
  }

  /// Moves what lies between the places of a value that leaves and one that comes.
  @inline(__always)
  private func replace(_ old: Double, with value: Double) {
    let (from, to) = (place(of: old), place(of: value))
    let start = room.start
    if to > from {
      (start + from).update(from: start + (from + 1), count: to - from - 1)
      start[to - 1] = value
    } else {
      (start + (to + 1)).update(from: start + to, count: from - to)
      start[to] = value
    }
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    let values = history.last(newLength).sorted()
    room.grow(to: values.count + Self.margin)
    for (index, value) in values.enumerated() { room.start[index] = value }
    count = values.count
    closeOff()
  }

  /// How many places behind the values are looked at.
  private static let margin = Lanes.count * Lanes.count

  /// Puts what is less than nothing behind the values.
  private func closeOff() {
    (room.start + count).update(repeating: .infinity, count: Self.margin)
  }

  /// The first place whose value is not less.
  @inline(__always)
  private func place(of value: Double) -> Int {
    var (low, rest) = (0, count)
    while rest > 128 {
      let half = rest / 2
      low = room.start[low + half] < value ? low + rest - half : low
      rest = half
    }
    // To count is to guess nothing: first the groups that begin below, then the values of the last.
    let start = room.start + low
    var begun = SIMD8<Int64>()
    for place in stride(from: 0, to: rest, by: Self.margin) {
      let group = start + place
      let firsts = Lanes.Vector(
        group[0], group[8], group[16], group[24], group[32], group[40], group[48], group[56])
      begun &-= unsafeBitCast(firsts .< value, to: SIMD8<Int64>.self)
    }
    let groups = Int(begun.wrappedSum())
    guard groups > 0 else { return low }
    let last = start + (groups - 1) * Lanes.count
    let isLess = unsafeBitCast(Lanes.load(last) .< value, to: SIMD8<Int64>.self)
    return (last - room.start) - Int(isLess.wrappedSum())
  }
}
