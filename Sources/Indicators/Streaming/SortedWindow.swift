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

  /// The smallest value, and the others behind it.
  var start: UnsafePointer<Double> { UnsafePointer(run.start) }

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

  /// Takes the values of a block but for NaN, and writes what a function makes of full windows.
  ///
  /// - Parameter result: Reads the sorted window from its smallest value on.
  @inline(__always)
  mutating func add(
    _ values: UnsafePointer<Double>, count added: Int, length newLength: Int,
    into results: UnsafeMutablePointer<Double>, _ result: (UnsafePointer<Double>) -> Double
  ) {
    if length == newLength, count == newLength, !Lanes.containNaN(values, count: added) {
      // A window that stays full asks for nothing but the value that leaves.
      let (run, entering) = (run, history.append(values, count: added))
      let leaving = entering - newLength
      for place in 0..<added {
        run.replace(leaving[place], with: entering[place])
        results[place] = result(run.start)
      }
    } else {
      for place in 0..<added {
        let value = values[place]
        let isFull = value == value && add(value, length: newLength)
        results[place] = isFull ? result(run.start) : .nan
      }
    }
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
