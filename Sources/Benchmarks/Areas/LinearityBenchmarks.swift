import Contests
import Experts
import Formats
import Market
import Replay
import Trading

/// The same work in four sizes, over three decades: nanoseconds each should stay the same.
enum LinearityBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let bars = [10_000, 100_000, 1_000_000, 10_000_000].map(inputs.scale.count)
    let sizes = inputs.scale == .full ? [1, 10, 100, 1_000] : [1, 10]
    return bars.map { Self.bars($0, barByBar: false) } + bars.map { Self.bars($0, barByBar: true) }
      + sizes.map { agents($0, inputs) } + sizes.map { symbols($0, isStaggered: false, inputs) }
      + sizes.map { symbols($0, isStaggered: true, inputs) }
      + sizes.map { brackets($0, inputs) } + sizes.map { sleeves($0, inputs) }
  }

  private static func bars(_ count: Int, barByBar: Bool) -> Benchmark {
    let name = "\(grouped(count)) bars, " + (barByBar ? "reference path" : "columns")
    return Benchmark(name, .linearity, count: count) {
      let inputs = BenchmarkInputs(scale: .full)
      inputs.minutes = RandomMarket.minutes(count)
      // Costs eat the account of a million within three million bars; this one lasts.
      let cross = CrossReplay(inputs, .tradingview, capital: 1e8)
      return .work(
        barByBar
          ? cross.reference(heldToLoop: true)
          : cross.columns(atHand: false, reusing: RunBuffers()))
    }
  }

  /// Agents in a contest over one symbol.
  private static func agents(_ count: Int, _ inputs: BenchmarkInputs) -> Benchmark {
    let days = max(120, inputs.scale.count(2_520))
    return contest(
      "contest of \(grouped(count)) agents", agents: count, symbols: 1, days: days, inputs)
  }

  /// Symbols in a contest, each a sleeve of every agent.
  private static func sleeves(_ count: Int, _ inputs: BenchmarkInputs) -> Benchmark {
    contest(
      "contest on \(grouped(count)) symbols", agents: 4, symbols: count,
      days: inputs.scale == .full ? 252 : 120, inputs)
  }

  private static func contest(
    _ name: String, agents: Int, symbols: Int, days: Int, _ inputs: BenchmarkInputs
  ) -> Benchmark {
    Benchmark(name, .linearity, count: agents * symbols * days) { () throws(LocatedError) in
      func make(barByBar: Bool) throws(LocatedError) -> Contest {
        try ContestBenchmarks.contest(
          ContestBenchmarks.agents(agents, barByBar: barByBar), symbols, days: days, draws: 200)
      }
      let contest = try make(barByBar: false)
      let plain = try make(barByBar: true)
      return .work(
        TimedWork(
          { Referee.run(contest, workers: inputs.workers) },
          outcome: { ContestBenchmarks.outcome($0, "\(inputs.workers) workers") },
          expected: { ContestBenchmarks.outcome(Referee.run(plain, workers: 1), "") }))
    }
  }

  /// Symbols in one account, traded once a month.
  private static func symbols(
    _ count: Int, isStaggered: Bool, _ inputs: BenchmarkInputs
  ) -> Benchmark {
    let days = inputs.scale == .tiny ? 126 : 252
    let name = "\(grouped(count)) symbols" + (isStaggered ? ", closes one by one" : "")
    return Benchmark(name, .linearity, count: count * days) {
      let momentum = MomentumCase(
        symbols: count, days: days, count: max(1, min(10, count / 10)), lookback: 42, skip: 5)
      return .work(momentum.work(isStaggered: isStaggered))
    }
  }

  /// Symbols in one account, each held with a stop and a target.
  private static func brackets(_ count: Int, _ inputs: BenchmarkInputs) -> Benchmark {
    let days = inputs.scale == .tiny ? 60 : 252
    return Benchmark("\(grouped(count)) symbols, brackets", .linearity, count: count * days) {
      .work(RestingBrackets.work(symbols: count, days: days))
    }
  }

  private static func grouped(_ count: Int) -> String {
    NumberFormat.fixed(Double(count), decimals: 0, isGrouped: true)
  }
}
