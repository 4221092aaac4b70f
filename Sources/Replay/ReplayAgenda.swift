/// Which series are due next, kept so that an instant costs as much as the series that act in it.
///
/// Series that are due at the same instant form a batch, a list of ascending indices; batches wait
/// in a heap by their time. Series that go on together stay in one batch, so markets that open and
/// close together cost one step of the heap however many they are, and those that all have their
/// own times cost a step each, which grows with the logarithm of their number.
struct ReplayAgenda: ~Copyable {
  /// Series that are due at one instant, linked by `links`.
  private struct Batch {
    var time: Int64
    var first: Int
    var last: Int

    /// Of batches at one instant the one that begins with the lower index goes first.
    func precedes(_ other: Batch) -> Bool {
      time != other.time ? time < other.time : first < other.first
    }
  }

  private static let end = -1
  private let links: UnsafeMutablePointer<Int>
  private let heap: UnsafeMutablePointer<Batch>
  private var heapCount = 0
  /// The batches that are being filled; they are not in the heap yet.
  private var newest: Batch?
  private var second: Batch?

  /// Makes an empty agenda for series with indices below a number.
  init(capacity: Int) {
    links = .allocate(capacity: max(1, capacity))
    links.initialize(repeating: Self.end, count: max(1, capacity))
    heap = .allocate(capacity: max(1, capacity))
  }

  deinit {
    links.deallocate()
    heap.deallocate()
  }

  /// Notes when a series is due; between two calls of `next` the indices ascend.
  mutating func add(_ index: Int, at time: Int64) {
    links[index] = Self.end
    if let batch = newest, batch.time == time {
      links[batch.last] = index
      newest?.last = index
    } else if let batch = second, batch.time == time {
      links[batch.last] = index
      second?.last = index
    } else {
      if let second { push(second) }
      second = newest
      newest = Batch(time: time, first: index, last: index)
    }
  }

  /// Takes out all series that are due next: the instant and the first of them; nil at the end.
  mutating func next() -> (time: Int64, first: Int)? {
    if let newest { push(newest) }
    if let second { push(second) }
    newest = nil
    second = nil
    guard heapCount > 0 else { return nil }
    var due = pop()
    while heapCount > 0, heap[0].time == due.time { due = merged(due, pop()) }
    return (due.time, due.first)
  }

  /// The series that is due with another and comes next by index; nil after the last.
  func following(_ index: Int) -> Int? {
    let next = links[index]
    return next == Self.end ? nil : next
  }

  /// Two batches of one instant as one; the second begins with the higher index.
  private func merged(_ one: Batch, _ other: Batch) -> Batch {
    if one.last < other.first {
      links[one.last] = other.first
      return Batch(time: one.time, first: one.first, last: other.last)
    }
    var (left, right) = (links[one.first], other.first)
    var last = one.first
    while left != Self.end || right != Self.end {
      let takesLeft = right == Self.end || (left != Self.end && left < right)
      let next = takesLeft ? left : right
      if takesLeft { left = links[left] } else { right = links[right] }
      links[last] = next
      last = next
    }
    return Batch(time: one.time, first: one.first, last: last)
  }

  private mutating func push(_ batch: Batch) {
    var place = heapCount
    heapCount += 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard batch.precedes(heap[parent]) else { break }
      (heap + place).initialize(to: heap[parent])
      place = parent
    }
    (heap + place).initialize(to: batch)
  }

  private mutating func pop() -> Batch {
    let top = heap[0]
    heapCount -= 1
    let batch = heap[heapCount]
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < heapCount else { break }
      if child + 1 < heapCount, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(batch) else { break }
      heap[place] = heap[child]
      place = child
    }
    if heapCount > 0 { heap[place] = batch }
    return top
  }
}
