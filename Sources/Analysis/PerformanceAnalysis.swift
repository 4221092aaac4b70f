/// Everything that is said about a run: metrics, drawdowns, and returns of months and years.
///
/// ```swift
/// let analysis = PerformanceAnalysis(input, trades: TradeColumns(trades))
/// for metric in analysis.metrics { print(metric.title, metric.value ?? .nan) }
/// let worst = Drawdown.deepest(analysis.drawdowns, count: 5)
/// ```
public struct PerformanceAnalysis: Sendable {
  /// The equity that was analysed.
  public let input: PerformanceInput
  /// The gates through which metrics had to pass.
  public let gates: SampleGates
  /// All metrics, in the order in which they are shown.
  public let metrics: [Metric]
  /// All falls of equity, in order of time.
  public let drawdowns: [Drawdown]
  /// How far equity lay below its peak at the end of each day, up to ruin: 0 or negative.
  public let underwater: [Double]
  /// The returns of calendar months.
  public let monthly: PeriodTable
  /// The returns of calendar years.
  public let yearly: PeriodTable

  /// Analyses a run.
  /// - Complexity: O(*n* log *n*) in days plus O(*m*) in trades.
  public init(
    _ input: PerformanceInput, trades: TradeColumns = TradeColumns(),
    gates: SampleGates = .standard
  ) {
    let record = ReturnRecord(input)
    let tradeRecord = TradeRecord(trades)
    self.input = input
    self.gates = gates
    metrics =
      ReturnStatistics.all.map { $0.metric(record, gates: gates) }
      + [TradeStatistics.countMetric(tradeRecord)]
      + TradeStatistics.all.map { $0.metric(tradeRecord) }
    drawdowns = record.drawdowns
    underwater = record.underwater
    monthly = Self.table(record, record.months, gates)
    yearly = Self.table(
      record, PeriodReturn.compounded(record.returns, days: input.days, by: .year), gates)
  }

  /// The metric of a name, or nil if there is none of that name.
  public subscript(id: MetricID) -> Metric? {
    metrics.first { $0.id == id }
  }

  /// What every metric is, in the order in which they are shown.
  public static var definitions: [MetricDefinition] {
    let none = TradeRecord(TradeColumns())
    return ReturnStatistics.all.map { $0.definition }
      + [TradeStatistics.countMetric(none).definition] + TradeStatistics.all.map { $0.definition }
  }

  private static func table(
    _ record: ReturnRecord, _ rows: [PeriodReturn], _ gates: SampleGates
  ) -> PeriodTable {
    do throws(MissingReason) {
      if record.count == 0 { throw .noObservations }
      try gates.check(.months, record)
      return PeriodTable(rows: rows, missing: nil)
    } catch {
      return PeriodTable(rows: [], missing: error)
    }
  }
}
