import Kernels
import Platform
import TestSupport
import Testing

@testable import Analysis

@Suite struct RankInferenceTests {
  /// Daily returns of agents that share a market: each has half its variance from it.
  static func market(
    agents: Int, days: Int, sharpe: [Double] = [], rho: Double = 0, seed: UInt64
  ) -> [[Double]] {
    var stream = RandomStream(seed: seed, stream: 1, purpose: 77)
    var states = [Double](repeating: 0, count: agents + 1)
    var returns = [[Double]](repeating: [], count: agents)
    for _ in 0..<days {
      for index in states.indices {
        states[index] =
          rho * states[index] + (1 - rho * rho).squareRoot() * stream.nextNormal()
      }
      for agent in 0..<agents {
        let deviation = 0.005 * Double(agent + 1)
        let noise = (states[agents] + states[agent]) * (0.5).squareRoot()
        let mean = agent < sharpe.count ? sharpe[agent] : 0.05
        returns[agent].append(deviation * (mean + noise))
      }
    }
    return returns
  }

  static func draws(
    _ returns: [[Double]], draws: Int = 500, blockLength: Int = 5, score: Score = .sharpe,
    workers: Int = 1, seed: UInt64 = 3
  ) -> ScoreDraws {
    ScoreDraws(
      returns: returns, score: score, periodsPerYear: 252, draws: draws,
      blockLength: blockLength, seed: seed, workers: workers)
  }

  @Test(
    "intervals hold the truth in 93 to 97 of 100 histories",
    arguments: [(0.0, 4), (0.15, 10)])
  func coverage(rho: Double, blockLength: Int) {
    let histories = 600
    let outcomes = parallelMap(count: histories, workers: 2) { index in
      let returns = Self.market(agents: 3, days: 250, rho: rho, seed: UInt64(index + 1))
      let draws = Self.draws(returns, draws: 199, blockLength: blockLength, seed: UInt64(index))
      let places = RankInference(draws, confidence: 0.95).places
      let truth = 0.05 * (252.0).squareRoot()
      // All are equally good, so that every place is a true one.
      return (places[0].interval == 1...3, places[1].scoreInterval.contains(truth))
    }.compactMap(\.self)
    let ranks = Double(outcomes.count { $0.0 }) / Double(histories)
    let scores = Double(outcomes.count { $0.1 }) / Double(histories)
    #expect(
      (0.93...0.97).contains(ranks) && (0.93...0.97).contains(scores),
      "places \(ranks), scores \(scores)")
  }

  @Test func `identical agents tie, and nobody else is drawn into it`() {
    let two = Self.market(agents: 1, days: 200, seed: 5)
    let places = RankInference(Self.draws(two + two), confidence: 0.95).places
    let weak = two[0].map { $0 - 0.01 }
    let three = RankInference(Self.draws(two + two + [weak]), confidence: 0.95).places
    var found = Mismatches()
    found.check("ranks", places.map(\.rank), equals: [1, 1])
    found.check("intervals", places.map(\.interval), equals: [1...2, 1...2])
    found.check("chances", places.map(\.probabilityOfBest), equals: [0.5, 0.5])
    found.check("ranks of three", three.map(\.rank), equals: [1, 1, 3])
    found.check("intervals of three", three.map(\.interval), equals: [1...2, 1...2, 3...3])
    found.check("inseparable", three.map(\.inseparable), equals: [[1], [0], []])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `clear differences are seen, and unclear ones are not`() {
    let clear = Self.market(agents: 3, days: 1_000, sharpe: [-0.3, 0, 0.3], seed: 8)
    let unclear = Self.market(agents: 3, days: 1_000, sharpe: [0, 0.005, 0.01], seed: 8)
    let first = RankInference(Self.draws(clear), confidence: 0.95).places
    let second = RankInference(Self.draws(unclear), confidence: 0.95).places
    #expect(first.map(\.interval) == [3...3, 2...2, 1...1])
    #expect(second.map(\.interval) == [1...3, 1...3, 1...3])
    #expect(first[2].probabilityOfBest == 1 && second.allSatisfy { $0.probabilityOfBest < 0.9 })
  }

  @Test func `permuting agents and workers permutes the result to the bit`() {
    let returns = Self.market(agents: 5, days: 300, seed: 9)
    let order = [3, 0, 4, 1, 2]
    let draws = Self.draws(returns)
    let other = Self.draws(order.map { returns[$0] }, workers: 4)
    let places = RankInference(draws, confidence: 0.9).places
    let otherPlaces = RankInference(other, confidence: 0.9, workers: 3).places
    var found = Mismatches()
    for (index, agent) in order.enumerated() {
      let (left, right) = (otherPlaces[index], places[agent])
      found.check("rank", left.rank, equals: right.rank)
      found.check("interval", left.interval, equals: right.interval)
      found.check("scores", left.scoreInterval, equals: right.scoreInterval)
      found.check("chance", left.probabilityOfBest, hasBitsOf: right.probabilityOfBest)
      let drawn = (0..<500).map { other[$0, index] }
      found.check("draws", drawn, equals: (0..<500).map { draws[$0, agent] })
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(
    "a draw is the score of the days it took",
    arguments: [(Score.sharpe, 1), (.sharpe, 7), (.growth, 40), (.growth, 90)])
  func drawsAreScores(score: Score, blockLength: Int) {
    // The same days, picked one by one from the same stream.
    let returns = Self.market(agents: 2, days: 60, seed: 12)
    let draws = Self.draws(returns, draws: 20, blockLength: blockLength, score: score)
    var found = Mismatches()
    for draw in 0..<20 {
      var stream = RandomStream(seed: 3, stream: UInt64(draw), purpose: 0x626f_6f74)
      var days: [Int] = []
      while days.count < 60 {
        let start = stream.nextIndex(below: 60)
        days += (start..<(start + min(blockLength, 60 - days.count))).map { $0 % 60 }
      }
      for agent in 0..<2 {
        let column = days.map { returns[agent][$0] }
        found.check(
          "draw \(draw)", draws[draw, agent],
          equals: score.value(of: column.span, periodsPerYear: 252), relative: 1e-9,
          absolute: 1e-12)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `scores are the metrics of the same name`() {
    var generator = SeededGenerator.fromEnvironment(or: 21)
    let returns = Sample.randomReturns(300, &generator)
    let analysis = PerformanceAnalysis(Sample.input(returns))
    var found = Mismatches()
    for (score, id): (Score, MetricID) in [(.sharpe, .sharpe), (.growth, .cagr)] {
      let value = score.value(of: returns.span, periodsPerYear: 252)
      found.check("\(score)", value, equals: analysis[id]?.value ?? .nan, relative: 1e-10)
    }
    let zeros = [Double](repeating: 0, count: 50)
    let constant = [Double](repeating: 0.001, count: 50)
    found.check("cash", Score.sharpe.value(of: zeros.span, periodsPerYear: 252), equals: 0)
    found.check("constant", Score.sharpe.value(of: constant.span, periodsPerYear: 252), equals: 0)
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  @Test func `rank correlation and its test are scipy's`() {
    // scipy 1.16: spearmanr and ttest_1samp.
    let correlation = RankCorrelation.spearman([1, 2, 2, 5, 4, 3.5, 0], [3, 1, 1, 7, 8, 2, 2.5])
    let test = RankCorrelation.tTest([0.1, -0.2, 0.3, 0.25, 0.05, 0.4])
    var found = Mismatches()
    found.check("ρ", correlation ?? .nan, equals: 0.41818181818181815, relative: 1e-12)
    found.check("t", test?.t ?? .nan, equals: 1.713120722160482, relative: 1e-12)
    found.check("p", test?.p ?? .nan, equals: 0.14736304882268514, relative: 1e-10)
    found.check("s", test?.deviation ?? .nan, equals: 0.21447610589527216, relative: 1e-12)
    found.require(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil, "no variation")
    found.require(RankCorrelation.tTest([0.3]) == nil, "one number")
    #expect(found.isEmpty, "\(found)")
  }
}
