public import Analysis
public import Market
public import Replay
public import Trading

/// An execution as a row: symbols and names instead of indices.
public struct FillRow: Sendable, Hashable {
  /// The number of the order that filled.
  public var order: Int32
  /// What was traded.
  public var symbol: String
  /// Buy or sell.
  public var side: Side
  /// Units, above 0.
  public var quantity: Double
  /// Price per unit, slippage included.
  public var price: Double
  /// Fees in account currency.
  public var fee: Double
  /// Account currency lost to slippage.
  public var slippageCost: Double
  /// Open instant of the bar in which it filled.
  public var time: Timestamp
  /// Index of that bar.
  public var bar: Int32
  /// The rule that priced it.
  public var rule: FillRule
  /// How surely the bar proves it.
  public var certainty: Certainty
  /// The order's name.
  public var name: String
  /// The order's remark.
  public var comment: String
}

extension FillRow {
  /// Makes the row of a record's fill.
  public init(_ fill: Fill, of record: RunRecord) {
    self.init(
      order: fill.order.number, symbol: record.instruments[fill.instrument].symbol,
      side: fill.side, quantity: fill.quantity, price: fill.price, fee: fill.fee,
      slippageCost: fill.slippageCost, time: fill.time, bar: fill.bar, rule: fill.rule,
      certainty: fill.certainty, name: record.names[Int(fill.name)],
      comment: record.names[Int(fill.comment)])
  }
}

/// A closed trade as a row: symbols and names instead of indices.
public struct TradeRow: Sendable, Hashable {
  /// What was traded.
  public var symbol: String
  /// Which way it pointed.
  public var direction: Direction
  /// Units, above 0.
  public var quantity: Double
  /// Price per unit at the entry.
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
  /// Fees of entry and exit.
  public var fees: Double
  /// Largest open profit per unit.
  public var favourable: Double
  /// Largest open loss per unit.
  public var adverse: Double
  /// The number of the order that opened it.
  public var entryOrder: Int32
  /// The number of the order that closed it.
  public var exitOrder: Int32
  /// Name of the entry order.
  public var entryName: String
  /// Name of the exit order.
  public var exitName: String
  /// Remark of the exit order.
  public var exitComment: String
  /// How surely the bars prove the exit.
  public var certainty: Certainty

  /// Profit after fees, in account currency.
  public var netProfit: Double { grossProfit - fees }
}

extension TradeRow {
  /// Makes the row of a record's trade.
  public init(_ trade: Trade, of record: RunRecord) {
    self.init(
      symbol: record.instruments[trade.instrument].symbol, direction: trade.direction,
      quantity: trade.quantity, entryPrice: trade.entryPrice, exitPrice: trade.exitPrice,
      entryTime: trade.entryTime, exitTime: trade.exitTime, entryBar: trade.entryBar,
      exitBar: trade.exitBar, grossProfit: trade.grossProfit, fees: trade.fees,
      favourable: trade.favourable, adverse: trade.adverse, entryOrder: trade.entryOrder.number,
      exitOrder: trade.exitOrder.number, entryName: record.names[Int(trade.entryName)],
      exitName: record.names[Int(trade.exitName)],
      exitComment: record.names[Int(trade.exitComment)], certainty: trade.certainty)
  }
}

/// A refused order as a row.
public struct RejectionRow: Sendable, Hashable {
  /// The number of the order.
  public var order: Int32
  /// What should have been traded.
  public var symbol: String
  /// When it was refused.
  public var time: Timestamp
  /// Why.
  public var reason: RejectionReason
  /// The units refused; nil if the order stated none that is a number.
  public var quantity: Double?
  /// The order's name.
  public var name: String
}

extension RejectionRow {
  /// Makes the row of a record's rejection.
  public init(_ rejection: Rejection, of record: RunRecord) {
    self.init(
      order: rejection.order.number, symbol: record.instruments[rejection.instrument].symbol,
      time: rejection.time, reason: rejection.reason,
      quantity: rejection.quantity.isNaN ? nil : rejection.quantity,
      name: record.names[Int(rejection.name)])
  }
}

/// A metric as a row.
public struct MetricRow: Sendable, Hashable {
  /// The stable name.
  public var id: MetricID
  /// The formula's name with its version.
  public var formula: String
  /// The number; nil if there is none.
  public var value: Double?
  /// Why there is no number.
  public var missing: String?
  /// How many observations there were.
  public var sampleSize: Int
  /// The standard error of the value.
  public var standardError: Double?
}

extension MetricRow {
  /// Makes the row of a metric.
  public init(_ metric: Metric) {
    self.init(
      id: metric.id, formula: metric.formulaID, value: metric.value,
      missing: metric.missing?.code, sampleSize: metric.sampleSize,
      standardError: metric.standardError)
  }
}
