/// A dated event that moves cash or quantity without an order.
public struct CashFlowEvent: Sendable, Hashable {
  /// What happens.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Cash per unit, paid to longs and by shorts at the open of the ex-date.
    case dividend
    /// New units per old unit, effective at the open of the ex-date.
    case split
    /// Rate of notional that longs pay to shorts, as for perpetual swaps; negative the other way.
    case funding
    /// Yearly rate that shorts pay on notional from this day on.
    case borrow
    /// Yearly rate on the account's cash from this day on.
    case interest
  }

  /// The instrument concerned; nil for interest on the account.
  public var symbol: String?
  /// When it takes effect; events of a date take effect at the first bar that opens on or after it.
  public var time: Timestamp
  /// What happens.
  public var kind: Kind
  /// The amount, ratio or rate, as `kind` says.
  public var value: Double

  /// Makes an event.
  public init(symbol: String?, time: Timestamp, kind: Kind, value: Double) {
    self.symbol = symbol
    self.time = time
    self.kind = kind
    self.value = value
  }
}
