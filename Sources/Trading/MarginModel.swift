/// How much equity a position needs, and what happens when there is too little.
public struct MarginModel: Sendable, Hashable {
  /// What is done to an order that the account cannot carry.
  public enum Shortfall: UInt8, Sendable, Hashable {
    /// It is refused, with the reason.
    case reject
    /// It is made as small as the account allows.
    case scaleDown
  }

  /// What is sold when equity falls below the maintenance requirement.
  public enum Liquidation: UInt8, Sendable, Hashable {
    /// Just enough to meet the requirement again.
    case restore
    /// Four times what would be enough, as charting platforms do.
    case fourfold
    /// The whole position.
    case everything
  }

  /// Equity needed per notional to open a long position; 1 for a cash account, 0 for no test.
  public var longInitial: Double
  /// Equity needed per notional to open a short position.
  public var shortInitial: Double
  /// Equity needed per notional to keep a long position.
  public var longMaintenance: Double
  /// Equity needed per notional to keep a short position.
  public var shortMaintenance: Double
  /// What is done to an order that the account cannot carry.
  public var shortfall: Shortfall
  /// What is sold when equity is too low.
  public var liquidation: Liquidation

  /// Makes a model; requirements are fractions of notional, at least 0.
  public init(
    longInitial: Double, shortInitial: Double, longMaintenance: Double, shortMaintenance: Double,
    shortfall: Shortfall = .reject, liquidation: Liquidation = .restore
  ) {
    self.longInitial = longInitial
    self.shortInitial = shortInitial
    self.longMaintenance = longMaintenance
    self.shortMaintenance = shortMaintenance
    self.shortfall = shortfall
    self.liquidation = liquidation
  }

  /// No test at all.
  public static let unlimited = MarginModel(
    longInitial: 0, shortInitial: 0, longMaintenance: 0, shortMaintenance: 0)
  /// Fully paid longs; shorts covered by as much equity; kept above 25 % and 30 %.
  public static let cash = MarginModel(
    longInitial: 1, shortInitial: 1, longMaintenance: 0.25, shortMaintenance: 0.30)
  /// Half of notional to open, 25 % and 30 % to keep, as under United States Regulation T.
  public static let regulationT = MarginModel(
    longInitial: 0.5, shortInitial: 0.5, longMaintenance: 0.25, shortMaintenance: 0.30)

  /// The charting platform's rule: one fraction to open and to keep, fourfold liquidation.
  public static func script(long: Double, short: Double) -> MarginModel {
    MarginModel(
      longInitial: long, shortInitial: short, longMaintenance: long, shortMaintenance: short,
      liquidation: .fourfold)
  }

  /// One over the leverage to open, half of that to keep.
  public static func leverage(_ factor: Double) -> MarginModel {
    MarginModel(
      longInitial: 1 / factor, shortInitial: 1 / factor, longMaintenance: 0.5 / factor,
      shortMaintenance: 0.5 / factor)
  }

  /// Equity needed per notional to open in a direction.
  @inlinable
  public func initial(_ direction: Direction) -> Double {
    direction == .long ? longInitial : shortInitial
  }

  /// Equity needed per notional to keep in a direction.
  @inlinable
  public func maintenance(_ direction: Direction) -> Double {
    direction == .long ? longMaintenance : shortMaintenance
  }

  /// Whether any position can ever be too large.
  public var isUnlimited: Bool {
    longInitial == 0 && shortInitial == 0 && longMaintenance == 0 && shortMaintenance == 0
  }
}
