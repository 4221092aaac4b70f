public import Market

/// An open part of a position: what one entry bought or sold and nothing has closed yet.
public struct Lot: Sendable, Hashable {
  /// Ascending number within the account.
  public var number: Int32
  /// The order that opened it.
  public var order: OrderID
  /// Name of the entry order, as an index into the run's names.
  public var name: Int32
  /// Which way it points.
  public var direction: Direction
  /// Units still open, above 0.
  public var quantity: Double
  /// Units at the entry.
  public var originalQuantity: Double
  /// Price per unit at the entry.
  public var entryPrice: Double
  /// Open instant of the entry's bar.
  public var entryTime: Timestamp
  /// Index of the entry's bar.
  public var entryBar: Int32
  /// Entry fees of the units still open.
  public var fees: Double
  /// Highest price since the entry.
  public var highest: Double
  /// Lowest price since the entry.
  public var lowest: Double
  /// How the bar of the entry was met, for what can be proved about exits on that bar.
  public var entryRule: FillRule
}

/// The open lots of one instrument, oldest first; all point the same way.
public struct Position: Sendable {
  /// Open lots, oldest first.
  public package(set) var lots: [Lot] = []
  /// Units, positive when long.
  public package(set) var quantity = 0.0

  /// Whether nothing is open.
  @inlinable public var isFlat: Bool { quantity == 0 }

  /// Which way it points; nil when flat.
  @inlinable public var direction: Direction? {
    quantity > 0 ? .long : quantity < 0 ? .short : nil
  }

  /// Where the lot of a number stands; nil if it is closed.
  ///
  /// - Complexity: O(log lots): numbers ascend with age.
  package func place(ofLot number: Int32) -> Int? {
    lots.withUnsafeBufferPointer { lots in
      var (low, high) = (0, lots.count)
      while low < high {
        let middle = (low + high) / 2
        if lots[middle].number < number { low = middle + 1 } else { high = middle }
      }
      return low < lots.count && lots[low].number == number ? low : nil
    }
  }

  /// Units of the lots of an entry name, −1 for all.
  package func units(named name: Int32) -> Double {
    // Going through the memory takes no reference to it, which would cost more than the sum.
    lots.withUnsafeBufferPointer { lots in
      var units = 0.0
      for index in lots.indices where name < 0 || lots[index].name == name {
        units += lots[index].quantity
      }
      return units
    }
  }

  /// Mean entry price weighted by units; nil when flat.
  public var averagePrice: Double? {
    guard !lots.isEmpty else { return nil }
    var cost = 0.0
    var units = 0.0
    for lot in lots {
      cost += lot.entryPrice * lot.quantity
      units += lot.quantity
    }
    return cost / units
  }

  /// Profit before fees at a price, in price units times units.
  public func openProfit(at price: Double) -> Double {
    var profit = 0.0
    for lot in lots { profit += (price - lot.entryPrice) * lot.direction.sign * lot.quantity }
    return profit
  }
}
