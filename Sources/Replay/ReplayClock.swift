import Market

/// The merged order of events: which bars close and which open at the next instant.
struct ReplayClock: ~Copyable {
  let series: [BarSeries]
  /// The first series are traded; the rest are coarser views of them.
  let tradedCount: Int
  /// The columns of each series, kept alive by `series`.
  private let columns: UnsafeMutablePointer<BarColumns>
  private let places: UnsafeMutablePointer<Int>
  private let isOpen: UnsafeMutablePointer<Bool>
  private let counts: UnsafeMutablePointer<Int>
  private let closingStore: UnsafeMutablePointer<Int>
  private let openingStore: UnsafeMutablePointer<Int>
  private var closingCount = 0
  private var openingCount = 0
  private var agenda: ReplayAgenda
  /// The next instant at which a coarser bar closes.
  private var nextReveal = Int64.min

  init(series: [BarSeries], tradedCount: Int) {
    self.series = series
    self.tradedCount = tradedCount
    columns = .allocate(capacity: series.count)
    for index in series.indices { (columns + index).initialize(to: BarColumns(series[index])) }
    func zeros() -> UnsafeMutablePointer<Int> {
      let pointer = UnsafeMutablePointer<Int>.allocate(capacity: series.count)
      pointer.initialize(repeating: 0, count: series.count)
      return pointer
    }
    places = zeros()
    counts = zeros()
    closingStore = zeros()
    openingStore = zeros()
    isOpen = .allocate(capacity: series.count)
    isOpen.initialize(repeating: false, count: series.count)
    agenda = ReplayAgenda(capacity: tradedCount)
    for index in 0..<tradedCount { agenda.add(index, at: columns[index].openTimes[0]) }
  }

  deinit {
    columns.deallocate()
    places.deallocate()
    counts.deallocate()
    closingStore.deallocate()
    openingStore.deallocate()
    isOpen.deallocate()
  }

  /// The traded series of which a bar closes at this instant, by ascending index.
  var closing: UnsafeBufferPointer<Int> { .init(start: closingStore, count: closingCount) }

  /// The traded series of which a bar opens at this instant, by ascending index.
  var opening: UnsafeBufferPointer<Int> { .init(start: openingStore, count: openingCount) }

  /// The bar of each traded series that is open or opens next.
  var cursors: UnsafePointer<Int> { UnsafePointer(places) }

  /// Number of closed bars of a series.
  func closedCount(_ index: Int) -> Int { counts[index] }

  /// Moves to the next instant at which a bar closes or opens; nil at the end.
  ///
  /// A bar that both opens and closes at one instant closes at the next call.
  /// - Complexity: O(bars that close or open), and the agenda's steps.
  mutating func advance() -> Int64? {
    guard let (time, first) = agenda.next() else { return nil }
    closingCount = 0
    openingCount = 0
    var due: Int? = first
    while let index = due {
      due = agenda.following(index)
      step(index, at: time)
    }
    return time
  }

  /// Closes the bar of a series that is due to close, and opens the one that is due to open.
  private mutating func step(_ index: Int, at time: Int64) {
    if isOpen[index] {
      closingStore[closingCount] = index
      closingCount += 1
      isOpen[index] = false
      places[index] += 1
      counts[index] = places[index]
    }
    let place = places[index]
    guard place < columns[index].count else { return }
    let openTime = columns[index].openTimes[place]
    if openTime == time {
      openingStore[openingCount] = index
      openingCount += 1
      isOpen[index] = true
    }
    agenda.add(index, at: isOpen[index] ? columns[index].closeTimes[place] : openTime)
  }

  /// Makes coarser bars visible that have closed by an instant; false if there were none to look at.
  mutating func revealCoarser(until time: Int64) -> Bool {
    guard time >= nextReveal else { return false }
    nextReveal = .max
    for index in tradedCount..<series.count {
      while counts[index] < columns[index].count,
        columns[index].closeTimes[counts[index]] <= time
      {
        counts[index] += 1
      }
      if counts[index] < columns[index].count {
        nextReveal = min(nextReveal, columns[index].closeTimes[counts[index]])
      }
    }
    return true
  }
}
