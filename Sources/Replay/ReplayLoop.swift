import Market
import Platform
import Trading

/// One replay in progress: the clock drives the engine, the engine's state feeds the expert.
struct ReplayLoop: ~Copyable {
  let engine: Engine
  let account: Account
  let view: MarketView
  private var clock: ReplayClock
  let warmUp: Int
  let hearsFills: Bool
  let tradesFrom: Int64
  var record: RunRecord
  var deliveredFills = 0

  init(
    engine: Engine, view: consuming MarketView, clock: consuming ReplayClock,
    requirements: Requirements, tradesFrom: Int64, buffers: RunBuffers?
  ) {
    self.engine = engine
    self.account = engine.account
    self.view = view
    self.clock = clock
    self.tradesFrom = tradesFrom
    warmUp = requirements.warmUp
    hearsFills = requirements.capabilities.contains(.fills)
    record = RunRecord(
      instruments: engine.account.instruments, rules: engine.rules, path: .reference,
      ledger: engine.account.ledger)
    buffers?.lend(to: &record, account)
  }

  /// Replays to the end of the data, the expert's failure or an interruption.
  mutating func run(
    _ session: inout any ExpertSession, cancellation: Cancellation?, progress: Progress
  ) {
    var desk = Desk(account: account)
    reserve(engine.series.count == 1 ? engine.series[0].count : 0)
    let total = engine.series.reduce(0) { $0 + $1.count }
    var done = 0
    var nextReport = 0
    do {
      while let time = clock.advance() {
        if !clock.closing.isEmpty {
          try close(at: time, &session, &desk)
          done += clock.closing.count
        }
        if !clock.opening.isEmpty {
          engine.open(clock.opening, cursors: clock.cursors, at: time)
          if hearsFills { try deliverFills(&session, &desk) }
        }
        if done >= nextReport {
          nextReport = done + 16_384
          progress.report(done: done, of: total)
          if cancellation?.isCancelled == true {
            record.isInterrupted = true
            return
          }
        }
      }
    } catch {
      record.failure = error.message
    }
    progress.report(done: total, of: total)
  }

  /// Makes room for so many instants.
  private mutating func reserve(_ count: Int) {
    record.equity.removeAll(keepingCapacity: true)
    record.exposure.removeAll(keepingCapacity: true)
    record.times.reserveCapacity(count)
    record.days.reserveCapacity(count)
    record.equity.reserveCapacity(count)
    record.exposure.reserveCapacity(count)
  }

  /// Bars close: paths, fills at the close, marks, then the expert.
  private mutating func close(
    at time: Int64, _ session: inout any ExpertSession, _ desk: inout Desk
  ) throws(ExpertFailure) {
    engine.close(clock.closing)
    account.move(to: time)
    if hearsFills { try deliverFills(&session, &desk) }
    account.markToMarket()
    engine.watchRisk()
    engine.checkBooks()
    showClosed(at: time)
    if view.contents.pointee.primaryVisible >= warmUp, time >= tradesFrom, !engine.isRuined {
      let fillCount = account.fillCount
      try session.barClosed(view, &desk)
      engine.fillImmediate(clock.closing)
      if account.fillCount > fillCount { account.markToMarket() }
    }
    append(time)
  }

  private mutating func showClosed(at time: Int64) {
    view.contents.pointee.instant = time
    if clock.series.count == 1 {
      view.contents.pointee.primaryVisible = clock.closedCount(0)
      view.beginClose(day: engine.latestDay(of: clock.closing))
      view.show(0, count: view.contents.pointee.primaryVisible)
      return
    }
    view.beginClose(day: engine.latestDay(of: clock.closing))
    for instrument in clock.closing { view.show(instrument, count: clock.closedCount(instrument)) }
    if clock.revealCoarser(until: time) {
      for index in clock.tradedCount..<clock.series.count {
        let count = clock.closedCount(index)
        if view.visible(index) != count { view.show(index, count: count) }
      }
    }
    view.contents.pointee.primaryVisible = view.visible(0)
  }

  private mutating func append(_ time: Int64) {
    guard time >= tradesFrom else { return }
    let (equity, exposure) = account.recordClose()
    record.times.append(time)
    record.days.append(engine.today)
    record.equity.append(equity)
    record.exposure.append(exposure)
  }

  private mutating func deliverFills(
    _ session: inout any ExpertSession, _ desk: inout Desk
  ) throws(ExpertFailure) {
    while deliveredFills < account.fillCount {
      let fill = account.fills[deliveredFills]
      deliveredFills += 1
      try session.filled(fill, view, &desk)
    }
  }

  /// The record of what has been replayed.
  consuming func finish() -> RunRecord {
    record.fills = account.fills
    record.trades = account.trades
    record.rejections = account.rejections
    record.openLots = account.positions.map(\.lots)
    record.lastPrices = Array(account.marks)
    record.names = account.names.names
    record.ledger = account.ledger
    record.slippageCost = account.slippageCost
    record.turnover = account.turnover
    record.orderCount = Int(account.lastOrderNumber)
    record.checkedEvents = account.checkedEvents
    record.unprovedTargets = engine.unprovedTargets
    record.trailsOpenToPath = engine.trailsOpenToPath
    record.isRuined = engine.isRuined
    return record
  }
}
