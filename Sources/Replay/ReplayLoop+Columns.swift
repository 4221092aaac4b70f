import Platform
import Trading

extension ReplayLoop {
  /// Whether bars may be passed over at all: one series, and nothing that watches every bar.
  ///
  /// Dated events, financing, risk rules and experts that hear of fills need the reference path.
  static func passesOver(
    _ engine: Engine, requirements: Requirements, rules: TradingRules
  ) -> Bool {
    engine.series.count == 1 && requirements.timeframes.isEmpty && engine.events.isEmpty
      && engine.source == nil && !requirements.capabilities.contains(.fills)
      && rules.financing.isFree && !rules.risk.watchesEquity
      && rules.margin.maintenance(.long) <= 1
  }

  /// Replays bar by bar where anything can happen, and passes over the bars between.
  ///
  /// - Parameter activeBars: The bars at whose close the session may act, ascending.
  mutating func run(
    _ session: inout any ExpertSession, activeBars: [Int], cancellation: Cancellation?,
    progress: Progress
  ) {
    var desk = Desk(account: account)
    let columns = engine.columns[0]
    record.path = .columns
    var next = 0
    var bar = 0
    var nextReport = 0
    do {
      while bar < columns.count {
        while next < activeBars.count, activeBars[next] < bar { next += 1 }
        let active = next < activeBars.count ? activeBars[next] : columns.count
        if bar < active { bar = passOver(from: bar, to: active, columns) }
        if bar < columns.count {
          try step(bar, isActive: bar == active, columns, &session, &desk)
          bar += 1
        }
        if bar >= nextReport {
          nextReport = bar + 65_536
          progress.report(done: bar, of: columns.count)
          if cancellation?.isCancelled == true {
            record.isInterrupted = true
            return
          }
        }
      }
    } catch {
      record.failure = error.message
    }
    progress.report(done: columns.count, of: columns.count)
  }

  /// One bar as the reference path has it; the session is asked only where it may act.
  private mutating func step(
    _ bar: Int, isActive: Bool, _ columns: BarColumns, _ session: inout any ExpertSession,
    _ desk: inout Desk
  ) throws(ExpertFailure) {
    withUnsafePointer(to: bar) { cursor in
      withUnsafePointer(to: 0) { zero in
        engine.open(
          UnsafeBufferPointer(start: zero, count: 1), cursors: cursor,
          at: columns.openTimes[bar])
      }
    }
    let time = columns.closeTimes[bar]
    engine.close(0)
    account.move(to: time)
    account.markToMarket()
    engine.watchRisk()
    engine.checkBooks()
    view.instant = time
    view.primaryVisible = bar + 1
    view.visible[0] = bar + 1
    view.hasClosed[0] = true
    if isActive, bar + 1 >= warmUp, time >= tradesFrom, !engine.isRuined {
      try session.barClosed(view, &desk)
      engine.fillImmediate(0)
      let fillCount = account.fillCount
      if fillCount > 0, fillsAtClose || deliveredFills < fillCount { account.markToMarket() }
    }
    append(time)
  }

  /// Writes the marks of bars on which nothing can happen; returns the first that needs a step.
  ///
  /// The arithmetic is the account's own: cash and units times price times point value.
  private mutating func passOver(from first: Int, to last: Int, _ columns: BarColumns) -> Int {
    guard !account.hasWork, let position = account.quietPosition() else { return first }
    var end = first
    var peak = -Double.infinity
    var high = -Double.infinity
    var low = Double.infinity
    if position.units == 0 {
      end = last
      peak = position.cash
      appendFlat(first..<last, equity: position.cash, columns)
    } else {
      while end < last {
        let value = position.units * columns.close[end] * position.pointValue
        let equity = position.cash + value
        // Ruin, or a price of zero, is for the reference path to judge.
        guard equity > 0, columns.low[end] > 0 else { break }
        peak = max(peak, equity)
        high = max(high, columns.high[end])
        low = min(low, columns.low[end])
        if columns.closeTimes[end] >= tradesFrom {
          record.times.append(columns.closeTimes[end])
          record.days.append(columns.days[end])
          record.equity.append(equity)
          record.exposure.append((0 + value) / equity)
        }
        end += 1
      }
    }
    guard end > first else { return first }
    engine.passOver(to: end - 1)
    let price = columns.close[end - 1]
    let equity =
      position.units == 0
      ? position.cash : position.cash + position.units * price * position.pointValue
    account.passOver(
      at: price, time: columns.closeTimes[end - 1], equity: equity, peak: peak, high: high,
      low: low)
    return end
  }

  private mutating func appendFlat(_ bars: Range<Int>, equity: Double, _ columns: BarColumns) {
    var first = bars.lowerBound
    while first < bars.upperBound, columns.closeTimes[first] < tradesFrom { first += 1 }
    let count = bars.upperBound - first
    guard count > 0 else { return }
    record.times.append(
      contentsOf: UnsafeBufferPointer(start: columns.closeTimes + first, count: count))
    record.days.append(contentsOf: UnsafeBufferPointer(start: columns.days + first, count: count))
    record.equity.append(contentsOf: repeatElement(equity, count: count))
    record.exposure.append(contentsOf: repeatElement(0, count: count))
  }
}
