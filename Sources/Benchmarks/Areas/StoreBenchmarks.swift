import Analysis
import Contests
import Experts
import Formats
import Market
import Replay
import Store
import Terminal
import Trading

/// What the store adds: saving a run, and keeping and reading bars.
enum StoreBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let days = max(60, inputs.scale.count(3_024))
    return [
      Benchmark("save a run into a new store", .store, count: 1) { () throws(LocatedError) in
        .work(try saving(days, .new))
      },
      Benchmark("save a run, store opened and closed", .store, count: 1) {
        () throws(LocatedError) in
        .work(try saving(days, .closed))
      },
      Benchmark("save a run, store open", .store, count: 1) { () throws(LocatedError) in
        .work(try saving(days, .open))
      },
      keeping(days * 30),
      reading(days * 30),
    ]
  }

  /// What is there when a run is to be saved.
  private enum Beginning {
    case new
    case closed
    case open
  }

  private static func saving(
    _ days: Int, _ beginning: Beginning
  ) throws(LocatedError) -> TimedWork {
    let folder = try TemporaryFolder()
    let run = try finishedRun(RandomMarket.days(days, symbol: 0))
    let store: Store? =
      beginning == .open ? try Store(folder.path("open.db"), access: .write) : nil
    var number = 0
    return TimedWork(
      { () throws(LocatedError) in
        number += 1
        let name = beginning == .new ? "new-\(number).db" : "old.db"
        var other = run
        other.configuration.seed = UInt64(number)
        if let store { return (store, try store.save(other)) }
        let store = try Store(folder.path(name), access: .write)
        return (store, try store.save(other))
      },
      outcome: { product throws(LocatedError) in
        let (store, saved) = product
        let content = try store.load(store.run(named: "\(saved.id)")).content
        return Outcome(
          trades: content.trades.count, equity: content.equity.last,
          remark: saved.isRepeated ? "repeated" : "\(content.fills.count) fills")
      },
      expected: { Outcome(trades: run.content.trades.count, equity: run.content.equity.last) })
  }

  private static func keeping(_ count: Int) -> Benchmark {
    Benchmark("keep bars", .store, count: count) { () throws(LocatedError) in
      let folder = try TemporaryFolder()
      let bars = try StoredBars(count)
      var number = 0
      return .work(
        TimedWork(
          { () throws(LocatedError) in
            number += 1
            return try bars.keep(in: folder.path("bars-\(number).db"))
          },
          outcome: { store throws(LocatedError) in try bars.outcome(store) },
          expected: { Outcome(hash: FileBenchmarks.hash(bars.series)) }))
    }
  }

  private static func reading(_ count: Int) -> Benchmark {
    Benchmark("read bars and check their hash", .store, count: count) { () throws(LocatedError) in
      let folder = try TemporaryFolder()
      let bars = try StoredBars(count)
      let store = try bars.keep(in: folder.path("bars.db"))
      return .work(
        TimedWork(
          { () throws(LocatedError) in try bars.read(store) },
          outcome: { series in
            withExtendedLifetime(folder) { Outcome(hash: FileBenchmarks.hash(series)) }
          },
          expected: { Outcome(hash: FileBenchmarks.hash(bars.series)) }))
    }
  }

  /// A run that trades often.
  private static func finishedRun(_ series: BarSeries) throws(LocatedError) -> FinishedRun {
    let rules = TradingRules(sizing: .units(10))
    let record = try Replay.run(
      MovingAverageCross(fast: 1, slow: 2), over: ReplayInput(series: [series]), rules: rules)
    let input: PerformanceInput
    do {
      input = try PerformanceInput(
        startEquity: rules.initialCapital, dailyEquity: record.equity, days: record.days)
    } catch {
      throw LocatedError(.failed, "\(error)")
    }
    let analysis = PerformanceAnalysis(input, trades: TradeColumns(record.trades))
    let configuration = RunConfiguration(
      strategy: .init(name: "sma-cross"), rules: RulesDocument(rules),
      series: [.init(timeframe: .day, fingerprint: "bench", instrument: series.instrument)])
    return FinishedRun(
      configuration: configuration, engineVersion: Version.current, convention: "strict",
      sources: [SeriesSource(path: "memory", label: "open", zone: "UTC", repair: "")],
      events: nil, content: RunContent(record, metrics: analysis.metrics),
      trial: Trial(family: "sma-cross", inputs: "", dataFingerprint: "bench", analysis))
  }
}

/// Bars that go into a store and come back.
private struct StoredBars {
  let series: BarSeries
  private let fingerprint: String

  init(_ count: Int) throws(LocatedError) {
    series = RandomMarket.days(count, symbol: 0)
    fingerprint = series.fingerprint()?.hex ?? ""
  }

  func keep(in path: String) throws(LocatedError) -> Store {
    let store = try Store(path, access: .write)
    _ = try store.keep([
      SeriesImport(series: series, fingerprint: fingerprint, origin: "memory")
    ])
    return store
  }

  func read(_ store: Store) throws(LocatedError) -> BarSeries {
    guard let stored = try store.series(fingerprint: fingerprint) else {
      throw LocatedError(.failed, "the bars that were kept are missing")
    }
    return try store.bars(of: stored)
  }

  func outcome(_ store: Store) throws(LocatedError) -> Outcome {
    Outcome(hash: FileBenchmarks.hash(try read(store)))
  }
}
