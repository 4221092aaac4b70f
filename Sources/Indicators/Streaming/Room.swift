/// Memory for numbers that stays where it is until it grows.
///
/// States keep their windows in it, so that blocks of bars go through plain pointers.
struct Room: ~Copyable {
  /// The first number.
  private(set) var start: UnsafeMutablePointer<Double>
  /// How many numbers there is room for.
  private(set) var capacity = 0

  init() { start = .allocate(capacity: Lanes.count) }

  deinit { start.deallocate() }

  /// Makes room for at least as many numbers, and keeps the first `kept`.
  mutating func grow(to needed: Int, keeping kept: Int = 0) {
    guard needed > capacity else { return }
    // What lies behind the numbers in use may be read by loops that take several at a time.
    let larger = UnsafeMutablePointer<Double>.allocate(capacity: needed + Lanes.count)
    larger.initialize(repeating: 0, count: needed + Lanes.count)
    larger.update(from: start, count: kept)
    start.deallocate()
    start = larger
    capacity = needed
  }
}
