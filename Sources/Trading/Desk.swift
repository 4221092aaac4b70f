import Market

/// Where an expert places, changes and cancels orders.
///
/// Orders placed at the close of a bar are live from the next bar on. The verbs `enter`, `exit`,
/// `close` and `cancel` follow the strategy language (SCRIPT 4.8); `submit` takes any order.
public struct Desk: ~Copyable {
  package let account: Account

  package init(account: Account) { self.account = account }

  /// Places an order and returns its number.
  ///
  /// An order with an impossible price or quantity is refused with a reason in the record.
  @discardableResult
  public mutating func submit(_ order: Order) -> OrderID {
    account.place(order)
  }

  /// Places an entry with a protective stop, a target or both, of which one cancels the other.
  ///
  /// The exits become live the moment the entry fills.
  @discardableResult
  public mutating func submit(
    _ entry: Order, stopLoss: Double? = nil, takeProfit: Double? = nil, trail: Trail? = nil
  ) -> OrderID {
    var named = entry
    if named.name.isEmpty { named.name = "#\(account.lastOrderNumber + 1)" }
    let id = account.place(named)
    let tick = account.grids[entry.instrument].tick
    var exit = ExitOrder(named.name + " exit", from: named.name, instrument: entry.instrument)
    exit.stop = stopLoss
    exit.limit = takeProfit
    if let trail {
      exit.trailOffset = trail.offset / tick
      exit.trailPrice = trail.activation
      if trail.activation == nil { exit.trailPoints = 0 }
    }
    account.place(exit)
    return id
  }

  /// Places an entry: it obeys pyramiding and reverses an opposite position.
  ///
  /// An unfilled entry of the same name is replaced. With `limit` and `stop` both, it is a
  /// stop-limit order.
  public mutating func enter(
    _ name: String, _ direction: Direction, quantity: Sizing? = nil, instrument: Int = 0,
    limit: Double? = nil, stop: Double? = nil, group: OrderGroup? = nil, comment: String = ""
  ) {
    account.replaceAndPlace(
      account.terms(
        direction.entrySide, quantity: quantity, instrument: instrument, limit: limit, stop: stop,
        group: group, name: name, comment: comment),
      role: .entry)
  }

  /// Places an order that adds its signed quantity, whatever the position.
  ///
  /// An unfilled order of the same name is replaced.
  public mutating func order(
    _ name: String, _ side: Side, quantity: Sizing? = nil, instrument: Int = 0,
    limit: Double? = nil, stop: Double? = nil, group: OrderGroup? = nil, comment: String = ""
  ) {
    account.replaceAndPlace(
      account.terms(
        side, quantity: quantity, instrument: instrument, limit: limit, stop: stop, group: group,
        name: name, comment: comment),
      role: .plain)
  }

  /// Gives or updates a standing exit for the lots of an entry name.
  public mutating func exit(_ order: ExitOrder) {
    account.place(order)
  }

  /// Closes the lots of an entry name at the market.
  ///
  /// - Parameters:
  ///   - quantity: Units to close; nil for all.
  ///   - percent: Percent of the open units instead.
  ///   - immediately: Whether it fills at this bar's close.
  public mutating func close(
    _ name: String, quantity: Double? = nil, percent: Double? = nil, instrument: Int = 0,
    immediately: Bool = false, comment: String = ""
  ) {
    account.placeClose(
      of: name, quantity: quantity, percent: percent, instrument: instrument,
      immediately: immediately, comment: comment)
  }

  /// Closes the whole position of an instrument at the market.
  public mutating func closeAll(
    instrument: Int = 0, immediately: Bool = false, comment: String = ""
  ) {
    account.placeClose(
      of: nil, quantity: nil, percent: nil, instrument: instrument, immediately: immediately,
      comment: comment)
  }

  /// Cancels unfilled orders and standing exits of a name.
  public mutating func cancel(_ name: String) {
    account.cancel(name: account.names.index(of: name))
  }

  /// Cancels one unfilled order.
  public mutating func cancel(_ id: OrderID) { account.cancel(id: id) }

  /// Cancels everything that has not filled.
  public mutating func cancelAll() { account.cancelAll() }

  /// Trades to a position of so many units, negative for short, at the next open.
  ///
  /// Replaces an earlier target of the instrument that has not filled.
  public mutating func target(units: Double, instrument: Int = 0) {
    account.placeTarget(units: units, instrument: instrument)
  }

  /// Trades to a position worth a share of equity, negative for short, at the next open.
  ///
  /// Units are counted at the last price and floored to the lot step.
  public mutating func target(weight: Double, instrument: Int = 0) {
    let price = account.marks[instrument]
    let amount = abs(weight) * account.equity
    // A weight that is no number must not close the position, as no units would.
    let units =
      amount.isFinite
      ? account.units(spending: amount, instrument: instrument, price: price) : .nan
    account.placeTarget(units: weight < 0 ? -units : units, instrument: instrument)
  }
}

/// A standing instruction to leave the lots of an entry by limit, stop or trail.
public struct ExitOrder: Sendable, Hashable {
  /// The exit's name; a second exit of the same name and entry replaces the first.
  public var name: String
  /// The entry it belongs to; nil for every entry.
  public var entry: String?
  /// What is traded, as an index into the run's instruments.
  public var instrument: Int
  /// Units to exit; nil for all that earlier exits leave.
  public var quantity: Double?
  /// Percent of the entry's original size instead.
  public var percent: Double?
  /// Target price.
  public var limit: Double?
  /// Protective stop price.
  public var stop: Double?
  /// Target as ticks of profit from the entry price.
  public var profit: Double?
  /// Protective stop as ticks of loss from the entry price.
  public var loss: Double?
  /// Price at which the trail begins.
  public var trailPrice: Double?
  /// Ticks of profit at which the trail begins.
  public var trailPoints: Double?
  /// Ticks between the best price and the trailing stop; whole ticks, nil for 0.
  public var trailOffset: Double?
  /// The group it belongs to.
  public var group: OrderGroup?
  /// A remark that reports show.
  public var comment: String

  /// Makes an exit without triggers; set at least one.
  public init(
    _ name: String, from entry: String? = nil, instrument: Int = 0, comment: String = ""
  ) {
    self.name = name
    self.entry = entry
    self.instrument = instrument
    self.comment = comment
  }
}

extension OrderKind {
  /// The kind that a limit price, a stop price or both make; prices that are not numbers count not.
  package static func forPrices(limit: Double?, stop: Double?) -> OrderKind {
    switch (limit.isPrice, stop.isPrice) {
    case (false, false): .market
    case (true, false): .limit
    case (false, true): .stop
    case (true, true): .stopLimit
    }
  }
}

extension Double? {
  /// Whether there is a number.
  package var isPrice: Bool { self.map { !$0.isNaN } ?? false }
}
