import Formats
import Platform
import Store
import Terminal

/// `tourney runs list`: the runs in the store.
enum RunsListCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let runs = try arguments.requiredStore(.read).runs()
    let output = StandardStream.output
    if arguments.has("json") {
      return output.write(try Document.json(runs.map(RunEntry.init)) + "\n")
    }
    if runs.isEmpty { return output.write("no runs; 'tourney backtest' keeps some\n") }
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
    output.write(table.render(width: output.width, styling: .suited(to: output)))
  }
}

/// `tourney runs delete`: runs out of the store.
enum RunsDeleteCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.write)
    var runs: [RunSummary] = []
    for name in arguments.arguments {
      let run = try store.run(named: name)
      if !runs.contains(run) { runs.append(run) }
    }
    try store.deleteRuns(runs.map(\.id))
    if !arguments.has("quiet") {
      for run in runs {
        StandardStream.output.write("deleted run \(run.id) (\(run.fingerprint.prefix(12)))\n")
      }
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
