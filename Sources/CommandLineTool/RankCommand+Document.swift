import Analysis
import Contests
import Files
import Formats
import Market
import Replay
import Rosters
import Trading

/// Standings as a document for machines; numbers that do not exist are null with a reason.
struct RankDocument: Encodable {
  struct Measure: Encodable {
    let id: String
    let value: Double?
    let missing: String?
    let sampleSize: Int
    let standardError: Double?
    let formula: String

    init(_ metric: Metric) {
      id = metric.id.rawValue
      value = metric.value
      missing = metric.missing?.code
      sampleSize = metric.sampleSize
      standardError = metric.standardError
      formula = metric.formulaID
    }
  }

  struct Row: Encodable {
    let agent: String
    let kind: String
    let family: String
    let inputs: [String: String]
    let symbols: [String]?
    let rank: Int?
    let rankLow: Int?
    let rankHigh: Int?
    let probabilityOfBest: Double?
    let score: Double?
    let scoreError: Double?
    let scoreLow: Double?
    let scoreHigh: Double?
    let tiedWith: [String]
    let reason: String?
    let warnings: [String]
    let finalEquity: Double?
    let fills: Int
    /// How many of its accounts took which code path.
    let codePaths: [String: Int]
    let fees: Double
    let slippage: Double
    let metrics: [Measure]
  }

  struct Prediction: Encodable {
    let lookback: Int
    let horizon: Int
    let periods: Int
    let meanCorrelation: Double
    let deviation: Double
    let tStatistic: Double
    let pValue: Double
  }

  struct Headline: Encodable {
    let agent: String
    let trials: Int
    let sharpe: Measure
    let probabilistic: Measure
    let deflated: Measure
  }

  struct Series: Encodable {
    let symbol: String
    let timeframe: String
    let bars: Int
    let first: String
    let last: String
  }

  let version: String
  let name: String?
  let first: String
  let last: String
  let days: Int
  let periodsPerYear: Int
  let convention: String
  let capital: Double
  let score: String
  let draws: Int
  let blockLength: Int
  let confidence: Double
  let seed: UInt64
  let interrupted: Bool
  let data: [Series]
  let dataFingerprint: String
  let standings: [Row]
  let ties: [[String]]
  let prediction: Prediction?
  let headline: Headline?
  let conventions: [String]
  let warnings: [String]

  init(_ result: RankResult) {
    let standings = result.record.standings
    let contest = result.record.contest
    version = CommandLineTool.version
    name = result.name
    first = standings.window.first.description
    last = standings.window.last.description
    days = standings.window.count
    periodsPerYear = standings.window.periodsPerYear
    convention = contest.rulebook.rules.fills.name
    capital = contest.rulebook.rules.initialCapital
    score = standings.score.rawValue
    draws = standings.resampling.draws
    blockLength = standings.blockLength
    confidence = standings.resampling.confidence
    seed = contest.seed
    interrupted = result.record.isInterrupted
    data = result.prepared.data.map {
      Series(
        symbol: $0.series.instrument.symbol, timeframe: $0.series.timeframe.description,
        bars: $0.series.count, first: $0.series.date(0).description,
        last: $0.series.date($0.series.count - 1).description)
    }
    dataFingerprint = result.dataFingerprint
    self.standings = standings.rows.compactMap { row in
      result.record[row.agent].map { Row(row, $0) }
    }
    ties = standings.ties
    prediction = standings.prediction.map(Prediction.init)
    headline = standings.headline.map(Headline.init)
    conventions = standings.conventions
    warnings = standings.warnings + result.prepared.warnings
  }
}

extension RankDocument.Row {
  init(_ row: Standings.Row, _ record: AgentRecord) {
    agent = row.agent
    kind = row.kind.rawValue
    family = record.agent.family
    inputs = Dictionary(
      record.agent.inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    symbols = record.agent.symbols
    rank = row.rank
    rankLow = row.rankInterval?.lowerBound
    rankHigh = row.rankInterval?.upperBound
    probabilityOfBest = row.probabilityOfBest
    score = row.score
    scoreError = row.scoreError
    scoreLow = row.scoreInterval?.lowerBound
    scoreHigh = row.scoreInterval?.upperBound
    tiedWith = row.tiedWith
    reason = row.reason
    warnings = row.warnings
    finalEquity = record.isRanked ? record.finalEquity : nil
    fills = record.fillCount
    codePaths = Dictionary(record.paths.map { ($0.rawValue, 1) }, uniquingKeysWith: +)
    fees = record.fees
    slippage = record.slippageCost
    metrics = row.metrics.map(RankDocument.Measure.init)
  }
}

extension RankDocument.Prediction {
  init(_ result: PredictionResult) {
    lookback = result.plan.lookback
    horizon = result.plan.horizon
    periods = result.periodCount
    meanCorrelation = result.meanCorrelation
    deviation = result.deviation
    tStatistic = result.tStatistic
    pValue = result.pValue
  }
}

extension RankDocument.Headline {
  init(_ headline: Standings.Headline) {
    agent = headline.agent
    trials = headline.trialCount
    sharpe = .init(headline.sharpe)
    probabilistic = .init(headline.probabilistic)
    deflated = .init(headline.deflated)
  }
}
