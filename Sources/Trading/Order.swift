public import Market

/// When and at which price an order may fill.
public enum OrderKind: UInt8, Sendable, Hashable, CaseIterable {
  /// At the first price.
  case market
  /// At the limit price or better.
  case limit
  /// At the first price once the stop price has traded.
  case stop
  /// A limit order that rests once the stop price has traded.
  case stopLimit
  /// A stop that follows the best price at a distance.
  case trailingStop
  /// At the first price of the next session day.
  case marketOnOpen
  /// At the last price of the session day.
  case marketOnClose
}

/// How long an order stays.
public enum TimeInForce: Sendable, Hashable {
  /// Until it is filled or cancelled.
  case goodTillCancelled
  /// Until the end of the first session day on which it could fill.
  case day
  /// Until the first bar that opens at or after the instant.
  case goodTill(Timestamp)
  /// What fills at the first open it meets; the rest is cancelled.
  case immediateOrCancel
  /// All of it at the first open it meets, or nothing.
  case fillOrKill
}

/// How a quantity is stated.
public enum Sizing: Sendable, Hashable {
  /// Units of the instrument.
  case units(Double)
  /// An amount of account currency.
  case cash(Double)
  /// Percent of the account's equity, 100 for all of it.
  case equityPercent(Double)
}

/// The trigger of a trailing stop.
public struct Trail: Sendable, Hashable {
  /// Distance between the best price and the stop, in price units, at least 0.
  public var offset: Double
  /// The price that must trade before the stop begins to follow; nil for at once.
  public var activation: Double?

  /// Makes a trail.
  public init(offset: Double, activation: Double? = nil) {
    self.offset = offset
    self.activation = activation
  }
}

/// What a fill of one order does to the other orders of its group.
public enum GroupRule: UInt8, Sendable, Hashable {
  /// The others are cancelled: one cancels the other.
  case cancel
  /// The others are reduced by the quantity filled.
  case reduce
}

/// A set of orders that concern each other.
public struct OrderGroup: Sendable, Hashable {
  /// The group's name, unique in an account at any one time.
  public var name: String
  /// What a fill does to the others.
  public var rule: GroupRule

  /// Makes a group.
  public init(_ name: String, _ rule: GroupRule = .cancel) {
    self.name = name
    self.rule = rule
  }
}

/// The number of an order in its account, ascending in the order of placement.
public struct OrderID: Sendable, Hashable, Comparable {
  /// The number, from 1; 0 stands for no order.
  public var number: Int32

  /// Makes an id.
  @inlinable public init(_ number: Int32) { self.number = number }

  /// Tells whether `left` was placed before `right`.
  @inlinable public static func < (left: OrderID, right: OrderID) -> Bool {
    left.number < right.number
  }
}

/// An intention to trade, as an expert states it.
public struct Order: Sendable, Hashable {
  /// What is traded, as an index into the run's instruments.
  public var instrument: Int
  /// Buy or sell.
  public var side: Side
  /// How much; nil takes the account's default sizing.
  public var quantity: Sizing?
  /// When and at which price it may fill.
  public var kind: OrderKind
  /// The limit price of limit and stop-limit orders.
  public var limit: Double?
  /// The stop price of stop and stop-limit orders.
  public var stop: Double?
  /// The trigger of trailing stops.
  public var trail: Trail?
  /// How long it stays.
  public var timeInForce: TimeInForce
  /// Whether it may only make a position smaller.
  public var reduceOnly: Bool
  /// The group it belongs to.
  public var group: OrderGroup?
  /// The order whose fill makes this one live: one triggers the other.
  public var parent: OrderID?
  /// The expert's name for it; a second order of the same name does not replace the first.
  public var name: String
  /// A remark that reports show.
  public var comment: String

  /// Makes an order; prices are in the instrument's quote currency.
  public init(
    _ side: Side, _ kind: OrderKind = .market, quantity: Sizing? = nil, instrument: Int = 0,
    limit: Double? = nil, stop: Double? = nil, trail: Trail? = nil,
    timeInForce: TimeInForce = .goodTillCancelled, reduceOnly: Bool = false,
    group: OrderGroup? = nil, parent: OrderID? = nil, name: String = "", comment: String = ""
  ) {
    self.instrument = instrument
    self.side = side
    self.quantity = quantity
    self.kind = kind
    self.limit = limit
    self.stop = stop
    self.trail = trail
    self.timeInForce = timeInForce
    self.reduceOnly = reduceOnly
    self.group = group
    self.parent = parent
    self.name = name
    self.comment = comment
  }
}
