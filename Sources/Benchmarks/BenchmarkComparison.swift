/// A run beside one that was saved.
///
/// Machines differ and are busy: beside each ratio of times stands what is left of it once the
/// ratio of the two yardsticks is taken out.
struct BenchmarkComparison {
  /// A benchmark then and now.
  struct Row {
    let name: String
    /// Nanoseconds for each element in the baseline.
    let then: Double
    /// Nanoseconds for each element now.
    let now: Double
    /// Above 1 where it is slower now.
    let ratio: Double
    /// The same without what the yardsticks differ by.
    let adjustedRatio: Double
    /// Whether the outcome has the same bits, as far as both tell.
    let isSameResult: Bool
  }

  private(set) var rows: [Row] = []
  /// Benchmarks that ran now and are not in the baseline.
  private(set) var missing: [String] = []
  /// The yardstick's time now over that of the baseline.
  let yardstickRatio: Double
  /// The adjusted ratio above which something counts as slower; nil where nobody asked.
  let limit: Double?

  init(_ run: MeasuredRun, baseline: BenchmarkDocument, failAbove limit: Double?) {
    yardstickRatio = run.yardstick / baseline.yardstick
    self.limit = limit
    for measurement in run.measurements {
      guard case .times(_, let outcome) = measurement.result,
        let now = measurement.nanosecondsPerElement
      else { continue }
      guard let entry = baseline.entries.first(where: { $0.name == measurement.name }) else {
        missing.append(measurement.name)
        continue
      }
      let ratio = now / entry.nanosecondsPerElement
      rows.append(
        Row(
          name: measurement.name, then: entry.nanosecondsPerElement, now: now, ratio: ratio,
          adjustedRatio: ratio / yardstickRatio,
          isSameResult: entry.hash == nil || outcome.hash == nil
            || entry.hash == outcome.hash.map(Outcome.text)))
    }
  }

  /// Whether a row is above the limit.
  func isSlower(_ row: Row) -> Bool { limit.map { row.adjustedRatio > $0 } ?? false }

  /// The rows above the limit.
  var slower: [Row] { rows.filter(isSlower) }
}
