public import Market

/// The rule that priced a fill.
public enum FillRule: UInt8, Sendable, Hashable, CaseIterable {
  /// A market order at the bar's first price.
  case open
  /// A limit or stop that the bar's first price had already passed.
  case gap
  /// A limit at its price.
  case limit
  /// A stop at its price.
  case stop
  /// A trailing stop at its level.
  case trail
  /// The bar's last price.
  case close
  /// A forced sale or purchase by the margin model.
  case marginCall
  /// The fraction of a unit that a split left over, paid in cash.
  case cashInLieu
}

/// An execution: units that changed hands at a price.
public struct Fill: Sendable, Hashable {
  /// The order that filled.
  public var order: OrderID
  /// What was traded, as an index into the run's instruments.
  public var instrument: Int
  /// Buy or sell.
  public var side: Side
  /// Units, above 0.
  public var quantity: Double
  /// Price per unit, slippage included.
  public var price: Double
  /// Fees in account currency.
  public var fee: Double
  /// Account currency lost to slippage against the unslipped price.
  public var slippageCost: Double
  /// Open instant of the bar in which it filled.
  public var time: Timestamp
  /// Index of the bar in the instrument's series.
  public var bar: Int32
  /// The rule that priced it.
  public var rule: FillRule
  /// How surely the bar proves it.
  public var certainty: Certainty
  /// The order's name, as an index into the run's names.
  public var name: Int32
  /// The order's remark, as an index into the run's names.
  public var comment: Int32
}

/// A round trip, or the part of one that a fill closed.
public struct Trade: Sendable, Hashable {
  /// What was traded, as an index into the run's instruments.
  public var instrument: Int
  /// Which way it pointed.
  public var direction: Direction
  /// Units, above 0.
  public var quantity: Double
  /// Price per unit paid or received at the entry.
  public var entryPrice: Double
  /// Price per unit at the exit.
  public var exitPrice: Double
  /// Open instant of the entry's bar.
  public var entryTime: Timestamp
  /// Open instant of the exit's bar.
  public var exitTime: Timestamp
  /// Index of the entry's bar.
  public var entryBar: Int32
  /// Index of the exit's bar.
  public var exitBar: Int32
  /// Profit before fees, in account currency.
  public var grossProfit: Double
  /// Fees of this part of entry and exit.
  public var fees: Double
  /// Largest open profit per unit, in price units, at least 0.
  public var favourable: Double
  /// Largest open loss per unit, in price units, at least 0.
  public var adverse: Double
  /// The order that opened it.
  public var entryOrder: OrderID
  /// The order that closed it.
  public var exitOrder: OrderID
  /// Name of the entry order, as an index into the run's names.
  public var entryName: Int32
  /// Name of the exit order, as an index into the run's names.
  public var exitName: Int32
  /// Remark of the exit order, as an index into the run's names.
  public var exitComment: Int32
  /// How surely the bars prove the exit.
  public var certainty: Certainty

  /// Profit after fees, in account currency.
  public var netProfit: Double { grossProfit - fees }
}

/// Why an order, or a part of it, came to nothing.
public enum RejectionReason: UInt8, Sendable, Hashable, CaseIterable {
  /// The account cannot carry the position.
  case margin
  /// The position has as many entries as the rules allow.
  case pyramiding
  /// The quantity rounds down to nothing.
  case quantityTooSmall
  /// There is no position that it could make smaller.
  case nothingToReduce
  /// A risk rule of the strategy forbids it.
  case riskRule
  /// A price is missing, not finite or not on the right side.
  case invalidPrice
  /// A fill-or-kill order could not fill whole, or an immediate one not at all.
  case notImmediate
  /// Its day or its date ended.
  case expired
  /// The account was ruined.
  case ruined
  /// The quantity, or the share of equity that it follows from, is not a finite number.
  case invalidQuantity
}

/// A refused order, with when and why.
public struct Rejection: Sendable, Hashable {
  /// The order.
  public var order: OrderID
  /// What should have been traded.
  public var instrument: Int
  /// When it was refused.
  public var time: Timestamp
  /// Why.
  public var reason: RejectionReason
  /// The units refused.
  public var quantity: Double
  /// The order's name, as an index into the run's names.
  public var name: Int32
}
