public import Formats

/// A coarser series and how it was made from a finer one.
public struct AggregatedSeries: Sendable {
  /// The coarse bars.
  public let series: BarSeries
  /// For each coarse bar the index of the first fine bar in it.
  public let firstIndices: [Int]
  /// For each coarse bar the index of the last fine bar in it.
  public let lastIndices: [Int]
  /// Whether the fine bars reach the close of the last coarse bar.
  ///
  /// All bars before it are complete. Appending fine bars changes an incomplete bar and no other.
  public let isLastComplete: Bool

  /// Tells whether no fine bar to come can change a coarse bar.
  public func isComplete(_ index: Int) -> Bool { isLastComplete || index + 1 < series.count }
}

extension Timeframe {
  /// Tells whether bars of a finer timeframe fill bars of this one without overlap.
  ///
  /// Clock bars fill longer ones of a whole multiple, and days; days fill weeks and months; weeks
  /// do not fill months.
  public func canBeBuilt(from fine: Timeframe) -> Bool {
    switch (fine.fixedNanoseconds, fixedNanoseconds) {
    case (let fine?, let coarse?): coarse % fine == 0
    case (let fine?, nil): fine <= Timestamp.nanosecondsPerDay
    case (nil, .some): false
    case (nil, nil): fine == .day || (fine.unit == unit && count % fine.count == 0)
    }
  }
}

extension BarSeries {
  /// Returns the bars of a coarser timeframe; the own timeframe gives the series itself.
  ///
  /// Clock bars are counted from the open of the trading day: 09:30 New York for shares, 17:00 New
  /// York for currencies, midnight UTC without a session. Where a session pauses, bars before the
  /// open and after the close become bars of their own. Days are trading days, weeks begin on
  /// Mondays, and months are those of the calendar; these are made of regular hours alone, as
  /// exchanges make them, where the session has such hours.
  ///
  /// A coarse bar closes at its nominal end even if its last fine bars are missing, and later if
  /// its last fine bar does.
  /// - Precondition: `timeframe.canBeBuilt(from:)` the own one.
  /// - Complexity: O(*n*).
  public func aggregated(to timeframe: Timeframe) -> AggregatedSeries {
    precondition(
      timeframe.canBeBuilt(from: self.timeframe), "fine bars must fill the coarse ones")
    if timeframe == self.timeframe {
      let indices = Array(0..<count)
      return AggregatedSeries(
        series: self, firstIndices: indices, lastIndices: indices, isLastComplete: true)
    }
    var aggregation = Aggregation(of: self, to: timeframe)
    return aggregation.run()
  }

  /// Returns the bars of a coarser timeframe that a person asked for.
  ///
  /// - Throws: A usage error if the own bars do not fill coarser ones.
  public func aggregated(toRequested timeframe: Timeframe) throws(LocatedError) -> AggregatedSeries
  {
    guard timeframe.canBeBuilt(from: self.timeframe) else {
      throw LocatedError(
        .usage,
        "cannot build \(timeframe) bars of \(instrument.symbol) from its \(self.timeframe)"
          + " bars", expected: "a multiple of \(self.timeframe)")
    }
    return aggregated(to: timeframe)
  }
}
