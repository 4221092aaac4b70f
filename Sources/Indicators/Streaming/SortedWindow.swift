/// The last *n* values in order of size, value by value.
///
/// A value costs a binary search and a move within the sorted window. A NaN is not taken.
struct SortedWindow: ~Copyable {
  private var history = History()
  private var length = 0
  private var room = Room()
  private var count = 0

  /// The values, smallest first.
  var sorted: UnsafeBufferPointer<Double> { UnsafeBufferPointer(start: run.start, count: count) }

  private var run: SortedRun {
    SortedRun(start: room.start + SortedRun.margin, count: count)
  }

  /// Takes a value, which must not be NaN, and tells whether the window is full.
  @inline(__always)
  mutating func add(_ value: Double, length newLength: Int) -> Bool {
    if newLength != length { cut(newLength) }
    if count == length {
      run.replace(history[ago: length - 1], with: value)
    } else {
      insert(value)
    }
    history.append(value)
    return count == length
  }

  /// The value at a place of the sorted window.
  @inline(__always)
  subscript(index: Int) -> Double { run.start[index] }

  private mutating func insert(_ value: Double) {
    if 2 * SortedRun.margin + count + 1 > room.capacity {
      room.grow(to: 2 * (SortedRun.margin + count + 1), keeping: SortedRun.margin + count)
      run.closeOff()
    }
    run.insert(value)
    count += 1
    run.closeOff()
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    let values = history.last(newLength).sorted()
    room.grow(to: 2 * SortedRun.margin + values.count)
    count = values.count
    for (index, value) in values.enumerated() { run.start[index] = value }
    run.closeOff()
  }
}
