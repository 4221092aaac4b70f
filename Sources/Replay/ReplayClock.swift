import Market

/// The merged order of events: which bars close and which open at the next instant.
struct ReplayClock {
  let series: [BarSeries]
  /// The first series are traded; the rest are coarser views of them.
  let tradedCount: Int
  /// The bar of each traded series that is open or opens next.
  private(set) var cursors: [Int]
  private var isOpen: [Bool]
  /// Number of closed bars of each series.
  private(set) var closedCounts: [Int]
  private(set) var closing: [Int] = []
  private(set) var opening: [Int] = []

  init(series: [BarSeries], tradedCount: Int) {
    self.series = series
    self.tradedCount = tradedCount
    cursors = Array(repeating: 0, count: tradedCount)
    isOpen = Array(repeating: false, count: tradedCount)
    closedCounts = Array(repeating: 0, count: series.count)
  }

  /// Moves to the next instant at which a bar closes or opens; nil at the end.
  ///
  /// `closing` and `opening` then name the traded series concerned, by ascending index. A bar that
  /// both opens and closes at one instant closes at the next call.
  mutating func advance() -> Int64? {
    var next = Int64.max
    for index in 0..<tradedCount where cursors[index] < series[index].count {
      let time =
        isOpen[index]
        ? series[index].closeTimes[cursors[index]] : series[index].openTimes[cursors[index]]
      if time < next { next = time }
    }
    guard next != .max else { return nil }
    closing.removeAll(keepingCapacity: true)
    opening.removeAll(keepingCapacity: true)
    for index in 0..<tradedCount
    where isOpen[index] && series[index].closeTimes[cursors[index]] == next {
      closing.append(index)
      isOpen[index] = false
      cursors[index] += 1
      closedCounts[index] = cursors[index]
    }
    for index in 0..<tradedCount
    where !isOpen[index] && cursors[index] < series[index].count
      && series[index].openTimes[cursors[index]] == next
    {
      opening.append(index)
      isOpen[index] = true
    }
    return next
  }

  /// Makes coarser bars visible that have closed by an instant.
  mutating func revealCoarser(until time: Int64) {
    for index in tradedCount..<series.count {
      while closedCounts[index] < series[index].count,
        series[index].closeTimes[closedCounts[index]] <= time
      {
        closedCounts[index] += 1
      }
    }
  }
}
