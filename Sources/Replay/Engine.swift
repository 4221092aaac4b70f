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
  /// Units that may still fill in a bar, per instrument; worked out when something may fill.
  let capacities: UnsafeMutablePointer<BarCapacity>
  /// The columns of each series, kept alive by `series`.
  let columns: UnsafeMutablePointer<BarColumns>
  /// Index of each instrument's current bar; −1 before the first.
  let currentBars: UnsafeMutablePointer<Int>
  /// Session day of each instrument's current bar.
  private let currentDays: UnsafeMutablePointer<Int32>
  /// Session day of the current instant.
  @exclusivity(unchecked) private(set) var today = Int32.min
  let capsVolume: Bool
  /// Whether prices inside a bar follow an assumed path.
  let followsPath: Bool
  /// Where fills come from beside the account's own orders.
  let source: (any FillSource)?
  /// Trailing exits that the other order of high and low would have taken on the same bar.
  @exclusivity(unchecked) var trailsOpenToPath = 0
  /// Targets that the bar reached but that it does not prove, and that were therefore not filled.
  @exclusivity(unchecked) var unprovedTargets = 0
  @exclusivity(unchecked) var isRuined = false
  /// Where the stretch of the path ends that is being walked.
  @exclusivity(unchecked) var legEnd = Double.nan
  @exclusivity(unchecked) private var lastFinancingDay = Int32.min
  @exclusivity(unchecked) private var lastMonth = Int32.min
  @exclusivity(unchecked) var dayStartEquity: Double
  @exclusivity(unchecked) var losingDays = 0
  /// Where the orders of each instrument stand.
  let orderIndex: UnsafeMutablePointer<PlacesByInstrument>
  /// What was looked at ahead, the bar that opens next among it; nil where nobody looks ahead.
  @exclusivity(unchecked) var foreseen: UnsafePointer<BarStretch>?
  /// How far the account is from a margin call.
  @exclusivity(unchecked) var cushion: MarginCushion

  init(
    account: Account, series: [BarSeries], events: EventQueue, source: (any FillSource)? = nil
  ) {
    self.source = source
    self.account = account
    self.rules = account.rules
    self.series = series
    self.events = events
    followsPath = account.rules.fills.intrabar == .path
    let cap = account.rules.fills.participation
    // The volume of a currency pair counts quote changes, not units: it can cap nothing.
    usesVolume = series.map {
      $0.hasVolume && cap.isFinite && $0.instrument.assetClass != .fx
        && $0.volume.contains { $0 > 0 }
    }
    capsVolume = usesVolume.contains(true)
    columns = .allocate(capacity: series.count)
    currentBars = .allocate(capacity: series.count)
    currentDays = .allocate(capacity: series.count)
    currentDays.initialize(repeating: .min, count: series.count)
    capacities = .allocate(capacity: series.count)
    capacities.initialize(repeating: BarCapacity(), count: series.count)
    for (index, series) in series.enumerated() {
      (columns + index).initialize(to: BarColumns(series))
      (currentBars + index).initialize(to: -1)
    }
    dayStartEquity = account.equity
    orderIndex = .allocate(capacity: 1)
    orderIndex.initialize(
      to: PlacesByInstrument(account.orders, instrumentCount: series.count))
    cushion = MarginCushion(account)
  }

  deinit {
    columns.deallocate()
    currentBars.deallocate()
    currentDays.deallocate()
    capacities.deallocate()
    orderIndex.deinitialize(count: 1)
    orderIndex.deallocate()
  }

  /// What was looked at ahead from a bar on; only runs of one instrument look ahead.
  @inline(__always)
  private func foreseen(_ bar: Int) -> UnsafePointer<BarStretch>? {
    guard let foreseen, foreseen.pointee.first.index == bar else { return nil }
    return foreseen
  }

  /// An instrument's current bar; nil before its first.
  @inline(__always)
  func bar(_ instrument: Int) -> BarContext? {
    let index = currentBars[instrument]
    if index < 0 { return nil }
    if let foreseen = foreseen(index) { return foreseen.pointee.first }
    return BarContext(
      columns[instrument], instrument: instrument, index: index,
      usesVolume: capsVolume && usesVolume[instrument])
  }

  /// The latest session day of the current bars of some instruments.
  func latestDay(of instruments: UnsafeBufferPointer<Int>) -> Int32 {
    var day = Int32.min
    for instrument in instruments { day = max(day, currentDays[instrument]) }
    return day
  }

  /// Goes on to a bar of the only series without opening the bars up to it.
  @inline(__always)
  func passOver(to bar: Int, day: Int32) {
    // A bar that is open keeps the volume that its fills have left.
    if currentBars[0] != bar { begin(0, index: bar, day: day) }
  }

  /// Opens bars of several instruments at one instant.
  func open(
    _ opening: UnsafeBufferPointer<Int>, cursors: UnsafePointer<Int>, at time: Int64
  ) {
    account.move(to: time)
    cushion.forget()
    for instrument in opening {
      let index = cursors[instrument]
      begin(instrument, index: index, day: columns[instrument].days[index])
    }
    if !events.isEmpty {
      for instrument in opening { finance(instrument) }
    }
    if source != nil {
      for instrument in opening { bar(instrument).map { copyFills(at: .open, $0) } }
    }
    guard account.hasWork else { return }
    let hasTimedOrders = account.hasTimedOrders
    if hasTimedOrders { expireOrders() }
    notePlaces()
    switch rules.fills.intrabar {
    case .path: openOnPath(opening)
    case .range: openInRange(opening)
    }
    if hasTimedOrders { cancelImmediate() }
    account.sweep()
  }

  /// Opens a bar of the only instrument, where nothing fills from elsewhere.
  func openOnly(_ index: Int) {
    if let foreseen = foreseen(index) {
      account.move(to: foreseen.pointee.first.openTime)
      begin(0, index: index, day: foreseen.pointee.first.day)
    } else {
      account.move(to: columns[0].openTimes[index])
      begin(0, index: index, day: columns[0].days[index])
    }
    cushion.forget()
    if !events.isEmpty { finance(0) }
    guard account.hasWork else { return }
    let hasTimedOrders = account.hasTimedOrders
    if hasTimedOrders { expireOrders() }
    switch rules.fills.intrabar {
    case .path: openOnPath(0)
    case .range: withUnsafePointer(to: 0) { openInRange(UnsafeBufferPointer(start: $0, count: 1)) }
    }
    if hasTimedOrders { cancelImmediate() }
    account.sweep()
  }

  /// Runs the rest of the bars that close at one instant, one instrument after the other.
  func close(_ closing: UnsafeBufferPointer<Int>) {
    let hasWork = account.hasWork
    if hasWork { notePlaces() }
    cushion.forget()
    for instrument in closing { close(instrument, hasWork: hasWork && isBusy(instrument)) }
    // What is done stays in its place until here, and nothing looks at it again.
    if hasWork { account.sweep() }
  }

  /// Runs the rest of the bar of the only instrument.
  func closeOnly() {
    let hasWork = account.hasWork
    close(0, hasWork: hasWork)
    if hasWork { account.sweep() }
  }

  /// Runs the rest of an instrument's bar: the path or the range, then fills at the close.
  ///
  /// - Parameter hasWork: Whether something may wait for a price of this instrument.
  private func close(_ instrument: Int, hasWork: Bool) {
    let index = currentBars[instrument]
    let price = columns[instrument].close[index]
    cushion.move(instrument, to: price)
    account.mark(instrument, at: price)
    guard hasWork || !account.isFlat(instrument) || source != nil, let bar = bar(instrument)
    else { return }
    copyFills(at: .inside, bar)
    if hasWork {
      switch rules.fills.intrabar {
      case .path: walkPath(bar)
      case .range: matchRange(bar)
      }
      fillAtClose(bar)
    } else if !rules.margin.isUnlimited {
      // Nothing rests, so that only the margin model can trade inside the bar.
      callMarginInside(bar)
    }
    account.recordExtremes(instrument, high: bar.high, low: bar.low)
  }

  private func begin(_ instrument: Int, index: Int, day: Int32) {
    currentBars[instrument] = index
    account.beginBar(instrument, index: index)
    currentDays[instrument] = day
    if day != today { beginDay(day) }
  }

  @inline(never)
  private func beginDay(_ day: Int32) {
    guard day > today else { return }
    let isFirst = today == .min
    today = day
    account.beginDay(day)
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
    guard let bar = bar(instrument) else { return }
    while let event = events.next(for: instrument, day: bar.day, time: bar.openTime) {
      account.apply(event, to: instrument, price: account.marks[instrument])
      if event.kind == .split { source?.split(instrument, ratio: event.value, in: account) }
      account.markToMarket()
      checkBooks()
    }
  }

  /// Whether an instrument's current bar opens at this instant.
  func isOpening(_ instrument: Int) -> Bool {
    let index = currentBars[instrument]
    return index >= 0 && columns[instrument].openTimes[index] == account.now
  }

  private func expireOrders() {
    for index in account.orders.indices where !account.orders[index].isDone {
      let order = account.orders[index]
      guard isOpening(order.instrument), order.placedTime <= account.now,
        order.parent == nil, let bar = bar(order.instrument)
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
  private func cancelImmediate() {
    for index in account.orders.indices where !account.orders[index].isDone {
      let order = account.orders[index]
      guard order.timeInForce == .immediateOrCancel || order.timeInForce == .fillOrKill,
        isOpening(order.instrument), order.placedTime <= account.now, order.parent == nil,
        order.kind != .marketOnClose,
        order.kind != .marketOnOpen || bar(order.instrument)?.isFirstOfDay == true
      else { continue }
      account.orders[index].isDone = true
      account.reject(order, .notImmediate)
    }
  }

  private func fillAtClose(_ bar: BarContext) {
    guard bar.isLastOfDay else { return }
    for index in orderPlaces(bar.instrument)
    where account.orders[index].kind == .marketOnClose && isLive(index, bar) {
      fill(index, at: bar.close, rule: .close, certainty: .exact, bar)
    }
  }

  /// Fills the market orders that an expert placed at this close for this close.
  func fillImmediate(_ closing: UnsafeBufferPointer<Int>) {
    if source == nil, !rules.fillsAtClose, account.sweepUnlessImmediate() { return }
    for instrument in closing { fillImmediate(instrument) }
  }

  /// The same for the only instrument.
  func fillImmediateOnly() {
    guard !account.orders.isEmpty else { return }
    if !rules.fillsAtClose, account.sweepUnlessImmediate() { return }
    fillImmediate(0)
  }

  /// The same for one instrument.
  private func fillImmediate(_ instrument: Int) {
    if source != nil { bar(instrument).map { copyFills(at: .close, $0) } }
    guard !account.orders.isEmpty else { return }
    guard rules.fillsAtClose || account.hasImmediateOrders else { return account.sweep() }
    guard let bar = bar(instrument) else { return }
    for pass in 0..<2 {
      for index in account.orders.indices {
        let order = account.orders[index]
        guard !order.isDone, order.instrument == instrument, order.kind == .market,
          order.parent == nil, rules.fillsAtClose || order.isImmediate,
          order.placedTime == account.now, order.goesFirst == (pass == 0)
        else { continue }
        fill(index, at: bar.close, rule: .close, certainty: .exact, bar)
      }
    }
    if rules.fillsAtClose, followsPath { fillPassed(bar) }
    account.sweep()
  }

  /// Whether an order may fill in a bar: awake, of this instrument, placed before the bar opened.
  func isLive(_ order: WorkingOrder, _ bar: BarContext) -> Bool {
    !order.isDone && order.instrument == bar.instrument && order.parent == nil
      && order.placedTime <= bar.openTime
  }

  /// Whether the working order at a place may fill in a bar.
  @inline(__always)
  func isLive(_ index: Int, _ bar: BarContext) -> Bool {
    !account.orders[index].isDone && account.orders[index].instrument == bar.instrument
      && account.orders[index].parent == nil && account.orders[index].placedTime <= bar.openTime
  }

  @inline(__always)
  func checkBooks() {
    #if INTERNAL_CHECKS
    account.checkInvariants()
    #endif
  }
}
