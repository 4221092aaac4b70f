/// What was measured of a benchmark.
struct Measurement: Sendable {
  let name: String
  let area: BenchmarkArea
  let count: Int
  let limit: Limit?
  var result: Result

  /// What came of it.
  enum Result: Sendable {
    case times(Times, Outcome)
    /// Something that it needs is not there.
    case skipped(String)
    /// It failed, or its outcome is not what another way gives.
    case wrong(String)
  }

  /// The least and the middle time of the runs, in nanoseconds.
  struct Times: Sendable, Equatable {
    var least: Double
    var median: Double

    init(least: Double, median: Double) {
      self.least = least
      self.median = median
    }

    /// Of the times of at least one run.
    init(_ runs: [UInt64]) {
      let sorted = runs.sorted().map { Double($0) }
      least = sorted[0]
      let middle = sorted.count / 2
      median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }

  /// The times; nil where there are none.
  var times: Times? {
    if case .times(let times, _) = result { times } else { nil }
  }

  /// Least nanoseconds for each element.
  var nanosecondsPerElement: Double? { times.map { $0.least / Double(count) } }

  /// What is wrong with it; nil when nothing is.
  var failure: String? {
    if case .wrong(let reason) = result { reason } else { nil }
  }
}

/// All that was measured in one go, and the yardstick beside it.
struct MeasuredRun: Sendable {
  var measurements: [Measurement] = []
  /// Nanoseconds of the yardstick loop for a bar.
  var yardstick = Double.nan
  var isQuick = false
  var clock = BenchmarkClock.wall
  var runs = 0

  /// Elements of a benchmark for each bar of the yardstick loop in the same time.
  func share(_ measurement: Measurement) -> Double? {
    measurement.nanosecondsPerElement.map { yardstick / $0 }
  }

  /// Whether a benchmark keeps its limit; nil where there is none or nothing to hold it to.
  func keepsLimit(_ measurement: Measurement) -> Bool? {
    guard let limit = measurement.limit, let times = measurement.times else { return nil }
    let perElement = times.least / Double(measurement.count)
    switch limit {
    case .millionsPerSecond(let least): return 1e3 / perElement >= least
    case .nanoseconds(let most): return perElement <= most
    case .milliseconds(let most): return times.least / 1e6 <= most
    case .times(let most, let name):
      guard let other = measurements.first(where: { $0.name == name })?.times else { return nil }
      return times.least <= most * other.least
    }
  }
}
