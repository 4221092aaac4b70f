import Files
import Formats
import Market
import Platform
import Replay
import Trading

/// What came of one probe.
struct ParityResult: Sendable {
  var name: String
  var exactCount = 0
  var totalCount = 0
  var listedCount = 0
  var foundCount = 0
  /// The day on which the chart began, where several were tried.
  var start: CivilDate?
  /// Why the probe could not be run; all of its trades then count as missed.
  var failure: String?
  /// Why the probe cannot be checked.
  var exclusion: String?
  /// The first differences in words, with the bars around them.
  var difference: [String] = []
  var milliseconds = 0.0

  var isComplete: Bool { failure == nil && exactCount == totalCount }
}

/// Runs probes over one feed and compares their trades.
struct ParityCheck {
  let feed: BarSeries
  /// The clocks of the lists.
  let zone: TimeZoneRules
  /// Days on which the charts may have begun; empty for the feed's first bar.
  let starts: [CivilDate]
  /// How many differences of a probe are described.
  var shownCount = 1

  private var text: DifferenceText { DifferenceText(feed: feed) }

  /// Compiles, runs and compares one probe.
  func run(_ probe: ParityProbe) -> ParityResult {
    let clock = MonotonicClock.nanoseconds()
    var result = ParityResult(name: probe.name)
    defer { result.milliseconds = Double(MonotonicClock.nanoseconds() - clock) / 1e6 }
    let listed: [ListedTrade]
    do throws(LocatedError) {
      listed = try TradeListReader.load(probe.listPath, zone: zone)
    } catch {
      result.exclusion = "its list of trades cannot be read: \(error.sentence)"
      return result
    }
    result.listedCount = listed.count { !$0.isOpen }
    result.totalCount = result.listedCount
    if let reason = foreign(listed) {
      result.exclusion = reason
      return result
    }
    do throws(LocatedError) {
      try compare(probe, listed, &result)
    } catch {
      result.failure = error.description
    }
    return result
  }

  /// Why a list cannot be of this feed: its entries lie outside the feed's bars.
  private func foreign(_ listed: [ListedTrade]) -> String? {
    if listed.isEmpty { return "its list has no trades" }
    let inside = text.countInside(listed)
    return inside * 2 < listed.count
      ? "its times or prices are not those of the feed (\(inside) of \(listed.count) entries)"
      : nil
  }

  /// Tries each day on which the chart may have begun and keeps the one that explains most.
  private func compare(
    _ probe: ParityProbe, _ listed: [ListedTrade], _ result: inout ParityResult
  ) throws(LocatedError) {
    let tolerance = TradeListComparison.Tolerance(price: 0.26 * feed.instrument.tickSize)
    let script = try ParityScript(probe)
    var best: TradeListComparison?
    for start in candidates(probe, listed) {
      let series = start.map { trimmed(from: $0) } ?? feed
      let record = try script.run(series)
      if let failure = record.failure { throw LocatedError(.failed, failure) }
      let trades = record.trades.map { FoundTrade($0, names: record.names) }
      let comparison = TradeListComparison(listed, trades, tolerance: tolerance)
      if let best, best.score >= comparison.score { continue }
      best = comparison
      result.start = start.map { CivilDate(daysSinceEpoch: Int($0 / Timestamp.nanosecondsPerDay)) }
      result.exactCount = comparison.exactCount
      result.totalCount = comparison.totalCount
      result.foundCount = comparison.foundCount
      result.difference =
        comparison.differences.prefix(shownCount).flatMap(text.describe)
      if comparison.isComplete { return }
    }
  }

  /// Instants at which the chart may begin; nil for the feed's first bar.
  private func candidates(_ probe: ParityProbe, _ listed: [ListedTrade]) -> [Int64?] {
    if let start = probe.start { return [start * 1_000_000] }
    let first = listed.map(\.entryTime.nanoseconds).min() ?? .max
    let possible = starts.map { Int64($0.daysSinceEpoch) * Timestamp.nanosecondsPerDay }
      .filter { $0 <= first }
    return possible.isEmpty ? [nil] : possible
  }

  private func trimmed(from start: Int64) -> BarSeries {
    let first = feed.openTimes.firstIndex { $0 >= start } ?? 0
    return feed.slice(first..<feed.count)
  }
}

extension TradeListComparison {
  /// Exact trades less what should not be there.
  fileprivate var score: Int { 2 * exactCount - totalCount }
}
