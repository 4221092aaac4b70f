/// The values of past executions, the newest last, in one piece of memory.
///
/// It keeps as many as the largest length asked for, and at least 5,000, which is how far back the
/// strategy language looks: a length that grows from bar to bar finds its window.
struct History {
  private var values: [Double] = []
  private var kept = 5_000

  /// How many values are kept; at least the last 5,000 there were.
  var count: Int { values.count }

  /// Appends a value.
  mutating func append(_ value: Double) {
    if values.count >= 2 * kept { values.removeFirst(values.count - kept) }
    values.append(value)
  }

  /// Makes sure that from now on this many values are kept.
  mutating func keep(_ count: Int) {
    if count > kept { kept = count }
  }

  /// Replaces the newest value.
  mutating func replaceNewest(with value: Double) { values[values.count - 1] = value }

  /// The value `ago` executions before the newest; NaN where there is none.
  subscript(ago ago: Int) -> Double {
    let index = values.count - 1 - ago
    return index >= 0 && ago >= 0 ? values[index] : .nan
  }

  /// The last values, oldest first; all there are if there are fewer.
  func last(_ count: Int) -> ArraySlice<Double> { values.suffix(count) }

  /// Calls a function with the last `count` values, oldest first; nil if there are fewer.
  @inline(__always)
  func window<Result>(
    _ count: Int, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result? {
    guard count <= values.count else { return nil }
    return values.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[($0.count - count)...]))
    }
  }
}
