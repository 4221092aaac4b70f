import Kernels
import Market
import Platform
import Trading

extension ReplayLoop {
  /// Whether bars may be passed over at all: one series, and nothing that watches every bar.
  ///
  /// Rates, financing, risk rules and experts that hear of fills need the reference path.
  static func passesOver(
    _ engine: Engine, requirements: Requirements, rules: TradingRules
  ) -> Bool {
    engine.series.count == 1 && requirements.timeframes.isEmpty && !engine.events.hasRates
      && engine.source == nil && !requirements.capabilities.contains(.fills)
      && rules.financing.isFree && !rules.risk.watchesEquity
      && rules.margin.maintenance(.long) <= 1
  }

  /// Replays bar by bar where anything can happen, and passes over the bars between.
  mutating func run(
    _ session: inout any ExpertSession, foresight: any Foresight, cancellation: Cancellation?,
    progress: Progress
  ) {
    var actions = ActiveBars(foresight, bars: engine.columns[0])
    let series = engine.series[0]
    var firstBar = 0
    while firstBar < series.count, series.closeTimes[firstBar] < tradesFrom { firstBar += 1 }
    record.path = foresight.sparesBars ? .columns : .quietBars
    var equity = Self.column(&record.equity, count: series.count - firstBar)
    var exposure = Self.column(&record.exposure, count: series.count - firstBar)
    let end = equity.withUnsafeMutableBufferPointer { equity in
      exposure.withUnsafeMutableBufferPointer { exposure in
        guard let equity = equity.baseAddress, let exposure = exposure.baseAddress else {
          return walk(&session, &actions, nil, cancellation, progress)
        }
        var marks = MarkColumns(equity: equity, exposure: exposure, firstBar: firstBar)
        guard let work = (foresight as? ForesightAhead)?.work else {
          return walk(&session, &actions, marks, cancellation, progress)
        }
        var behind = MarksBehind(marks, closes: engine.columns[0].close, to: work)
        return withUnsafeMutablePointer(to: &behind) { behind in
          marks.behind = behind
          defer { behind.pointee.finish() }
          return walk(&session, &actions, marks, cancellation, progress)
        }
      }
    }
    let count = max(0, end - firstBar)
    equity.removeLast(equity.count - count)
    exposure.removeLast(exposure.count - count)
    record.equity = equity
    record.exposure = exposure
    let isWhole = count == series.count
    record.times = isWhole ? series.closeTimes : Array(series.closeTimes[firstBar...].prefix(count))
    record.days = isWhole ? series.days : Array(series.days[firstBar...].prefix(count))
  }

  /// A column of so many values, whatever they are: the memory at hand if it fits, or else new.
  private static func column(_ memory: inout [Double], count: Int) -> [Double] {
    var column: [Double] = []
    swap(&column, &memory)
    return column.count == count ? column : Array(unwritten: count)
  }

  /// Goes through the bars; returns the first that was not replayed.
  private mutating func walk(
    _ session: inout any ExpertSession, _ actions: inout ActiveBars, _ marks: MarkColumns?,
    _ cancellation: Cancellation?, _ progress: Progress
  ) -> Int {
    var desk = Desk(account: account)
    defer { engine.foreseen = nil }
    let columns = engine.columns[0]
    // Dividends, splits and funding come with the open of a bar, which has to be opened for them.
    var dated = engine.events.dueBars(of: 0, in: engine.series[0])[...]
    var bar = 0
    var nextReport = 65_536
    while bar < columns.count {
      let (target, isActive): (Int, Bool)
      do throws(ExpertFailure) {
        (target, isActive) = try actions.next(from: bar, account)
      } catch {
        record.failure = error.message
        return bar
      }
      let limit = isActive ? target + 1 : target
      engine.foreseen = actions.stretch(from: bar)
      var end = passOver(
        from: bar, to: min(limit, dated.first ?? limit), columns, marks)
      if end == bar {
        engine.openOnly(bar)
        if dated.first == bar { dated.removeFirst() }
        // What waited for the open may be done with it, and the rest of the bar be quiet.
        end = passOver(
          from: bar, to: min(limit, dated.first ?? limit), columns, marks)
        if end == bar {
          close(bar, columns, marks)
          end = bar + 1
        }
      }
      bar = end
      if isActive, bar == limit {
        do throws(ExpertFailure) {
          try ask(&session, &desk, at: target, columns, marks)
        } catch {
          record.failure = error.message
          return target
        }
      }
      if bar >= nextReport {
        nextReport = bar + 65_536
        progress.report(done: bar, of: columns.count)
        if cancellation?.isCancelled == true {
          record.isInterrupted = true
          return bar
        }
      }
    }
    progress.report(done: columns.count, of: columns.count)
    return columns.count
  }

  /// The rest of a bar that is open, as the reference path has it.
  private func close(_ bar: Int, _ columns: BarColumns, _ marks: MarkColumns?) {
    engine.closeOnly()
    account.move(to: columns.closeTimes[bar])
    account.markToMarket()
    engine.watchRisk()
    engine.checkBooks()
    let (equity, exposure) = account.recordClose()
    marks?.set(bar, equity: equity, exposure: exposure)
  }

  /// Asks the session at the close of a bar that has been marked.
  private mutating func ask(
    _ session: inout any ExpertSession, _ desk: inout Desk, at bar: Int, _ columns: BarColumns,
    _ marks: MarkColumns?
  ) throws(ExpertFailure) {
    var (time, day): (Int64, Int32)
    if let stretch = engine.foreseen, stretch.pointee.last == bar {
      (time, day) = (stretch.pointee.lastCloseTime, stretch.pointee.lastDay)
    } else {
      (time, day) = (columns.closeTimes[bar], columns.days[bar])
    }
    guard bar + 1 >= warmUp, time >= tradesFrom, !engine.isRuined else { return }
    account.move(to: time)
    view.contents.pointee.instant = time
    view.contents.pointee.primaryVisible = bar + 1
    view.beginClose(day: day)
    view.show(0, count: bar + 1)
    let fillCount = account.fillCount
    try session.barClosed(view, &desk)
    engine.fillImmediateOnly()
    if account.fillCount > fillCount {
      account.markToMarket()
      let (equity, exposure) = account.recordClose()
      marks?.behind?.pointee.takeBack(bar)
      marks?.set(bar, equity: equity, exposure: exposure)
    }
  }

  /// Writes the marks of bars on which nothing can happen; returns the first that needs a step.
  private mutating func passOver(
    from first: Int, to last: Int, _ columns: BarColumns, _ marks: MarkColumns?
  ) -> Int {
    guard let state = account.quietState() else { return first }
    // Bars that count and bars that do not are passed over one after the other.
    let firstMark = marks?.firstBar ?? .max
    let counts = first >= firstMark
    if counts, let behind = marks?.behind, let stretch = engine.foreseen,
      stretch.pointee.bars == first..<last,
      let whole = QuietStretch(stretch.pointee, state)
    {
      behind.pointee.leave(first..<last, state)
      finish(whole, state, price: stretch.pointee.lastClose, day: stretch.pointee.lastDay)
      return last
    }
    let stretch = QuietStretch(
      first..<(counts ? last : min(last, firstMark)), state, columns, counts ? marks : nil)
    let end = stretch.end
    guard end > first else { return first }
    finish(stretch, state, price: columns.close[end - 1], day: columns.days[end - 1])
    return end
  }

  /// Leaves engine and account as the last bar of a quiet stretch does.
  @inline(__always)
  private func finish(_ stretch: QuietStretch, _ state: QuietState, price: Double, day: Int32) {
    engine.passOver(to: stretch.end - 1, day: day)
    account.passOver(
      at: price, equity: state.equity(at: price), peak: stretch.peak, high: stretch.high,
      low: stretch.low)
    engine.checkBooks()
  }
}
