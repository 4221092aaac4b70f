public import Market

/// What holding an instrument returns, its dividends reinvested and its splits undone.
public enum TotalReturns {
  /// Returns the return of each session day, close to close.
  ///
  /// A day's return is (units · close + dividends) / close before − 1, where a split changes the
  /// one unit held. The first bar of the series returns 0.
  ///
  /// - Parameters:
  ///   - events: Dividends and splits; others, and those of other symbols, count not.
  ///   - days: The session days asked for.
  /// - Returns: Nil unless `days` are the series' own from some day on, at prices above 0.
  /// - Complexity: O(bars + events · log events).
  public static func daily(
    of series: BarSeries, events: [CashFlowEvent], on days: [Int32]
  ) -> [Double]? {
    let (closes, ownDays) = SessionDays.fold(equity: series.close, days: series.days)
    guard let first = days.first, let start = ownDays.firstIndex(of: first),
      Array(ownDays[start...]) == days, closes.allSatisfy({ $0 > 0 })
    else { return nil }
    var actions = actions(of: series.instrument.symbol, in: events)[...]
    return (start..<closes.count).map { index in
      var units = 1.0
      var cash = 0.0
      while let next = actions.first, next.day <= ownDays[index] {
        actions.removeFirst()
        if index == 0 || next.day <= ownDays[index - 1] { continue }
        if next.isSplit { units *= next.value } else { cash += units * next.value }
      }
      return index == 0 ? 0 : (units * closes[index] + cash) / closes[index - 1] - 1
    }
  }

  private static func actions(
    of symbol: String, in events: [CashFlowEvent]
  ) -> [(day: Int32, isSplit: Bool, value: Double)] {
    events.enumerated().filter {
      $0.element.symbol == symbol && ($0.element.kind == .dividend || $0.element.kind == .split)
    }.sorted {
      ($0.element.time.nanoseconds, $0.offset) < ($1.element.time.nanoseconds, $1.offset)
    }.map { _, event in
      (
        Int32(event.time.nanoseconds / Timestamp.nanosecondsPerDay), event.kind == .split,
        event.value
      )
    }
  }
}
