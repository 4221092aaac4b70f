import Analysis

extension Standings {
  static func judge(
    _ records: [AgentRecord], in contest: Contest, workers: Int, pastTrials: [Trial]
  ) -> Standings {
    let rows = records.map { record in
      Row(
        agent: record.name, kind: record.agent.kind, rank: nil, rankInterval: nil,
        probabilityOfBest: nil, score: nil, scoreError: nil, scoreInterval: nil, tiedWith: [],
        metrics: record.metrics, reason: record.reason, warnings: record.warnings)
    }
    return Standings(
      rows: rows, score: contest.rulebook.score, resampling: contest.rulebook.resampling,
      blockLength: 1, ties: [], prediction: nil, headline: nil, window: contest.window,
      conventions: [], warnings: [])
  }
}
