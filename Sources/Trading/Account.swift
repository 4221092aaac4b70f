package import Market

/// One expert's money, positions and working orders, and the record of what happened to them.
///
/// Replay moves it forward; experts reach it through `Desk` and read it through `MarketView`. It is
/// confined to one run on one thread, so the hot properties go without the run-time exclusivity
/// check, which took nearly half of a replay's time.
package final class Account {
  package let rules: TradingRules
  /// The strategy's own limits, which a script may set while it runs.
  @exclusivity(unchecked) package var risk: RiskRules {
    didSet { watch = RiskWatch(risk) }
  }
  /// What the limits ask for, known without a look at each of them.
  @exclusivity(unchecked) var watch: RiskWatch
  package let instruments: [Instrument]
  /// The price and lot steps of each instrument.
  package let grids = WorkingList<Grid>()
  @exclusivity(unchecked) @usableFromInline var storedNames: NameTable = NameTable()

  @exclusivity(unchecked) @usableFromInline var storedLedger: Ledger
  package let positions = WorkingList<Position>()
  /// Last price of each instrument; NaN before its first bar.
  package let marks = WorkingList<Double>()
  /// Instruments with an open position, ascending, so that sums have one order.
  package let openInstruments = WorkingList<Int>()
  @exclusivity(unchecked) @usableFromInline var storedEquity: Double
  /// Net value of positions at the last mark.
  @exclusivity(unchecked) var markedNet = 0.0
  @exclusivity(unchecked) package var peakEquity: Double
  /// Equity at the last close that was recorded.
  @exclusivity(unchecked) package internal(set) var closingEquity: Double

  /// What waits to be filled, by age; what is done stays until the next sweep.
  package let orders = WorkingList<WorkingOrder>()
  /// What leaves the lots of each instrument.
  package let exits = WorkingList<StandingExits>()
  /// How many exits are attached to lots, of all instruments.
  @exclusivity(unchecked) var attachmentCount = 0
  /// How many exit rules stand, of all instruments; what is done counts until the next sweep.
  @exclusivity(unchecked) var ruleCount = 0
  /// The revision that an exit rule was given last.
  @exclusivity(unchecked) var lastRuleRevision: Int32 = 0
  /// Instruments with exit rules that are done.
  let instrumentsToSweep = WorkingList<Int>()
  @exclusivity(unchecked) package var lastOrderNumber: Int32 = 0
  @exclusivity(unchecked) private var lastLotNumber: Int32 = 0

  @exclusivity(unchecked) @usableFromInline var storedFills: [Fill] = []
  @exclusivity(unchecked) package var trades: [Trade] = []
  @exclusivity(unchecked) package var rejections: [Rejection] = []
  /// How often the identities of the books were checked; 0 without internal checks.
  @exclusivity(unchecked) package var checkedEvents = 0
  @exclusivity(unchecked) package var slippageCost = 0.0
  @exclusivity(unchecked) package var turnover = 0.0
  @exclusivity(unchecked) package var monthNotional = 0.0
  /// Profit after fees of all trades.
  @exclusivity(unchecked) package var netProfit = 0.0

  @exclusivity(unchecked) @usableFromInline var storedNow: Int64 = .min
  /// Index of each instrument's current bar.
  let currentBar = WorkingList<Int32>()
  @exclusivity(unchecked) @usableFromInline var storedCurrentDay: Int32 = Int32.min
  /// Whether a risk rule has stopped the strategy, until the day given or for good.
  @exclusivity(unchecked) package var haltedUntilDay = Int32.min
  @exclusivity(unchecked) package var fillsToday = 0

  package init(rules: TradingRules, instruments: [Instrument]) {
    self.rules = rules
    risk = rules.risk
    watch = RiskWatch(rules.risk)
    self.instruments = instruments
    storedLedger = Ledger(capital: rules.initialCapital)
    for instrument in instruments { grids.append(Grid(instrument)) }
    for _ in instruments { positions.append(Position()) }
    for _ in instruments { exits.append(StandingExits()) }
    for _ in instruments { marks.append(.nan) }
    for _ in instruments { currentBar.append(-1) }
    storedEquity = rules.initialCapital
    closingEquity = rules.initialCapital
    peakEquity = rules.initialCapital
  }

  deinit {
    grids.deallocate()
    positions.deallocate()
    marks.deallocate()
    openInstruments.deallocate()
    orders.deallocate()
    for exits in exits { exits.deallocate() }
    exits.deallocate()
    instrumentsToSweep.deallocate()
    currentBar.deallocate()
  }

  /// Whether the strategy may not open anything now.
  package var isHalted: Bool { currentDay < haltedUntilDay }

  /// Equity with one instrument at another price than its mark.
  package func equity(with instrument: Int, at price: Double) -> Double {
    var value = ledger.cash
    for index in openInstruments {
      let mark = index == instrument ? price : marks[index]
      value += positions[index].quantity * mark * instruments[index].pointValue
    }
    return value
  }

  /// Recomputes equity from cash and marks.
  package func markToMarket() {
    var value = ledger.cash
    var net = 0.0
    for index in openInstruments {
      let own = positions[index].quantity * marks[index] * instruments[index].pointValue
      value += own
      net += own
    }
    equity = value
    markedNet = net
    if equity > peakEquity { peakEquity = equity }
  }

  /// Equity that open positions other than `instrument` need to be opened.
  package func initialMargin(except instrument: Int) -> Double {
    var margin = 0.0
    for index in openInstruments where index != instrument {
      guard let direction = positions[index].direction else { continue }
      margin +=
        abs(positions[index].quantity * marks[index] * instruments[index].pointValue)
        * rules.margin.initial(direction)
    }
    return margin
  }

  package func nextOrderID() -> OrderID {
    lastOrderNumber += 1
    return OrderID(lastOrderNumber)
  }

  package func nextLotNumber() -> Int32 {
    lastLotNumber += 1
    return lastLotNumber
  }

  /// Records that an order came to nothing.
  package func reject(_ order: WorkingOrder, _ reason: RejectionReason, quantity: Double? = nil) {
    rejections.append(
      Rejection(
        order: order.id, instrument: order.instrument, time: Timestamp(nanoseconds: now),
        reason: reason, quantity: quantity ?? order.quantity, name: order.name))
  }
}
