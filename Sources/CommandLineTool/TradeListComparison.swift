import Files
import Market
import Store
import Trading

/// A closed trade of a run, in the terms of a list.
struct FoundTrade: Sendable {
  var isLong: Bool
  var quantity: Double
  var entryTime: Timestamp
  var exitTime: Timestamp
  var entryPrice: Double
  var exitPrice: Double
  var netProfit: Double
  var fees: Double
  var entryName: String
  var exitName: String
}

extension FoundTrade {
  /// A trade of a record, whose names stand in a table.
  init(_ trade: Trade, names: [String]) {
    isLong = trade.direction == .long
    quantity = trade.quantity
    entryTime = trade.entryTime
    exitTime = trade.exitTime
    entryPrice = trade.entryPrice
    exitPrice = trade.exitPrice
    netProfit = trade.netProfit
    fees = trade.fees
    entryName = names[Int(trade.entryName)]
    exitName = names[Int(trade.exitName)]
  }

  /// A trade from the store.
  init(_ row: TradeRow) {
    isLong = row.direction == .long
    quantity = row.quantity
    entryTime = row.entryTime
    exitTime = row.exitTime
    entryPrice = row.entryPrice
    exitPrice = row.exitPrice
    netProfit = row.netProfit
    fees = row.fees
    entryName = row.entryName
    exitName = row.exitName
  }
}

/// A run's closed trades against a list that another tool made.
///
/// Trades are the same when both times, the side, both prices and, where the list has them, the
/// quantity and the profit agree. Lists order simultaneous trades in their own way, so that order
/// decides nothing; a trade that stands twice must stand twice in both.
struct TradeListComparison {
  /// How far two trades may be apart.
  struct Tolerance {
    /// Prices: lists are rounded to the tick.
    var price: Double
    /// Quantities: lists are rounded to four decimals.
    var quantity = 0.000_051
    /// Money as a fraction: lists may be in another currency, by the day's rate, and so are
    /// quantities that are sized by money.
    var money = 0.002_5
  }

  /// A place where the two part.
  struct Difference {
    var listed: ListedTrade?
    var found: FoundTrade?
    /// The property in which the two differ; nil where one is missing.
    var property: String?
    /// When: the earlier of the two entries.
    var time: Timestamp
  }

  private(set) var exactCount = 0
  private(set) var listedCount = 0
  private(set) var foundCount = 0
  /// The differences, earliest first.
  private(set) var differences: [Difference] = []

  /// Trades that count: a missing or an extra trade counts once, a wrong one once.
  var totalCount: Int { max(listedCount, foundCount) }

  /// Whether nothing differs.
  var isComplete: Bool { exactCount == listedCount && exactCount == foundCount }

  /// Compares closed trades.
  ///
  /// - Parameter end: Trades that were closed later were no longer listed.
  init(_ listed: [ListedTrade], _ trades: [FoundTrade], tolerance: Tolerance) {
    let end = listed.map(\.exitTime).max() ?? Timestamp(nanoseconds: .min)
    let closed = listed.filter { !$0.isOpen }.sorted { Self.key($0) < Self.key($1) }
    let found = trades.filter { $0.exitTime <= end }.sorted { Self.key($0) < Self.key($1) }
    listedCount = closed.count
    foundCount = found.count
    match(closed, found, tolerance)
  }

  private mutating func match(
    _ listed: [ListedTrade], _ found: [FoundTrade], _ tolerance: Tolerance
  ) {
    var isUsed = Array(repeating: false, count: found.count)
    var missed: [ListedTrade] = []
    var start = 0
    for trade in listed {
      while start < found.count, found[start].entryTime < trade.entryTime { start += 1 }
      var index = start
      var hit: Int?
      while index < found.count, found[index].entryTime == trade.entryTime {
        if !isUsed[index], Self.difference(trade, found[index], tolerance) == nil {
          hit = index
          break
        }
        index += 1
      }
      if let hit {
        isUsed[hit] = true
        exactCount += 1
      } else {
        missed.append(trade)
      }
    }
    let extra = found.indices.filter { !isUsed[$0] }.map { found[$0] }
    differences = Self.paired(missed, extra, tolerance)
  }

  /// The unmatched trades by entry, paired where they have one entry bar.
  private static func paired(
    _ missed: [ListedTrade], _ extra: [FoundTrade], _ tolerance: Tolerance
  ) -> [Difference] {
    var differences: [Difference] = []
    var extra = extra[...]
    for listed in missed {
      while let found = extra.first, found.entryTime < listed.entryTime {
        differences.append(Difference(listed: nil, found: found, time: found.entryTime))
        extra.removeFirst()
      }
      var difference = Difference(listed: listed, found: nil, time: listed.entryTime)
      if let found = extra.first, found.entryTime == listed.entryTime {
        difference.found = found
        difference.property = self.difference(listed, found, tolerance)
        extra.removeFirst()
      }
      differences.append(difference)
    }
    return differences
      + extra.map { Difference(listed: nil, found: $0, time: $0.entryTime) }
  }

  /// The first property in which two trades differ; nil when they are the same.
  private static func difference(
    _ listed: ListedTrade, _ found: FoundTrade, _ tolerance: Tolerance
  ) -> String? {
    if listed.isLong != found.isLong { return "side" }
    if listed.entryTime != found.entryTime { return "entry time" }
    if listed.exitTime != found.exitTime { return "exit time" }
    if abs(listed.entryPrice - found.entryPrice) > tolerance.price { return "entry price" }
    if abs(listed.exitPrice - found.exitPrice) > tolerance.price { return "exit price" }
    if let quantity = listed.quantity, abs(quantity - found.quantity) > tolerance.quantity {
      // A whole quantity was asked for as such; any other follows from an amount of money.
      let isWhole = quantity == quantity.rounded() && found.quantity == found.quantity.rounded()
      guard !isWhole, abs(quantity - found.quantity) <= tolerance.money * quantity else {
        return "quantity"
      }
    }
    if let profit = listed.netProfit {
      // Two roundings of the listed profit, and that of the quantity times the price's move.
      let slack =
        0.011 + abs((listed.quantity ?? found.quantity) - found.quantity)
        * abs(found.exitPrice - found.entryPrice)
        + tolerance.money * (abs(found.netProfit) + found.fees)
      if abs(profit - found.netProfit) > slack { return "profit" }
    }
    return nil
  }

  private static func key(_ trade: ListedTrade) -> (Int64, Int64, Double) {
    (trade.entryTime.nanoseconds, trade.exitTime.nanoseconds, trade.exitPrice)
  }

  private static func key(_ trade: FoundTrade) -> (Int64, Int64, Double) {
    (trade.entryTime.nanoseconds, trade.exitTime.nanoseconds, trade.exitPrice)
  }
}
