import Analysis
import Contests
import Experts
import Files
import Formats
import Market
import Replay
import Store
import Trading

/// What the store adds to a backtest.
struct KeptRun {
  /// The run in the store.
  let saved: SavedRun
  /// Different attempts on the run's data, this one included.
  let attemptCount: Int
}

extension BacktestResult {
  /// Keeps the run, and judges its Sharpe ratio by all attempts on the same data.
  mutating func keep(in store: Store) throws(LocatedError) {
    let run = finishedRun()
    let saved = try store.save(run)
    let attempts = try run.trial.map { trial throws(LocatedError) in
      try store.trials(on: trial.dataFingerprint)
    }
    kept = KeptRun(saved: saved, attemptCount: attempts?.count ?? 0)
    let input = analysis.input
    analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: input.startEquity, dailyEquity: input.dailyEquity, days: input.days,
        periodsPerYear: input.periodsPerYear, riskFree: input.riskFree,
        requiredReturn: input.requiredReturn, benchmarkReturns: input.benchmarkReturns,
        dailyExposure: input.dailyExposure,
        trials: TrialEvidence(
          sharpeRatios: (attempts ?? []).compactMap(\.sharpePerPeriod))),
      trades: TradeColumns(record.trades))
  }

  /// The run with everything that the store keeps of it.
  func finishedRun() -> FinishedRun {
    let series = request.data.map(\.series)
    let companions = request.companions
    let events = EventSet(
      request.events, symbols: series.map(\.instrument.symbol), origin: request.eventsOrigin)
    let configuration = RunConfiguration(
      strategy: request.strategy.configuration,
      rules: RulesDocument(request.rules),
      series: zip(series, fingerprints).map(RunConfiguration.Series.init),
      companions: companions.isEmpty
        ? nil
        : companions.map {
          .init($0.series, $0.fingerprint(workers: request.workers)?.hex ?? "")
        },
      events: events?.fingerprint, from: request.from, to: request.to)
    return FinishedRun(
      configuration: configuration, engineVersion: CommandLineTool.version,
      convention: record.rules.fills.name,
      sources: (request.data + companions).map { SeriesSource($0) },
      events: events,
      content: content,
      trial: Trial(
        family: request.strategy.name, inputs: configuration.inputText,
        dataFingerprint: Contest.dataFingerprint(
          of: series, events: request.events, workers: request.workers), analysis))
  }

  /// The result in the form in which it is stored and compared.
  var content: RunContent {
    RunContent(record, metrics: analysis.metrics, workers: request.workers)
  }
}

extension RunConfiguration.Series {
  /// The description of a series by its bars' hash.
  fileprivate init(_ series: BarSeries, _ fingerprint: String) {
    self.init(
      timeframe: series.timeframe, fingerprint: fingerprint, instrument: series.instrument)
  }
}
