import Analysis
import Experts
import Files
import Formats
import Indicators
import Market
import Platform
import Replay
import Store
import Trading

/// A finished backtest: the record, its measures, and the same run under the better assumption.
struct BacktestResult {
  let request: BacktestRequest
  let record: RunRecord
  var analysis: PerformanceAnalysis
  /// Final equity if every ambiguous fill had gone the better way; nil when there is none.
  let optimisticEquity: Double?
  let fingerprints: [String]
  /// What the store adds; nil if the run is not kept.
  var kept: KeptRun?

  init(
    _ request: BacktestRequest, cancellation: Cancellation, progress: Progress
  ) throws(LocatedError) {
    self.request = request
    let input = try Self.input(request)
    let series = input.series
    let cache = ColumnCache()
    let expert = try request.strategy.expert(companions: request.companions.map(\.series))
    record = try Replay.run(
      expert, over: input, rules: request.rules, cache: cache, workers: request.workers,
      cancellation: cancellation, progress: progress)
    let isOpen = record.fillCount(.ambiguous) > 0 || record.unprovedTargets > 0
    if isOpen, request.rules.fills.intrabar == .range, !record.isInterrupted {
      var rules = request.rules
      rules.fills.assumption = .optimistic
      optimisticEquity = try Replay.run(
        expert, over: input, rules: rules, cache: cache, workers: request.workers
      ).finalEquity
    } else {
      optimisticEquity = nil
    }
    let (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: request.rules.initialCapital, dailyEquity: equity, days: days,
        periodsPerYear: series.contains { $0.tradesEveryDay } ? 365 : 252,
        riskFree: request.strategy.riskFreeRate,
        benchmarkReturns: TotalReturns.daily(of: series[0], events: request.events, on: days),
        dailyExposure: SessionDays.fold(equity: record.exposure, days: record.days).dailyEquity),
      trades: TradeColumns(record.trades))
    fingerprints = request.data.map { $0.fingerprint(workers: request.workers)?.hex ?? "" }
  }

  /// What is to be said of the strategy and the data, one sentence each.
  var dataNotes: [String] {
    request.strategy.notes
      + request.companions.map { "requests may read \($0.name) from \($0.path)" }
      + (request.data + request.companions).flatMap { loaded in
        var notes = loaded.warnings + loaded.repairs.summary
        if loaded.isCloseOnly { notes.append("closes only, bars have no range") }
        if record.rules.fills.participation.isFinite, !loaded.series.hasVolume {
          notes.append("no volume, so the volume cap is off")
        }
        return notes.map { "\(loaded.path): \($0)" }
      }
  }

  /// The inputs as `fast=10 slow=30`.
  var inputText: String {
    request.strategy.inputs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  /// What is replayed.
  static func input(_ request: BacktestRequest) throws(LocatedError) -> ReplayInput {
    var from = Int64.min
    if let first = request.from {
      from = Int64(first.daysSinceEpoch) * Timestamp.nanosecondsPerDay
    }
    return ReplayInput(
      series: try series(request), events: request.events, tradesFrom: from)
  }

  private static func series(_ request: BacktestRequest) throws(LocatedError) -> [BarSeries] {
    var all: [BarSeries] = []
    for loaded in request.data {
      var series = loaded.series
      if let to = request.to { series = series.through(day: Int32(to.daysSinceEpoch)) }
      guard series.count > 0 else {
        throw LocatedError(
          .data, "no bar lies in the days asked for", file: loaded.path,
          expected: "days from \(loaded.series.date(0)) to "
            + "\(loaded.series.date(loaded.series.count - 1))")
      }
      all.append(series)
    }
    return all
  }
}

extension LoadedSeries {
  /// Symbol and timeframe, such as `GLD 1d`.
  var name: String { "\(series.instrument.symbol) \(series.timeframe)" }
}
