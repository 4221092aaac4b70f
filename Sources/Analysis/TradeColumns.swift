import Market
public import Trading

/// The closed trades of a run as columns of one length.
public struct TradeColumns: Sendable, Hashable {
  /// Which way each trade pointed.
  public var direction: [Direction] = []
  /// Units, above 0.
  public var quantity: [Double] = []
  /// Price per unit at the entry.
  public var entryPrice: [Double] = []
  /// Price per unit at the exit.
  public var exitPrice: [Double] = []
  /// Nanoseconds since 1970 at the entry.
  public var entryTime: [Int64] = []
  /// Nanoseconds since 1970 at the exit.
  public var exitTime: [Int64] = []
  /// Profit after fees, in account currency.
  public var netProfit: [Double] = []
  /// Profit before fees, in account currency.
  public var grossProfit: [Double] = []
  /// Fees of entry and exit, in account currency.
  public var fees: [Double] = []
  /// Bars from the entry's to the exit's.
  public var barsHeld: [Int32] = []
  /// Largest open profit per unit, in price units, at least 0.
  public var maxFavourable: [Double] = []
  /// Largest open loss per unit, in price units, at least 0.
  public var maxAdverse: [Double] = []

  /// How many trades there are.
  public var count: Int { netProfit.count }

  /// Makes columns of trades, in their order.
  public init(_ trades: [Trade] = []) {
    // A part of the trades stays in the cache while column after column is filled from it.
    let partLength = 128
    trades.withUnsafeBufferPointer { trades in
      for first in stride(from: 0, to: trades.count, by: partLength) {
        let end = min(trades.count, first + partLength)
        append(UnsafeBufferPointer(rebasing: trades[first..<end]), of: trades.count)
      }
    }
  }

  /// Appends some of so many trades.
  private mutating func append(_ trades: UnsafeBufferPointer<Trade>, of count: Int) {
    Self.append(trades, of: count, to: &direction) { $0.direction }
    Self.append(trades, of: count, to: &quantity) { $0.quantity }
    Self.append(trades, of: count, to: &entryPrice) { $0.entryPrice }
    Self.append(trades, of: count, to: &exitPrice) { $0.exitPrice }
    Self.append(trades, of: count, to: &entryTime) { $0.entryTime.nanoseconds }
    Self.append(trades, of: count, to: &exitTime) { $0.exitTime.nanoseconds }
    Self.append(trades, of: count, to: &netProfit) { $0.netProfit }
    Self.append(trades, of: count, to: &grossProfit) { $0.grossProfit }
    Self.append(trades, of: count, to: &fees) { $0.fees }
    Self.append(trades, of: count, to: &barsHeld) { $0.exitBar - $0.entryBar }
    Self.append(trades, of: count, to: &maxFavourable) { $0.favourable }
    Self.append(trades, of: count, to: &maxAdverse) { $0.adverse }
  }

  /// Appends a value of each trade; `map` would copy every trade whole.
  @inline(__always)
  private static func append<Value>(
    _ trades: UnsafeBufferPointer<Trade>, of count: Int, to column: inout [Value],
    _ value: (Trade) -> Value
  ) {
    if column.isEmpty { column.reserveCapacity(count) }
    withUnsafeTemporaryAllocation(of: Value.self, capacity: trades.count) { values in
      for index in trades.indices {
        values.initializeElement(at: index, to: value(trades[index]))
      }
      column.append(contentsOf: UnsafeBufferPointer(values))
    }
  }
}
