/// The values of a window that can still become its extreme, best first, in memory that stays.
struct CandidateQueue: ~Copyable {
  /// A value with where it was.
  struct Candidate {
    var value: Double
    var bar: Int
    /// Its place among the bars that are not NaN.
    var place: Int
  }

  private var start: UnsafeMutablePointer<Candidate>
  private var capacity = 16
  private var head = 0
  private var end = 0

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  /// The best; there must be one.
  var first: Candidate { start[head] }

  /// Forgets the best.
  mutating func dropFirst() { head += 1 }

  /// Forgets all.
  mutating func removeAll() { (head, end) = (0, 0) }

  /// Appends a candidate in the place of those that are worse.
  @inline(__always)
  mutating func append(_ candidate: Candidate, isWorse: (Double, Double) -> Bool) {
    while end > head, isWorse(start[end - 1].value, candidate.value) { end -= 1 }
    if end == capacity { makeRoom() }
    start[end] = candidate
    end += 1
  }

  private mutating func makeRoom() {
    let count = end - head
    if 2 * count > capacity {
      let larger = UnsafeMutablePointer<Candidate>.allocate(capacity: 2 * capacity)
      larger.update(from: start + head, count: count)
      start.deallocate()
      start = larger
      capacity *= 2
    } else {
      start.update(from: start + head, count: count)
    }
    (head, end) = (0, count)
  }
}
