import Formats
import Market
import Trading

/// The reference path of the replay: one account, bar by bar, event by event.
///
/// At one instant bars close before bars open. A close runs the path inside the bar, fills at the
/// close, marks, then the expert; an open runs corporate actions, financing, then opening fills.
/// Within each, instruments go by index.
final class Engine {
  let account: Account
  let rules: TradingRules
  let series: [BarSeries]
  @exclusivity(unchecked) var events: EventQueue
  let usesVolume: [Bool]
  /// Units that may still fill in the current bar, per instrument: buys, sells.
  @exclusivity(unchecked) var buyCapacity: [Double]
  @exclusivity(unchecked) var sellCapacity: [Double]
  @exclusivity(unchecked) var bars: [BarContext?]
  /// Trailing exits that the other order of high and low would have taken on the same bar.
  var trailsOpenToPath = 0
  /// Targets that the bar reached but that it does not prove, and that were therefore not filled.
  var unprovedTargets = 0
  @exclusivity(unchecked) var isRuined = false
  private var lastFinancingDay = Int32.min
  private var lastMonth = Int32.min
  @exclusivity(unchecked) var dayStartEquity: Double
  @exclusivity(unchecked) var losingDays = 0

  init(account: Account, series: [BarSeries], events: EventQueue) {
    self.account = account
    self.rules = account.rules
    self.series = series
    self.events = events
    let cap = account.rules.fills.participation
    // The volume of a currency pair counts quote changes, not units: it can cap nothing.
    usesVolume = series.map {
      $0.hasVolume && cap.isFinite && $0.instrument.assetClass != .fx
        && $0.volume.contains { $0 > 0 }
    }
    buyCapacity = Array(repeating: .infinity, count: series.count)
    sellCapacity = Array(repeating: .infinity, count: series.count)
    bars = Array(repeating: nil, count: series.count)
    dayStartEquity = account.equity
  }

  /// Opens bars of several instruments at one instant.
  func open(_ opening: [Int], cursors: [Int], at time: Int64) {
    account.now = time
    for instrument in opening {
      begin(instrument, index: cursors[instrument])
    }
    for instrument in opening {
      finance(instrument)
    }
    guard !account.orders.isEmpty || !account.attachments.isEmpty else { return }
    expireOrders(opening)
    switch rules.fills.intrabar {
    case .path: for instrument in opening { openOnPath(instrument) }
    case .range: openInRange(opening)
    }
    cancelImmediate(opening)
    account.sweep()
  }

  /// Runs the rest of an instrument's bar: the path or the range, then fills at the close.
  func close(_ instrument: Int) {
    guard let bar = bars[instrument] else { return }
    account.marks[instrument] = bar.close
    let hasWork = !account.orders.isEmpty || !account.attachments.isEmpty
    let hasPosition = !account.positions[instrument].isFlat
    guard hasWork || hasPosition else { return }
    if hasWork {
      switch rules.fills.intrabar {
      case .path: walkPath(bar)
      case .range: matchRange(bar)
      }
    } else if !rules.margin.isUnlimited {
      // Nothing rests, so that only the margin model can trade inside the bar.
      callMarginInside(bar)
    }
    if hasWork {
      fillAtClose(bar)
      account.sweep()
    }
    updateExcursions(bar)
  }

  private func begin(_ instrument: Int, index: Int) {
    let bar = BarContext(
      series[instrument], instrument: instrument, index: index, usesVolume: usesVolume[instrument])
    bars[instrument] = bar
    account.currentBar[instrument] = Int32(index)
    if bar.day != account.currentDay { beginDay(bar.day) }
    if usesVolume[instrument] {
      let capacity = account.grids[instrument].floorToLot(bar.volume * rules.fills.participation)
      buyCapacity[instrument] = capacity
      sellCapacity[instrument] = capacity
    }
  }

  private func beginDay(_ day: Int32) {
    guard day > account.currentDay else { return }
    let isFirst = account.currentDay == .min
    account.currentDay = day
    account.fillsToday = 0
    if !isFirst {
      losingDays = account.equity < dayStartEquity ? losingDays + 1 : 0
    }
    dayStartEquity = account.equity
    let date = CivilDate(daysSinceEpoch: Int(day))
    let month = Int32(date.year * 12 + date.month)
    if month != lastMonth {
      lastMonth = month
      account.monthNotional = 0
    }
    if !isFirst { accrue(to: day) }
    lastFinancingDay = day
  }

  /// Interest and borrowing for the calendar days since the last session day.
  private func accrue(to day: Int32) {
    let days = day - lastFinancingDay
    guard days > 0 else { return }
    let financing = rules.financing
    if financing.borrowRate != 0 || events.hasRates {
      for instrument in account.openInstruments {
        let rate = events.borrowRate(instrument) ?? financing.borrowRate
        account.accrueBorrow(instrument, yearlyRate: rate, days: days)
      }
    }
    let rate = events.interestRate
    if rate != nil || financing.creditRate != 0 || financing.debitRate != 0 {
      account.accrueInterest(
        credit: rate ?? financing.creditRate, debit: rate ?? financing.debitRate, days: days)
    }
    account.markToMarket()
    checkBooks()
  }

  /// Dated events of an instrument that take effect with the bar that opens now.
  private func finance(_ instrument: Int) {
    guard let bar = bars[instrument] else { return }
    while let event = events.next(for: instrument, day: bar.day, time: bar.openTime) {
      account.apply(event, to: instrument, price: account.marks[instrument])
      account.markToMarket()
      checkBooks()
    }
  }

  private func expireOrders(_ opening: [Int]) {
    for index in account.orders.indices where !account.orders[index].isDone {
      let order = account.orders[index]
      guard opening.contains(order.instrument), order.placedTime <= account.now,
        order.parent == nil, let bar = bars[order.instrument]
      else { continue }
      switch order.timeInForce {
      case .goodTillCancelled, .immediateOrCancel, .fillOrKill: continue
      case .day:
        if order.firstDay == .min {
          account.orders[index].firstDay = bar.day
          continue
        }
        guard bar.day > order.firstDay else { continue }
      case .goodTill(let end):
        guard bar.openTime >= end.nanoseconds else { continue }
      }
      account.orders[index].isDone = true
      account.reject(order, .expired)
    }
  }

  /// Cancels what an immediate order left over after its first open.
  private func cancelImmediate(_ opening: [Int]) {
    for index in account.orders.indices where !account.orders[index].isDone {
      let order = account.orders[index]
      guard order.timeInForce == .immediateOrCancel || order.timeInForce == .fillOrKill,
        opening.contains(order.instrument), order.placedTime <= account.now, order.parent == nil,
        order.kind != .marketOnClose,
        order.kind != .marketOnOpen || bars[order.instrument]?.isFirstOfDay == true
      else { continue }
      account.orders[index].isDone = true
      account.reject(order, .notImmediate)
    }
  }

  private func fillAtClose(_ bar: BarContext) {
    guard bar.isLastOfDay else { return }
    for index in account.orders.indices
    where account.orders[index].kind == .marketOnClose && isLive(account.orders[index], bar) {
      fill(index, at: bar.close, rule: .close, certainty: .exact, bar)
    }
  }

  /// Fills the market orders that an expert placed at this close for this close.
  func fillImmediate(_ instrument: Int) {
    guard let bar = bars[instrument], !account.orders.isEmpty else { return }
    for pass in 0..<2 {
      for index in account.orders.indices {
        let order = account.orders[index]
        let isClosing = order.role == .close || order.reduceOnly
        guard !order.isDone, order.instrument == instrument, order.kind == .market,
          order.parent == nil, rules.fillsAtClose || order.isImmediate,
          order.placedTime == account.now, isClosing == (pass == 0)
        else { continue }
        fill(index, at: bar.close, rule: .close, certainty: .exact, bar)
      }
    }
    if rules.fillsAtClose, rules.fills.intrabar == .path { fillPassed(bar) }
    account.sweep()
  }

  private func updateExcursions(_ bar: BarContext) {
    let instrument = bar.instrument
    for index in account.positions[instrument].lots.indices {
      account.positions[instrument].lots[index].highest =
        max(account.positions[instrument].lots[index].highest, bar.high)
      account.positions[instrument].lots[index].lowest =
        min(account.positions[instrument].lots[index].lowest, bar.low)
    }
  }

  /// Whether an order may fill in a bar: awake, of this instrument, placed before the bar opened.
  func isLive(_ order: WorkingOrder, _ bar: BarContext) -> Bool {
    !order.isDone && order.instrument == bar.instrument && order.parent == nil
      && order.placedTime <= bar.openTime
  }

  @inline(__always)
  func checkBooks() {
    #if INTERNAL_CHECKS
    account.checkInvariants()
    #endif
  }
}
