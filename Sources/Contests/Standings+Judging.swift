import Analysis
import Kernels
import Trading

extension Standings {
  /// Ranks records.
  static func judge(
    _ records: [AgentRecord], in contest: Contest, workers: Int, pastTrials: [Trial]
  ) -> Standings {
    let panel = Panel(records, in: contest)
    let rulebook = contest.rulebook
    let blockLength = panel.blockLength(rulebook.resampling)
    let draws = ScoreDraws(
      returns: panel.scored, score: rulebook.score, periodsPerYear: contest.window.periodsPerYear,
      draws: rulebook.resampling.draws, blockLength: blockLength, seed: contest.seed,
      workers: workers)
    let inference = RankInference(
      draws, confidence: rulebook.resampling.confidence, workers: workers)
    let rows = panel.rows(draws, inference)
    let prediction = PredictionTest(
      returns: panel.contenders, plan: rulebook.prediction, score: rulebook.score,
      periodsPerYear: contest.window.periodsPerYear
    ).result
    let headline = Headline.make(rows, records, in: contest, pastTrials: pastTrials)
    var standings = Standings(
      rows: rows, score: rulebook.score, resampling: rulebook.resampling,
      blockLength: draws.blockLength, ties: ties(rows), prediction: prediction,
      headline: headline, window: contest.window, conventions: [], warnings: [])
    standings.conventions = standings.conventionLines(contest)
    standings.warnings = standings.warningLines(records, rulebook.rules)
    return standings
  }

  /// Groups of agents whose scores are equal to the last bit.
  private static func ties(_ rows: [Row]) -> [[String]] {
    var groups: [[String]] = []
    var last: Double?
    for row in rows {
      guard let score = row.score else { continue }
      if score == last {
        groups[groups.count - 1].append(row.agent)
      } else {
        groups.append([row.agent])
      }
      last = score
    }
    return groups.filter { $0.count > 1 }
  }
}

/// The records of a contest, sorted by what can be said about them.
private struct Panel {
  let records: [AgentRecord]
  /// Indices of the records that are compared by their scores.
  let alive: [Int]
  /// Indices of those that lost everything.
  let ruined: [Int]
  /// Indices of those that are not ranked.
  let unranked: [Int]
  /// The returns that are scored, of the records in `alive`.
  let scored: [[Double]]
  /// The same without the references.
  let contenders: [[Double]]

  init(_ records: [AgentRecord], in contest: Contest) {
    self.records = records
    alive = records.indices.filter { records[$0].outcome == .finished }
    ruined = records.indices.filter { records[$0].outcome == .ruined }
    unranked = records.indices.filter { !records[$0].isRanked }
    let cash = records.first { $0.name == Agent.cashName && $0.isRanked }?.returns
    let isOfExcess = contest.rulebook.score.isOfExcess
    scored = alive.map { index in
      let returns = records[index].returns
      guard isOfExcess, let cash else { return returns }
      // What rounding leaves of equal returns is no excess.
      return zip(returns, cash).map { abs($0 - $1) < 1e-12 ? 0 : $0 - $1 }
    }
    let rivals = alive.indices.filter { [alive] in records[alive[$0]].agent.kind != .reference }
    contenders = rivals.map { [scored] in scored[$0] }
  }

  /// The days of a block: what was asked for, or as long as the slowest dependence needs.
  ///
  /// At least the cube root of the days, the rate at which blocks should grow, because calm and
  /// wild days cluster even where returns do not.
  func blockLength(_ resampling: Resampling) -> Int {
    if let length = resampling.blockLength { return length }
    let least = Elementary.pow(Double(scored.first?.count ?? 1), 1.0 / 3)
    let longest = scored.map(BlockLength.circular).max() ?? 1
    return max(Int(least.rounded()), Int(longest.rounded(.up)), 1)
  }

  func rows(_ draws: ScoreDraws, _ inference: RankInference) -> [Standings.Row] {
    let order = alive.indices.sorted {
      let (left, right) = (draws.observed[$0], draws.observed[$1])
      return left != right ? left > right : $0 < $1
    }
    var position = [Int](repeating: 0, count: alive.count)
    for (place, index) in order.enumerated() { position[index] = place }
    let ranked = order.map { index in
      let place = inference.places[index]
      return Standings.Row(
        records[alive[index]], rank: place.rank, rankInterval: place.interval,
        probabilityOfBest: place.probabilityOfBest, score: draws.observed[index],
        scoreError: place.scoreError, scoreInterval: place.scoreInterval,
        tiedWith: place.inseparable.sorted { position[$0] < position[$1] }.map {
          records[alive[$0]].name
        })
    }
    let last = alive.count + 1
    let lost = ruined.map { index in
      Standings.Row(
        records[index], rank: last, rankInterval: last...(alive.count + ruined.count),
        probabilityOfBest: 0,
        tiedWith: ruined.filter { $0 != index }.map { records[$0].name })
    }
    return ranked + lost + unranked.map { Standings.Row(records[$0]) }
  }
}

extension Standings.Row {
  init(
    _ record: AgentRecord, rank: Int? = nil, rankInterval: ClosedRange<Int>? = nil,
    probabilityOfBest: Double? = nil, score: Double? = nil, scoreError: Double? = nil,
    scoreInterval: ClosedRange<Double>? = nil, tiedWith: [String] = []
  ) {
    self.init(
      agent: record.name, kind: record.agent.kind, rank: rank, rankInterval: rankInterval,
      probabilityOfBest: probabilityOfBest, score: score, scoreError: scoreError,
      scoreInterval: scoreInterval, tiedWith: tiedWith, metrics: record.metrics,
      reason: record.reason, warnings: record.warnings)
  }
}

extension Standings.Headline {
  /// The best agent that is no reference; nil if none has a Sharpe ratio.
  static func make(
    _ rows: [Standings.Row], _ records: [AgentRecord], in contest: Contest, pastTrials: [Trial]
  ) -> Standings.Headline? {
    let best = rows.first {
      $0.score != nil && $0.kind != .reference && $0[.sharpe]?.value != nil
    }
    guard let best, let record = records.first(where: { $0.name == best.agent }),
      let sharpe = record[.sharpe], let probabilistic = record[.probabilisticSharpe]
    else { return nil }
    let own = records.filter { $0.isRanked && $0.agent.kind != .reference }.map {
      Trial($0, dataFingerprint: "", window: contest.window)
    }
    var trials: [Trial] = []
    for trial in own + pastTrials where !trials.contains(where: trial.repeats) {
      trials.append(trial)
    }
    let evidence = TrialEvidence(sharpeRatios: trials.compactMap(\.sharpePerPeriod))
    return Standings.Headline(
      agent: best.agent, sharpe: sharpe, probabilistic: probabilistic,
      deflated: record.deflatedSharpe(evidence, in: contest), trialCount: trials.count)
  }
}

extension AgentRecord {
  fileprivate func deflatedSharpe(_ trials: TrialEvidence, in contest: Contest) -> Metric {
    let input = try? PerformanceInput(
      startEquity: startEquity, dailyEquity: equity, days: contest.window.days,
      periodsPerYear: contest.window.periodsPerYear,
      riskFree: contest.rulebook.rules.financing.creditRate, trials: trials)
    guard let input else { preconditionFailure("a measured record can be measured again") }
    return DeflatedSharpe.metric(ReturnRecord(input))
  }
}
