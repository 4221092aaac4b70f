/// Everything that decides how an account trades, apart from the expert itself.
public struct TradingRules: Sendable, Hashable {
  /// Which lots an exit closes first.
  public enum CloseRule: UInt8, Sendable, Hashable {
    /// The oldest, whatever entry the exit names.
    case firstInFirstOut
    /// Only those of the entry that the exit names.
    case named
  }

  /// How bars fill orders.
  public var fills: FillModel
  /// Cash at the start, in account currency, above 0.
  public var initialCapital: Double
  /// Quantity of orders that state none.
  public var sizing: Sizing
  /// Most entries in one direction; at least 1.
  public var pyramiding: Int
  /// Which lots an exit closes first.
  public var closeRule: CloseRule
  /// Whether market orders fill at the close of the bar that placed them.
  public var fillsAtClose: Bool
  /// Fees.
  public var fees: FeeModel
  /// Slippage.
  public var slippage: SlippageModel
  /// Margin.
  public var margin: MarginModel
  /// Interest and borrowing.
  public var financing: FinancingModel
  /// The strategy's own risk rules.
  public var risk: RiskRules

  /// Makes rules; what is left out is the strict convention's default.
  public init(
    fills: FillModel = .strict, initialCapital: Double = 100_000,
    sizing: Sizing = .equityPercent(100), pyramiding: Int = 1,
    closeRule: CloseRule = .firstInFirstOut, fillsAtClose: Bool = false, fees: FeeModel = .none,
    slippage: SlippageModel = .strictDefault, margin: MarginModel = .cash,
    financing: FinancingModel = .none, risk: RiskRules = RiskRules()
  ) {
    self.fills = fills
    self.initialCapital = initialCapital
    self.sizing = sizing
    self.pyramiding = max(1, pyramiding)
    self.closeRule = closeRule
    self.fillsAtClose = fillsAtClose
    self.fees = fees
    self.slippage = slippage
    self.margin = margin
    self.financing = financing
    self.risk = risk
  }

  /// The defaults of the charting platform: one unit, a million in cash, no costs, no margin.
  public static let tradingview = TradingRules(
    fills: .tradingview, initialCapital: 1_000_000, sizing: .units(1), slippage: .none,
    margin: .unlimited)
  /// The strict convention without any costs; reports say so.
  public static let frictionless = TradingRules(slippage: .none)
}

/// Limits that a strategy sets for itself; what is nil is not limited.
public struct RiskRules: Sendable, Hashable {
  /// A loss limit.
  public enum Loss: Sendable, Hashable {
    /// In account currency.
    case cash(Double)
    /// In percent of equity: of its peak for drawdowns, of the day's start for days.
    case equityPercent(Double)
  }

  /// The only direction that entries may take; entries the other way only close.
  public var allowedDirection: Direction?
  /// Largest position in units.
  public var maximumPosition: Double?
  /// Drawdown after which everything is closed and nothing is opened again.
  public var maximumDrawdown: Loss?
  /// Loss within a session day after which everything is closed until the next day.
  public var maximumDayLoss: Loss?
  /// Fills within a session day after which everything is closed until the next day.
  public var maximumDayFills: Int?
  /// Losing days in a row after which everything is closed for good.
  public var maximumLosingDays: Int?

  /// Makes rules without limits.
  public init() {}

  /// Whether any rule needs watching on every bar.
  public var watchesEquity: Bool {
    maximumDrawdown != nil || maximumDayLoss != nil || maximumDayFills != nil
      || maximumLosingDays != nil
  }
}

/// What there is to watch under an account's risk rules: most accounts have none.
struct RiskWatch {
  /// Whether equity needs a look after each mark.
  let equity: Bool
  /// Whether fills are counted.
  let fills: Bool
  /// Whether entries are limited in direction or size.
  let entries: Bool

  init(_ risk: RiskRules) {
    equity = risk.watchesEquity
    fills = risk.maximumDayFills != nil
    entries = risk.allowedDirection != nil || risk.maximumPosition != nil
  }
}
