/// What the broker charges for a fill: `clamp(perOrder + perUnit·q + rate·notional)`.
///
/// The parts add up; the minimum and the cap hold per order, over all its partial fills. Presets
/// follow the shape of public price lists and can be changed field by field.
public struct FeeModel: Sendable, Hashable {
  /// A volume step: its rates hold once the month's notional has reached the threshold.
  public struct Tier: Sendable, Hashable {
    /// Notional traded in the calendar month, in account currency.
    public var threshold: Double
    /// Fraction of notional for orders that take liquidity.
    public var takerRate: Double
    /// Fraction of notional for orders that rest.
    public var makerRate: Double

    /// Makes a step.
    public init(threshold: Double, takerRate: Double, makerRate: Double) {
      self.threshold = threshold
      self.takerRate = takerRate
      self.makerRate = makerRate
    }
  }

  /// Fraction of notional for orders that take liquidity: market and stop orders.
  public var takerRate: Double
  /// Fraction of notional for orders that rest: limit orders; negative for a rebate.
  public var makerRate: Double
  /// Account currency per unit.
  public var perUnit: Double
  /// Account currency per order, charged with its first fill.
  public var perOrder: Double
  /// Least fee of an order, in account currency.
  public var minimum: Double
  /// Largest fee of an order as a fraction of its notional; infinite for no cap.
  public var capRate: Double
  /// Volume steps, by ascending threshold; empty for one rate.
  public var tiers: [Tier]

  /// Makes a model; a missing maker rate equals the taker rate.
  public init(
    rate: Double = 0, makerRate: Double? = nil, perUnit: Double = 0, perOrder: Double = 0,
    minimum: Double = 0, capRate: Double = .infinity, tiers: [Tier] = []
  ) {
    self.takerRate = rate
    self.makerRate = makerRate ?? rate
    self.perUnit = perUnit
    self.perOrder = perOrder
    self.minimum = minimum
    self.capRate = capRate
    self.tiers = tiers
  }

  /// No fees.
  public static let none = FeeModel()
  /// Shares at a US broker: 0.005 a share, at least 1, at most 1 % of notional.
  public static let usEquities = FeeModel(perUnit: 0.005, minimum: 1, capRate: 0.01)
  /// Spot crypto: 0.1 % both ways.
  public static let cryptoSpot = FeeModel(rate: 0.001)
  /// Perpetual swaps: 0.05 % taker, 0.02 % maker.
  public static let perpetual = FeeModel(rate: 0.0005, makerRate: 0.0002)
  /// Currency pairs: 0.002 % of notional.
  public static let fx = FeeModel(rate: 0.00002)

  /// Whether every fill is free.
  public var isFree: Bool {
    takerRate == 0 && makerRate == 0 && perUnit == 0 && perOrder == 0 && minimum == 0
      && tiers.isEmpty
  }

  /// The fee of one fill.
  ///
  /// - Parameters:
  ///   - quantity: Units of this fill.
  ///   - notional: Absolute value of this fill in account currency.
  ///   - isMaker: Whether the order rested.
  ///   - order: Notional and fees of the same order before this fill.
  ///   - monthNotional: Notional of the account in this calendar month before this fill.
  public func fee(
    quantity: Double, notional: Double, isMaker: Bool,
    order: (filledBefore: Double, feesBefore: Double), monthNotional: Double
  ) -> Double {
    var rate = isMaker ? makerRate : takerRate
    for tier in tiers where monthNotional >= tier.threshold {
      rate = isMaker ? tier.makerRate : tier.takerRate
    }
    var fee = rate * notional + perUnit * quantity
    if order.filledBefore == 0 { fee += perOrder }
    if capRate.isFinite { fee = min(fee, capRate * notional) }
    if minimum > 0 { fee = max(fee, minimum - order.feesBefore) }
    return fee
  }
}
