public import Market
public import Trading

/// What a replay leaves behind: columns over the closes of the run, fills, trades and counts.
public struct RunRecord: Sendable {
  /// The code path that produced the record.
  public enum Path: String, Sendable, Hashable, CaseIterable {
    /// Event by event.
    case reference
    /// Bars on which nothing can fill are passed over, but the expert is asked at each close.
    case quietBars = "quiet bars"
    /// Bars on which nothing can happen are passed over, their marks written as columns.
    case columns
  }

  /// The instruments, in the run's order.
  public var instruments: [Instrument]
  /// The rules the account traded under.
  public var rules: TradingRules
  /// The code path that produced the record.
  public var path: Path
  /// Instants at which bars closed, in nanoseconds since the epoch.
  public var times: [Int64] = []
  /// Session days of these instants.
  public var days: [Int32] = []
  /// Equity at these instants, in account currency.
  public var equity: [Double] = []
  /// Net value of positions over equity at these instants; −1 for a fully short account.
  public var exposure: [Double] = []
  /// Every execution, in order.
  public var fills: [Fill] = []
  /// Every closed trade, in order of closing.
  public var trades: [Trade] = []
  /// Every refused order.
  public var rejections: [Rejection] = []
  /// Positions open at the end, by instrument.
  public var openLots: [[Lot]] = []
  /// Last prices, by instrument.
  public var lastPrices: [Double] = []
  /// Names of orders and remarks, by number.
  public var names: [String] = []
  /// The books at the end.
  public var ledger: Ledger
  /// Account currency lost to slippage.
  public var slippageCost = 0.0
  /// Notional traded, in account currency.
  public var turnover = 0.0
  /// Number of orders placed.
  public var orderCount = 0
  /// How often the identities of the books were checked; 0 without internal checks.
  package var checkedEvents = 0
  /// Targets that a bar reached but does not prove, and that were therefore not filled.
  public var unprovedTargets = 0
  /// Bars on which a trailing stop had filled if the high had come before the low.
  public var trailsOpenToPath = 0
  /// Whether the account lost everything.
  public var isRuined = false
  /// Why the expert stopped before the end of the data; nil when it did not.
  public var failure: String?
  /// Whether the run was interrupted before the end of the data.
  public var isInterrupted = false

  /// Equity at the end, or at the start when nothing was replayed.
  public var finalEquity: Double { equity.last ?? rules.initialCapital }

  /// Number of fills of a certainty.
  public func fillCount(_ certainty: Certainty) -> Int {
    fills.count { $0.certainty == certainty }
  }
}
