import Formats
import Platform
import Store
import Terminal

/// `tourney runs list`: the runs in the store.
enum RunsListCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let (runs, contests) = (try store.runs(), try store.contests())
    let output = StandardStream.output
    if arguments.has("json") {
      let document = ListDocument(
        runs: runs.map(RunEntry.init), contests: contests.map(ContestEntry.init))
      return output.write(try Document.json(document) + "\n")
    }
    if runs.isEmpty, contests.isEmpty {
      return output.write("no runs; 'tourney backtest' and 'tourney rank' keep some\n")
    }
    if !runs.isEmpty { output.write(table(runs)) }
    if !contests.isEmpty { output.write((runs.isEmpty ? "" : "\n") + table(contests)) }
  }

  private static func table(_ runs: [RunSummary]) -> String {
    var table = Table([
      .init("run", .right), .init("strategy"), .init("inputs"), .init("symbols"), .init("from"),
      .init("to"), .init("return", .right), .init("Sharpe", .right), .init("trades", .right),
      .init("saved (UTC)"),
    ])
    for run in runs {
      let earned = run.finalEquity / run.initialCapital - 1
      table.append([
        .init("\(run.id)"), .init(run.strategy), .init(run.inputs), .init(run.symbols),
        .init(run.firstDay ?? "-"), .init(run.lastDay ?? "-"),
        .init(NumberFormat.percent(earned, decimals: 2), .gain(earned)),
        .init(run.sharpe.map { NumberFormat.fixed($0, decimals: 2) } ?? "–"),
        .init("\(run.tradeCount)"), .init(run.savedAt),
      ])
    }
    let output = StandardStream.output
    return table.render(width: output.width, styling: .suited(to: output))
  }

  private static func table(_ contests: [StoredContest]) -> String {
    var table = Table([
      .init("contest", .right), .init("name"), .init("agents", .right), .init("symbols"),
      .init("from"), .init("to"), .init("first"), .init("saved (UTC)"),
    ])
    for contest in contests {
      let best = contest.standings.first
      table.append([
        contest.title, contest.name ?? "", "\(contest.standings.count)", contest.symbols,
        contest.configuration.first, contest.configuration.last, best?.agent ?? "–",
        contest.savedAt,
      ])
    }
    let output = StandardStream.output
    return table.render(width: output.width, styling: .suited(to: output))
  }
}

/// `tourney runs delete`: runs out of the store.
enum RunsDeleteCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.write)
    var runs: [RunSummary] = []
    var contests: [StoredContest] = []
    // All names are understood before anything is deleted.
    for name in arguments.arguments {
      if let contest = try store.contest(named: name) {
        contests.append(contest)
      } else {
        let run = try store.run(named: name)
        if !runs.contains(run) { runs.append(run) }
      }
    }
    try store.deleteRuns(runs.map(\.id))
    try store.deleteContests(contests.map(\.id))
    if !arguments.has("quiet") {
      for run in runs {
        StandardStream.output.write("deleted run \(run.id) (\(run.fingerprint.prefix(12)))\n")
      }
      for contest in contests {
        StandardStream.output.write(
          "deleted contest \(contest.title) (\(contest.fingerprint.prefix(12)))\n")
      }
    }
  }
}

/// The list for machines.
private struct ListDocument: Encodable {
  let runs: [RunEntry]
  let contests: [ContestEntry]
}

/// A contest in the list and by itself, for machines.
struct ContestEntry: Encodable {
  struct Row: Encodable {
    let agent: String
    let kind: String
    let rank: Int?
    let rankLow: Int?
    let rankHigh: Int?
    let probabilityOfBest: Double?
    let score: Double?
    let finalEquity: Double
    let reason: String?
  }

  let id: String
  let fingerprint: String
  let name: String?
  let symbols: [String]
  let version: String
  let savedAt: String
  let configuration: ContestConfiguration
  let standings: [Row]

  init(_ contest: StoredContest) {
    id = contest.title
    fingerprint = contest.fingerprint
    name = contest.name
    symbols = contest.symbols.split(separator: " ").map(String.init)
    version = contest.engineVersion
    savedAt = contest.savedAt
    configuration = contest.configuration
    standings = contest.standings.map {
      Row(
        agent: $0.agent, kind: $0.kind, rank: $0.rank, rankLow: $0.rankLow,
        rankHigh: $0.rankHigh, probabilityOfBest: $0.probabilityOfBest, score: $0.score,
        finalEquity: $0.finalEquity, reason: $0.reason)
    }
  }
}

/// A line of the list, for machines.
struct RunEntry: Encodable {
  let id: Int64
  let fingerprint: String
  let strategy: String
  let inputs: String
  let symbols: [String]
  let convention: String
  let firstDay: String?
  let lastDay: String?
  let version: String
  let initialCapital: Double
  let finalEquity: Double
  let sharpe: Double?
  let trades: Int
  let savedAt: String

  init(_ run: RunSummary) {
    id = run.id
    fingerprint = run.fingerprint
    strategy = run.strategy
    inputs = run.inputs
    symbols = run.symbols.split(separator: " ").map(String.init)
    convention = run.convention
    firstDay = run.firstDay
    lastDay = run.lastDay
    version = run.engineVersion
    initialCapital = run.initialCapital
    finalEquity = run.finalEquity
    sharpe = run.sharpe
    trades = run.tradeCount
    savedAt = run.savedAt
  }
}
