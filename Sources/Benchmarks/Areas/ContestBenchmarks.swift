import Analysis
import Contests
import Experts
import Formats
import Market
import Replay
import Trading

/// The speed of a contest: twelve agents on twenty symbols over twelve years, with its bootstrap.
enum ContestBenchmarks {
  private static let agentCount = 12
  private static let symbolCount = 20

  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    // A contest needs days enough for its scores, however small the benchmark.
    let days = max(120, inputs.scale.count(3_024))
    let draws = max(20, inputs.scale.count(2_000))
    return [ranking(days, draws, inputs), bootstrap(days, draws, inputs)]
  }

  private static func ranking(_ days: Int, _ draws: Int, _ inputs: BenchmarkInputs) -> Benchmark {
    let count = days * agentCount * symbolCount
    return Benchmark("rank 12 agents × 20 symbols", .contest, count: count) {
      () throws(LocatedError) in
      let contest = try Self.contest(agents(agentCount), symbolCount, days: days, draws: draws)
      let plain = try Self.contest(
        agents(agentCount, barByBar: true), symbolCount, days: days, draws: draws)
      return .work(
        TimedWork(
          { Referee.run(contest, workers: inputs.workers) },
          outcome: { outcome($0, "\(inputs.workers) workers") },
          expected: { outcome(Referee.run(plain, workers: 1), "") }))
    }
  }

  private static func bootstrap(_ days: Int, _ draws: Int, _ inputs: BenchmarkInputs) -> Benchmark {
    Benchmark("bootstrap of 14 agents", .contest, count: days * (agentCount + 2)) {
      () throws(LocatedError) in
      let contest = try Self.contest(agents(agentCount), symbolCount, days: days, draws: draws)
      let returns = Referee.run(contest, workers: inputs.workers).records.map(\.returns)
      @Sendable func places(_ workers: Int) -> Outcome {
        let scores = ScoreDraws(
          returns: returns, score: .sharpe, periodsPerYear: 252, draws: draws, blockLength: 10,
          seed: 1, workers: workers)
        let places = RankInference(scores, confidence: 0.95, workers: workers).places
        var hash = BitHash()
        for place in places {
          hash.combine(UInt64(place.interval.lowerBound))
          hash.combine(UInt64(place.interval.upperBound))
        }
        let widest = places.map { $0.interval.count }.max() ?? 0
        return Outcome(hash: hash.value, remark: "widest interval \(widest)")
      }
      return .work(
        TimedWork({ places(inputs.workers) }, outcome: { $0 }, expected: { places(1) }))
    }
  }

  /// Crosses of averages, from fast to slow.
  ///
  /// - Parameter barByBar: Whether they are replayed event by event.
  static func agents(_ count: Int, barByBar: Bool = false) -> [Agent] {
    (0..<count).map { index in
      let expert = MovingAverageCross(
        fast: 5 + 3 * (index % 16), slow: 20 + 12 * (index % 16) + index / 16,
        sellsShort: index % 2 == 1)
      return Agent("cross \(index)", .sleeves(barByBar ? BarByBar(expert) : expert))
    }
  }

  static func contest(
    _ agents: [Agent], _ symbols: Int, days: Int, draws: Int
  ) throws(LocatedError) -> Contest {
    try Contest(
      agents: agents, series: (0..<symbols).map { RandomMarket.days(days, symbol: $0) },
      rulebook: Rulebook(resampling: Resampling(draws: draws)), benchmark: BuyAndHold())
  }

  /// What came of a contest: the bits of every agent's daily returns, and the best.
  static func outcome(_ record: ContestRecord, _ remark: String) -> Outcome {
    var hash = BitHash()
    for agent in record.records {
      hash.combine(agent.name)
      hash.combine(agent.returns)
    }
    for row in record.standings.rows {
      hash.combine(row.agent)
      hash.combine(row.score?.bitPattern ?? 0)
    }
    let best = record.standings.rows.first.map { "best \($0.agent)" } ?? "nobody ranked"
    return Outcome(
      trades: record.records.reduce(0) { $0 + $1.trades.count },
      equity: record.records.reduce(0) { $0 + $1.finalEquity }, hash: hash.value,
      remark: remark.isEmpty ? best : best + ", " + remark)
  }
}

/// An expert without its column form, so that it is replayed event by event.
struct BarByBar: Expert {
  private let expert: any Expert

  init(_ expert: any Expert) { self.expert = expert }

  var requirements: Requirements { expert.requirements }

  func makeSession() throws(ExpertFailure) -> any ExpertSession { try expert.makeSession() }
}
