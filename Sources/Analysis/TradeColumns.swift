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
    self.init(capacity: trades.count)
    // A part of the trades stays in the cache while column after column is filled from it.
    let partLength = 128
    trades.withUnsafeBufferPointer { trades in
      for first in stride(from: 0, to: trades.count, by: partLength) {
        let end = min(trades.count, first + partLength)
        append(UnsafeBufferPointer(rebasing: trades[first..<end]))
      }
    }
  }

  private mutating func append(_ trades: UnsafeBufferPointer<Trade>) {
    Self.append(trades, to: &direction) { $0.direction }
    Self.append(trades, to: &quantity) { $0.quantity }
    Self.append(trades, to: &entryPrice) { $0.entryPrice }
    Self.append(trades, to: &exitPrice) { $0.exitPrice }
    Self.append(trades, to: &entryTime) { $0.entryTime.nanoseconds }
    Self.append(trades, to: &exitTime) { $0.exitTime.nanoseconds }
    Self.append(trades, to: &netProfit) { $0.netProfit }
    Self.append(trades, to: &grossProfit) { $0.grossProfit }
    Self.append(trades, to: &fees) { $0.fees }
    Self.append(trades, to: &barsHeld) { $0.exitBar - $0.entryBar }
    Self.append(trades, to: &maxFavourable) { $0.favourable }
    Self.append(trades, to: &maxAdverse) { $0.adverse }
  }

  /// Appends a value of each trade; `map` would copy every trade whole.
  @inline(__always)
  private static func append<Value>(
    _ trades: UnsafeBufferPointer<Trade>, to column: inout [Value], _ value: (Trade) -> Value
  ) {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: trades.count) { values in
      for index in trades.indices {
        values.initializeElement(at: index, to: value(trades[index]))
      }
      column.append(contentsOf: UnsafeBufferPointer(values))
    }
  }

  /// Makes empty columns with room for so many trades.
  private init(capacity: Int) {
    func column<Value>() -> [Value] {
      var column: [Value] = []
      column.reserveCapacity(capacity)
      return column
    }
    direction = column()
    quantity = column()
    entryPrice = column()
    exitPrice = column()
    entryTime = column()
    exitTime = column()
    netProfit = column()
    grossProfit = column()
    fees = column()
    barsHeld = column()
    maxFavourable = column()
    maxAdverse = column()
  }
}
