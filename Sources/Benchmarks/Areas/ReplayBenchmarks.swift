import Analysis
import Experts
import Formats
import Indicators
import Market
import Replay
import Trading

/// A cross of two averages over one instrument, the work of the yardstick loop, with all records.
enum ReplayBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let count = inputs.scale.count(1_000_000)
    func cross(
      _ name: String, _ limit: Limit? = nil, _ make: @escaping (CrossReplay) -> TimedWork
    ) -> Benchmark {
      Benchmark(name, .replay, count: count, limit: limit) {
        .work(make(CrossReplay(inputs, .tradingview)))
      }
    }
    return [
      cross("cross, reference path") { $0.reference(heldToLoop: true) },
      cross("cross, averages at hand, fresh pages") { $0.columns(atHand: true, reusing: nil) },
      cross("cross, averages at hand") { $0.columns(atHand: true, reusing: RunBuffers()) },
      cross("cross, averages computed, fresh pages") { $0.columns(atHand: false, reusing: nil) },
      cross("cross, averages computed") { $0.columns(atHand: false, reusing: RunBuffers()) },
      cross("cross, averages computed, metrics") { $0.withMetrics(workers: 1) },
      cross("cross, averages computed, metrics, 2 workers", .millionsPerSecond(70)) {
        $0.withMetrics(workers: 2)
      },
      Benchmark("strict cross, reference path", .replay, count: count) {
        .work(CrossReplay(inputs, .strict).reference(heldToLoop: false))
      },
      Benchmark("strict cross, averages computed", .replay, count: count) {
        .work(CrossReplay(inputs, .strict).columns(atHand: false, reusing: RunBuffers()))
      },
    ]
  }
}

/// One expert over a million bars in the forms in which it can be replayed.
struct CrossReplay {
  private let inputs: BenchmarkInputs
  private let rules: TradingRules
  private let expert: any Expert
  private let name: String

  init(
    _ inputs: BenchmarkInputs, _ fills: FillModel,
    expert: any Expert = MovingAverageCross(fast: 10, slow: 30), name: String = "cross",
    capital: Double = 1e6
  ) {
    self.inputs = inputs
    self.expert = expert
    self.name = "\(name), \(fills.name)"
    rules = TradingRules(
      fills: fills, initialCapital: capital, sizing: .units(10), fees: FeeModel(rate: 0.001),
      slippage: .none, margin: .unlimited)
  }

  /// Event by event; others are held to it, and it to the yardstick where that can be.
  func reference(heldToLoop: Bool) -> TimedWork {
    let (input, cache) = (ReplayInput(series: [inputs.minutes]), ColumnCache())
    let (series, capital) = (inputs.minutes, rules.initialCapital)
    return TimedWork(
      { () throws(LocatedError) in
        try Replay.runReference(expert, over: input, rules: rules, cache: cache)
      },
      outcome: Outcome.init,
      expected: heldToLoop ? { YardstickBenchmark.loop(series, capital: capital) } : nil)
  }

  /// By columns, which are there already or have to be computed within the time.
  func columns(atHand: Bool, reusing buffers: RunBuffers?) -> TimedWork {
    let (input, kept) = (ReplayInput(series: [inputs.minutes]), ColumnCache())
    return TimedWork(
      { () throws(LocatedError) in
        let cache = atHand || buffers != nil ? kept : ColumnCache()
        return try Replay.run(expert, over: input, rules: rules, cache: cache, reusing: buffers)
      },
      recycle: { record in
        buffers?.recycle(record)
        if !atHand { kept.recycle() }
      },
      outcome: Outcome.init, expected: expected)
  }

  /// By columns that are computed, with all metrics of the run.
  ///
  /// - Parameter workers: With 2, the averages are computed while bars are replayed.
  func withMetrics(workers: Int) -> TimedWork {
    let (input, cache) = (ReplayInput(series: [inputs.minutes]), ColumnCache())
    let buffers = RunBuffers()
    return TimedWork(
      { () throws(LocatedError) in
        let record = try Replay.run(
          expert, over: input, rules: rules, cache: cache, reusing: buffers, workers: workers)
        return (record, try Self.analysis(record))
      },
      recycle: { product in
        buffers.recycle(product.0)
        cache.recycle()
      },
      outcome: { product throws(LocatedError) in
        var outcome = try Outcome(product.0)
        let sharpe = product.1[.sharpe]?.value.map { NumberFormat.fixed($0, decimals: 4) }
        outcome.remark = "Sharpe " + (sharpe ?? "none")
        return outcome
      },
      expected: expected)
  }

  private func expected() throws(LocatedError) -> Outcome {
    try inputs.outcome(of: name) { () throws(LocatedError) in
      let input = ReplayInput(series: [inputs.minutes])
      return try Outcome(Replay.runReference(expert, over: input, rules: rules))
    }
  }

  private static func analysis(_ record: RunRecord) throws(LocatedError) -> PerformanceAnalysis {
    let (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    let input: PerformanceInput
    do {
      input = try PerformanceInput(
        startEquity: record.rules.initialCapital, dailyEquity: equity, days: days,
        periodsPerYear: 365)
    } catch {
      throw LocatedError(.failed, "\(error)")
    }
    return PerformanceAnalysis(input, trades: TradeColumns(record.trades))
  }
}
