import Market

/// The columns of a series as plain memory, so that reading a bar neither retains nor checks.
///
/// The pointers are good for as long as the series lives; whoever holds them holds the series too.
struct BarColumns {
  let count: Int
  let open: UnsafePointer<Double>
  let high: UnsafePointer<Double>
  let low: UnsafePointer<Double>
  let close: UnsafePointer<Double>
  /// Nil when the source has no volume.
  let volume: UnsafePointer<Double>?
  let openTimes: UnsafePointer<Int64>
  let closeTimes: UnsafePointer<Int64>
  let days: UnsafePointer<Int32>

  /// Looks at a series of at least one bar.
  init(_ series: BarSeries) {
    func base<Value>(_ column: [Value]) -> UnsafePointer<Value> {
      // An array's storage stays where it is while nobody changes the array, and nobody can.
      column.withUnsafeBufferPointer { $0.baseAddress! }
    }
    precondition(series.count > 0, "a series that is replayed has bars")
    count = series.count
    open = base(series.open)
    high = base(series.high)
    low = base(series.low)
    close = base(series.close)
    volume = series.hasVolume ? base(series.volume) : nil
    openTimes = base(series.openTimes)
    closeTimes = base(series.closeTimes)
    days = base(series.days)
  }

  /// Reads what a replay will read at an active bar and at the next, whose open fills its orders.
  ///
  /// Active bars are far apart. Read one after the other, each would wait for memory; read together,
  /// the waits overlap.
  /// - Returns: A sum, to be kept so that the reads are.
  @inline(__always)
  func readAhead(at bar: Int) -> Int64 {
    let next = min(bar + 1, count - 1)
    return Int64(bitPattern: open[next].bitPattern) &+ openTimes[next] &+ closeTimes[bar]
      &+ Int64(days[next])
  }
}
