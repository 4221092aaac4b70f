import Experts
import Formats
import Indicators
import Platform
import Replay
import Trading

/// Twelve experts over one instrument, which share their columns, beside one; both from nothing.
enum SharedColumnBenchmarks {
  private static let rules = TradingRules(
    fills: .tradingview, initialCapital: 1_000_000, sizing: .units(10),
    fees: FeeModel(rate: 0.001), slippage: .none, margin: .unlimited)

  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let one = "one expert from nothing"
    return [
      make(one, 1, nil, inputs),
      make("twelve experts from nothing", 12, .times(7, of: one), inputs),
    ]
  }

  private static func make(
    _ name: String, _ expertCount: Int, _ limit: Limit?, _ inputs: BenchmarkInputs
  ) -> Benchmark {
    let count = inputs.scale.count(1_000_000)
    return Benchmark(name, .sharedColumns, count: expertCount * count, limit: limit) {
      let input = ReplayInput(series: [inputs.minutes])
      return .work(
        TimedWork(
          { () throws(LocatedError) in
            let cache = ColumnCache()
            return try records(expertCount, workers: inputs.workers) {
              expert throws(LocatedError) in
              try Replay.run(expert, over: input, rules: rules, cache: cache)
            }
          },
          outcome: { records throws(LocatedError) in
            try outcome(records, "\(inputs.workers) workers")
          },
          expected: { () throws(LocatedError) in
            let cache = ColumnCache()
            let expected = try records(expertCount, workers: inputs.workers) {
              expert throws(LocatedError) in
              try Replay.runReference(expert, over: input, rules: rules, cache: cache)
            }
            return try outcome(expected, "")
          }))
    }
  }

  private static func records(
    _ count: Int, workers: Int,
    _ replay: @Sendable (any Expert) throws(LocatedError) -> RunRecord
  ) throws(LocatedError) -> [RunRecord] {
    try parallelMap(count: count, workers: workers) { index throws(LocatedError) in
      try replay(MovingAverageCross(fast: 8 + index % 4, slow: 28 + index % 6))
    }.compactMap(\.self)
  }

  private static func outcome(
    _ records: [RunRecord], _ remark: String
  ) throws(LocatedError) -> Outcome {
    try Outcome(summing: records.map { record throws(LocatedError) in try Outcome(record) }, remark)
  }
}

extension Outcome {
  /// Several outcomes as one: sums, and a hash of the hashes in their order.
  init(summing outcomes: [Outcome], _ remark: String) throws(LocatedError) {
    var hash = BitHash()
    for outcome in outcomes { hash.combine(outcome.hash ?? 0) }
    self.init(
      trades: outcomes.reduce(0) { $0 + ($1.trades ?? 0) },
      equity: outcomes.reduce(0) { $0 + ($1.equity ?? 0) }, hash: hash.value, remark: remark)
  }
}
