import Kernels
import Platform

/// What resampled scores say about the places of agents.
///
/// The interval of a place holds the true one with the confidence asked for, even where agents are
/// equally good (M. Mogstad, J. Romano, A. Shaikh and D. Wilhelm, "Inference for Ranks with
/// Applications to Mobility across Neighborhoods and Academic Achievement across Countries", 2024):
/// an agent is placed above or below another only if the interval of their difference, widened
/// until those against all others hold together, leaves out 0. Counting how often an agent came
/// third among the draws would look sharper and be wrong too often.
package struct RankInference: Sendable {
  /// What is said about one agent.
  package struct Place: Sendable {
    /// Its place by the observed score; equal scores share the best of their places.
    package let rank: Int
    /// The places among which the true one lies.
    package let interval: ClosedRange<Int>
    /// The share of draws in which it was the best; ties share.
    package let probabilityOfBest: Double
    /// The standard deviation of its score over the draws.
    package let scoreError: Double
    /// Where the true score lies: symmetric about the observed one.
    package let scoreInterval: ClosedRange<Double>
    /// The agents from which it cannot be told apart, ascending.
    package let inseparable: [Int]
  }

  /// One for each agent, in their order.
  package let places: [Place]

  /// Judges draws.
  /// - Complexity: O(agents² · draws) time.
  package init(_ draws: ScoreDraws, confidence: Double, workers: Int = 1) {
    let best = Self.probabilitiesOfBest(draws)
    let scores = draws.observed
    let found = parallelMap(count: draws.agentCount, workers: workers) { agent in
      let pairs = PairwiseDraws(draws, agent, confidence: confidence)
      let above = scores.indices.count { $0 != agent && pairs.isBelow($0) }
      let below = scores.indices.count { $0 != agent && pairs.isAbove($0) }
      let own = Self.interval(of: agent, draws, confidence)
      return Place(
        rank: 1 + scores.count { $0 > scores[agent] },
        interval: (1 + above)...(scores.count - below), probabilityOfBest: best[agent],
        scoreError: own.error,
        scoreInterval: (scores[agent] - own.reach)...(scores[agent] + own.reach),
        inseparable: scores.indices.filter {
          $0 != agent && !pairs.isBelow($0) && !pairs.isAbove($0)
        })
    }
    places = found.compactMap(\.self)
  }

  private static func probabilitiesOfBest(_ draws: ScoreDraws) -> [Double] {
    var wins = [Double](repeating: 0, count: draws.agentCount)
    for draw in 0..<draws.drawCount {
      var best = -Double.infinity
      var count = 0
      for agent in 0..<draws.agentCount {
        let score = draws[draw, agent]
        if score > best { (best, count) = (score, 1) } else if score == best { count += 1 }
      }
      for agent in 0..<draws.agentCount where draws[draw, agent] == best {
        wins[agent] += 1 / Double(count)
      }
    }
    return wins.map { $0 / Double(draws.drawCount) }
  }

  /// How far the drawn scores lie from the observed one, with a confidence.
  private static func interval(
    of agent: Int, _ draws: ScoreDraws, _ confidence: Double
  ) -> (error: Double, reach: Double) {
    let own = (0..<draws.drawCount).map { draws[$0, agent] }
    let error = draws.drawCount > 1 ? Reduce.standardDeviation(own.span) : 0
    var distances = own.map { abs($0 - draws.observed[agent]) }
    return (error, upperQuantile(&distances, confidence))
  }

  /// The value that at least a share of the numbers do not exceed.
  ///
  /// The order statistic that makes a resampling interval keep its level with few draws.
  static func upperQuantile(_ values: inout [Double], _ share: Double) -> Double {
    values.sort()
    let place = Int((Double(values.count + 1) * share).rounded(.up))
    return values[min(max(place, 1), values.count) - 1]
  }
}

/// The differences between one agent's score and all others', over the draws.
private struct PairwiseDraws {
  /// Observed differences, the agent's less the other's.
  private let differences: [Double]
  /// How large a difference must be to count, for each other agent.
  private let reaches: [Double]

  init(_ draws: ScoreDraws, _ agent: Int, confidence: Double) {
    let observed = draws.observed
    differences = observed.map { observed[agent] - $0 }
    let errors = Self.errors(draws, agent)
    var largest = [Double](repeating: 0, count: draws.drawCount)
    for draw in 0..<draws.drawCount {
      let own = draws[draw, agent]
      var worst = 0.0
      for other in observed.indices where errors[other] > 0 {
        let distance = abs(own - draws[draw, other] - differences[other])
        worst = max(worst, distance / errors[other])
      }
      largest[draw] = worst
    }
    let critical = RankInference.upperQuantile(&largest, confidence)
    reaches = errors.map { $0 * critical }
  }

  /// Standard deviations of the differences over the draws; 0 for the agent itself and its equals.
  private static func errors(_ draws: ScoreDraws, _ agent: Int) -> [Double] {
    let count = Double(draws.drawCount)
    var sums = [Double](repeating: 0, count: draws.agentCount)
    var squares = sums
    for draw in 0..<draws.drawCount {
      let own = draws[draw, agent] - draws.observed[agent]
      for other in 0..<draws.agentCount {
        let distance = own - (draws[draw, other] - draws.observed[other])
        sums[other] += distance
        squares[other] += distance * distance
      }
    }
    return zip(sums, squares).map { sum, square in
      max(0, (square - sum * sum / count) / max(count - 1, 1)).squareRoot()
    }
  }

  /// Whether the agent is worse than another beyond doubt.
  func isBelow(_ other: Int) -> Bool { differences[other] < -reaches[other] }

  /// Whether the agent is better than another beyond doubt.
  func isAbove(_ other: Int) -> Bool { differences[other] > reaches[other] }
}
