/// The values of past executions, the newest last, in one piece of memory.
///
/// It keeps as many as the largest length asked for, and at least 5,000, which is how far back the
/// strategy language looks: a length that grows from bar to bar finds its window.
struct History: ~Copyable {
  private var room = Room()
  /// Where the next value goes.
  private var end = 0
  /// How many values are kept.
  private(set) var count = 0
  /// The most values that are kept.
  private(set) var limit = 5_000

  /// Appends a value.
  @inline(__always)
  mutating func append(_ value: Double) {
    if end == room.capacity { reserve(1) }
    room.start[end] = value
    end += 1
    if count < limit { count += 1 }
  }

  /// Appends values and returns where the first of them lies, the older ones before it.
  @inline(__always)
  mutating func append(
    _ values: UnsafePointer<Double>, count added: Int
  ) -> UnsafePointer<Double> {
    if end + added > room.capacity { reserve(added) }
    let place = room.start + end
    place.update(from: values, count: added)
    end += added
    count = min(count + added, limit)
    return UnsafePointer(place)
  }

  /// Appends the values whose condition holds, and writes after each the value `ago` executions
  /// before the newest.
  mutating func append(
    _ values: UnsafePointer<Double>, where conditions: UnsafePointer<Double>, count added: Int,
    ago: Int, into results: UnsafeMutablePointer<Double>
  ) {
    if end + added > room.capacity { reserve(added) }
    let start = room.start
    var (end, there) = (end, count)
    for place in 0..<added {
      // Every value is written, and overwritten by the next if its condition does not hold.
      start[end] = values[place]
      let isKept = Lanes.truth(conditions[place]) & 1
      end &+= isKept
      there &+= isKept
      results[place] = there > ago ? start[end - 1 - ago] : .nan
    }
    count = min(there, limit)
    self.end = end
  }

  private mutating func reserve(_ added: Int) {
    if end >= 2 * limit {
      room.start.update(from: room.start + (end - limit), count: limit)
      end = limit
    }
    if end + added > room.capacity {
      room.grow(to: max(2 * room.capacity, end + added, 64), keeping: end)
    }
  }

  /// Makes sure that from now on this many values are kept.
  @inline(__always)
  mutating func keep(_ count: Int) {
    if count > limit { limit = count }
  }

  /// The value `ago` executions before the newest; NaN where there is none.
  @inline(__always)
  subscript(ago ago: Int) -> Double { ago < count && ago >= 0 ? room.start[end - 1 - ago] : .nan }

  /// The last values, oldest first; all there are if there are fewer.
  @inline(__always)
  func last(_ wanted: Int) -> UnsafeBufferPointer<Double> {
    let size = min(wanted, count)
    return UnsafeBufferPointer(start: room.start + (end - size), count: size)
  }

  /// Where the last `wanted` values begin, which must be there; blocks may reach beyond the limit.
  @inline(__always)
  func start(ofLast wanted: Int) -> UnsafePointer<Double> {
    UnsafePointer(room.start + (end - wanted))
  }

  /// The last `wanted` values, oldest first; nil if there are fewer.
  @inline(__always)
  func window(_ wanted: Int) -> UnsafeBufferPointer<Double>? {
    wanted <= count ? last(wanted) : nil
  }
}
