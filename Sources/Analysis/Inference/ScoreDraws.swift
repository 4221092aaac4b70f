import Kernels
import Platform

/// The scores of agents on their history, and on histories drawn anew from it in blocks of days.
///
/// The circular block bootstrap (Politis and Romano 1992): blocks of consecutive days, wrapping at
/// the end, are drawn until as many days are together. Every draw takes the same days for all
/// agents, so that what moves all of them alike does not blur their differences.
package struct ScoreDraws: Sendable {
  /// How many agents there are.
  package let agentCount: Int
  /// How many draws there are.
  package let drawCount: Int
  /// Days in a block.
  package let blockLength: Int
  /// The scores on the history as it was.
  package let observed: [Double]
  /// The scores of every draw: all agents of the first draw, then of the second.
  package let scores: [Double]

  private static let purpose: UInt64 = 0x626f_6f74

  /// Draws histories; the result depends on neither the order of agents nor `workers`.
  ///
  /// - Parameters:
  ///   - returns: The daily returns of each agent, columns of one length of at least 2.
  ///   - blockLength: Days in a block, at least 1; longer than the history counts as its length.
  /// - Complexity: O(draws · agents · days / block length) time.
  package init(
    returns: [[Double]], score: Score, periodsPerYear: Int, draws: Int, blockLength: Int,
    seed: UInt64, workers: Int = 1
  ) {
    agentCount = returns.count
    drawCount = draws
    let dayCount = returns.first?.count ?? 0
    precondition(returns.allSatisfy { $0.count == dayCount }, "each agent has a return a day")
    let length = max(1, min(blockLength, dayCount))
    self.blockLength = length
    observed = returns.map { score.value(of: $0.span, periodsPerYear: periodsPerYear) }
    guard dayCount >= 2, agentCount > 0 else {
      scores = [Double](repeating: 0, count: draws * returns.count)
      return
    }
    let totals = RunningTotals(returns, score)
    // Pieces of some hundred draws are a millisecond of work each.
    let pieceLength = 128
    let pieces = parallelMap(count: (draws + pieceLength - 1) / pieceLength, workers: workers) {
      let first = $0 * pieceLength
      return totals.scores(
        draws: first..<min(first + pieceLength, draws), blockLength: length,
        periodsPerYear: Double(periodsPerYear), seed: seed, purpose: Self.purpose)
    }
    scores = pieces.flatMap { $0 ?? [] }
  }

  /// The score of an agent in a draw.
  @inline(__always)
  package subscript(draw: Int, agent: Int) -> Double { scores[draw * agentCount + agent] }
}

/// Running totals of every agent's terms, side by side, so that a block is one subtraction each.
private struct RunningTotals: Sendable {
  let score: Score
  let agentCount: Int
  let dayCount: Int
  /// Numbers a day: the terms of the first agent, then of the second.
  let width: Int
  /// The totals before each day, and after the last.
  let totals: [Double]

  init(_ returns: [[Double]], _ score: Score) {
    let terms = score.termCount
    let width = returns.count * terms
    let dayCount = returns[0].count
    var totals = [Double](repeating: 0, count: (dayCount + 1) * width)
    for (agent, column) in returns.enumerated() {
      var first = CompensatedSum()
      var second = CompensatedSum()
      for day in 0..<dayCount {
        let added = score.terms(column[day])
        first.add(added.first)
        second.add(added.second)
        let place = (day + 1) * width + agent * terms
        totals[place] = first.value
        if terms == 2 { totals[place + 1] = second.value }
      }
    }
    self.score = score
    self.agentCount = returns.count
    self.dayCount = dayCount
    self.width = width
    self.totals = totals
  }

  func scores(
    draws: Range<Int>, blockLength: Int, periodsPerYear: Double, seed: UInt64, purpose: UInt64
  ) -> [Double] {
    var output: [Double] = []
    output.reserveCapacity(draws.count * agentCount)
    var sums = [Double](repeating: 0, count: width)
    for draw in draws {
      var stream = RandomStream(seed: seed, stream: UInt64(draw), purpose: purpose)
      for index in sums.indices { sums[index] = 0 }
      var missing = dayCount
      while missing > 0 {
        let start = stream.nextIndex(below: dayCount)
        let end = start + min(blockLength, missing)
        missing -= end - start
        add(start, min(end, dayCount), to: &sums)
        if end > dayCount { add(0, end - dayCount, to: &sums) }
      }
      let terms = score.termCount
      for agent in 0..<agentCount {
        let first = sums[agent * terms]
        output.append(
          score.value(
            first, terms == 2 ? sums[agent * terms + 1] : 0, count: Double(dayCount),
            periodsPerYear: periodsPerYear))
      }
    }
    return output
  }

  /// Adds the terms of the days from `start` up to but without `end`.
  @inline(__always)
  private func add(_ start: Int, _ end: Int, to sums: inout [Double]) {
    let before = totals.span.extracting(start * width..<(start + 1) * width)
    let after = totals.span.extracting(end * width..<(end + 1) * width)
    var output = sums.mutableSpan
    for index in 0..<width { output[index] += after[index] - before[index] }
  }
}
