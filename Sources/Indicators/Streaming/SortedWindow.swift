/// The last *n* values in order of size, value by value.
///
/// A value costs a binary search and a move within the sorted window. A NaN is not taken.
struct SortedWindow: ~Copyable {
  private var history = History()
  private var length = 0
  /// The values, smallest first.
  private(set) var sorted: [Double] = []

  /// Takes a value, which must not be NaN, and tells whether the window is full.
  mutating func add(_ value: Double, length newLength: Int) -> Bool {
    if newLength != length { cut(newLength) }
    if sorted.count == length {
      replace(history[ago: length - 1], with: value)
    } else {
      sorted.insert(value, at: place(of: value))
    }
    history.append(value)
    return sorted.count == length
  }

  /// The value at a place of the sorted window.
  subscript(index: Int) -> Double { sorted[index] }

  /// Moves what lies between the places of a value that leaves and one that comes.
  private mutating func replace(_ old: Double, with value: Double) {
    let from = place(of: old)
    let to = place(of: value)
    sorted.withUnsafeMutableBufferPointer { sorted in
      guard let start = sorted.baseAddress else { return }
      if to > from {
        (start + from).update(from: start + from + 1, count: to - from - 1)
        start[to - 1] = value
      } else {
        (start + to + 1).update(from: start + to, count: from - to)
        start[to] = value
      }
    }
  }

  private mutating func cut(_ newLength: Int) {
    length = newLength
    history.keep(newLength)
    sorted = history.last(newLength).sorted()
  }

  /// The first place whose value is not less.
  private func place(of value: Double) -> Int {
    sorted.withUnsafeBufferPointer { sorted in
      var low = 0
      var count = sorted.count
      while count > 0 {
        let half = count / 2
        // Without a branch: where the value lies is as good as random.
        low = sorted[low + half] < value ? low + count - half : low
        count = half
      }
      return low
    }
  }
}
