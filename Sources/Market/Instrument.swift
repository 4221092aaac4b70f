/// What kind of thing is traded; it decides the defaults of an instrument.
public enum AssetClass: String, Sendable, Hashable, CaseIterable {
  /// A share or a fund that trades like one.
  case equity
  /// A pair of currencies.
  case fx
  /// A crypto asset on the spot market.
  case crypto
  /// A perpetual swap.
  case perpetual
  /// A dated future.
  case future
  /// An index: it has prices, but nobody can buy it.
  case index
}

/// What is traded, and the grid its prices and quantities lie on.
public struct Instrument: Sendable, Hashable {
  /// The name under which it is known in this project, for example `SPY`.
  public var symbol: String
  /// What kind of thing it is.
  public var assetClass: AssetClass
  /// The smallest price step, above 0, in account currency per unit.
  public var tickSize: Double
  /// The smallest quantity step, above 0, in units.
  public var lotStep: Double
  /// Account currency earned per unit when the price rises by 1, above 0.
  public var pointValue: Double
  /// The currency that prices are quoted in, an ISO 4217 code or a token's name.
  public var currency: String
  /// When it trades.
  public var session: Session
  /// Whether prices of zero and below are genuine, as for spreads and some futures.
  public var allowsNonPositivePrices: Bool
  /// Whether its prices are adjusted for splits and dividends.
  public var isAdjusted: Bool

  /// Makes an instrument; steps and point value must be above 0.
  public init(
    symbol: String, assetClass: AssetClass = .equity, tickSize: Double = 0.01,
    lotStep: Double = 1, pointValue: Double = 1, currency: String = "USD",
    session: Session = .continuous, allowsNonPositivePrices: Bool = false,
    isAdjusted: Bool = false
  ) {
    precondition(tickSize > 0 && lotStep > 0 && pointValue > 0, "an instrument's steps are above 0")
    self.symbol = symbol
    self.assetClass = assetClass
    self.tickSize = tickSize
    self.lotStep = lotStep
    self.pointValue = pointValue
    self.currency = currency
    self.session = session
    self.allowsNonPositivePrices = allowsNonPositivePrices
    self.isAdjusted = isAdjusted
  }
}
