public import Analysis
public import Replay
import Trading

/// The result of a run in the form in which it is stored and compared.
///
/// Equity is kept at the end of each session day; bars in between come back by running again. The
/// digest covers them all the same, so two contents with one digest come from the same run to the
/// bit.
public struct RunContent: Sendable, Hashable {
  /// The session days, as days since 1970-01-01.
  public var days: [Int32]
  /// Equity at the end of each.
  public var equity: [Double]
  /// Net value of positions over equity at the end of each.
  public var exposure: [Double]
  /// Every execution, in order.
  public var fills: [FillRow]
  /// Every closed trade, in order of closing.
  public var trades: [TradeRow]
  /// Every refused order.
  public var rejections: [RejectionRow]
  /// The metrics, in the order in which they are shown.
  public var metrics: [MetricRow]
  /// Sums and counts.
  public var totals: RunTotals
  /// SHA-256 over all columns and rows, bit for bit.
  public var digest: String

  /// Takes a finished run apart.
  ///
  /// - Parameters:
  ///   - metrics: Those that depend on nothing but the run; what the ledger of trials adds is no
  ///     part of it.
  ///   - workers: Threads to hash on; the digest does not depend on it.
  public init(_ record: RunRecord, metrics: [Metric], workers: Int = 1) {
    (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    exposure = SessionDays.fold(equity: record.exposure, days: record.days).dailyEquity
    fills = record.fills.map { FillRow($0, of: record) }
    trades = record.trades.map { TradeRow($0, of: record) }
    rejections = record.rejections.map { RejectionRow($0, of: record) }
    self.metrics = metrics.filter { $0.id != .deflatedSharpe }.map(MetricRow.init)
    totals = RunTotals(record)
    digest = RunDigest.hex(record, workers: workers)
  }

  /// Puts a stored run together.
  init(
    columns: (days: [Int32], equity: [Double], exposure: [Double]), fills: [FillRow],
    trades: [TradeRow], rejections: [RejectionRow], metrics: [MetricRow], totals: RunTotals,
    digest: String
  ) {
    (days, equity, exposure) = columns
    self.fills = fills
    self.trades = trades
    self.rejections = rejections
    self.metrics = metrics
    self.totals = totals
    self.digest = digest
  }
}

/// Sums and counts of a run.
public struct RunTotals: Sendable, Hashable {
  /// Cash at the start.
  public var initialCapital: Double
  /// Equity at the end.
  public var finalEquity: Double
  /// Fees paid.
  public var fees: Double
  /// Account currency lost to slippage.
  public var slippageCost: Double
  /// Notional traded.
  public var turnover: Double
  /// Orders placed.
  public var orderCount: Int
  /// Targets that a bar reached but does not prove.
  public var unprovedTargets: Int
  /// Bars on which a trailing stop had filled if the high had come before the low.
  public var trailsOpenToPath: Int
  /// Instruments with a position open at the end.
  public var openPositions: Int
  /// Whether the account lost everything.
  public var isRuined: Bool
  /// Why the expert stopped early; nil when it did not.
  public var failure: String?
  /// The code path that produced the record.
  public var codePath: String
}

extension RunTotals {
  init(_ record: RunRecord) {
    self.init(
      initialCapital: record.rules.initialCapital, finalEquity: record.finalEquity,
      fees: record.ledger.balance(.fees), slippageCost: record.slippageCost,
      turnover: record.turnover, orderCount: record.orderCount,
      unprovedTargets: record.unprovedTargets, trailsOpenToPath: record.trailsOpenToPath,
      openPositions: record.openLots.count { !$0.isEmpty }, isRuined: record.isRuined,
      failure: record.failure, codePath: record.path.rawValue)
  }
}
