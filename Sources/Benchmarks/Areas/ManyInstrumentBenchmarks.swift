import Contests
import Experts
import Formats
import Market
import Replay
import Trading

/// One account over many instruments: monthly momentum with fees, slippage and a cash margin.
enum ManyInstrumentBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    // A tenth of the symbols, because a tenth of the days would hold no year to look back on.
    let symbols = max(20, inputs.scale.count(500))
    let days = inputs.scale == .tiny ? 600 : 2_520
    let momentum = MomentumCase(symbols: symbols, days: days, count: symbols / 10)
    let count = symbols * days
    return [
      Benchmark("momentum, plain loop", .manyInstruments, count: count) {
        let series = momentum.series
        return .work(TimedWork({ momentum.plain.run(series) }, outcome: { $0 }))
      },
      Benchmark(
        "momentum, closes together", .manyInstruments, count: count, limit: .milliseconds(150)
      ) {
        .work(momentum.work(isStaggered: false))
      },
      Benchmark("momentum, closes one by one", .manyInstruments, count: count) {
        .work(momentum.work(isStaggered: true))
      },
    ]
  }
}

/// Monthly momentum over a universe.
struct MomentumCase {
  let symbols: Int
  let days: Int
  /// How many instruments are held.
  let count: Int
  var lookback = 252
  var skip = 21

  /// The rules of a contest under the strict convention, with a fee.
  static let rules: TradingRules = {
    var rules = Rulebook.strictRules
    rules.initialCapital = 10_000_000
    rules.fees = FeeModel(rate: 0.001)
    return rules
  }()

  /// Bars with so much volume that the convention's cap on a bar's fills is worked out but not met.
  var series: [BarSeries] {
    (0..<symbols).map { RandomMarket.days(days, symbol: $0, volume: 1e9) }
  }

  var plain: PlainMomentum {
    PlainMomentum(
      count: count, lookback: lookback, skip: skip, capital: Self.rules.initialCapital,
      fee: Self.rules.fees.takerRate, slippage: Self.rules.slippage.basisPoints * 1e-4)
  }

  /// The replay.
  ///
  /// - Parameter isStaggered: Whether each symbol's day begins a second after the one before.
  func work(isStaggered: Bool) -> TimedWork {
    let same = series
    let series =
      isStaggered
      ? same.enumerated().map { RandomMarket.delayed($1, seconds: Int64($0)) } : same
    let input = ReplayInput(series: series)
    let expert = CrossSectionalMomentum(count: count, lookback: lookback, skip: skip)
    return TimedWork(
      { () throws(LocatedError) in try Replay.run(expert, over: input, rules: Self.rules) },
      outcome: Outcome.init, expected: isStaggered ? nil : { plain.run(same) })
  }
}
