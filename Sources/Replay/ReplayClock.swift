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
  mutating func advance() -> Int64? {
    var next = Int64.max
    for index in 0..<tradedCount where places[index] < columns[index].count {
      next = min(next, time(index))
    }
    guard next != .max else { return nil }
    closingCount = 0
    openingCount = 0
    for index in 0..<tradedCount {
      if isOpen[index], columns[index].closeTimes[places[index]] == next {
        closingStore[closingCount] = index
        closingCount += 1
        isOpen[index] = false
        places[index] += 1
        counts[index] = places[index]
      }
      if !isOpen[index], places[index] < columns[index].count,
        columns[index].openTimes[places[index]] == next
      {
        openingStore[openingCount] = index
        openingCount += 1
        isOpen[index] = true
      }
    }
    return next
  }

  /// When the bar of a series closes that is open, or opens that is next.
  private func time(_ index: Int) -> Int64 {
    isOpen[index]
      ? columns[index].closeTimes[places[index]] : columns[index].openTimes[places[index]]
  }

  /// Makes coarser bars visible that have closed by an instant.
  mutating func revealCoarser(until time: Int64) {
    for index in tradedCount..<series.count {
      while counts[index] < columns[index].count,
        columns[index].closeTimes[counts[index]] <= time
      {
        counts[index] += 1
      }
    }
  }
}
