import Market
public import Trading

/// The closed trades of a run as columns of one length.
public struct TradeColumns: Sendable, Hashable {
  /// Which way each trade pointed.
  public var direction: [Direction]
  /// Units, above 0.
  public var quantity: [Double]
  /// Price per unit at the entry.
  public var entryPrice: [Double]
  /// Price per unit at the exit.
  public var exitPrice: [Double]
  /// Nanoseconds since 1970 at the entry.
  public var entryTime: [Int64]
  /// Nanoseconds since 1970 at the exit.
  public var exitTime: [Int64]
  /// Profit after fees, in account currency.
  public var netProfit: [Double]
  /// Profit before fees, in account currency.
  public var grossProfit: [Double]
  /// Fees of entry and exit, in account currency.
  public var fees: [Double]
  /// Bars from the entry's to the exit's.
  public var barsHeld: [Int32]
  /// Largest open profit per unit, in price units, at least 0.
  public var maxFavourable: [Double]
  /// Largest open loss per unit, in price units, at least 0.
  public var maxAdverse: [Double]

  /// How many trades there are.
  public var count: Int { netProfit.count }

  /// Makes columns of trades, in their order.
  public init(_ trades: [Trade] = []) {
    direction = trades.map(\.direction)
    quantity = trades.map(\.quantity)
    entryPrice = trades.map(\.entryPrice)
    exitPrice = trades.map(\.exitPrice)
    entryTime = trades.map(\.entryTime.nanoseconds)
    exitTime = trades.map(\.exitTime.nanoseconds)
    netProfit = trades.map(\.netProfit)
    grossProfit = trades.map(\.grossProfit)
    fees = trades.map(\.fees)
    barsHeld = trades.map { $0.exitBar - $0.entryBar }
    maxFavourable = trades.map(\.favourable)
    maxAdverse = trades.map(\.adverse)
  }
}
