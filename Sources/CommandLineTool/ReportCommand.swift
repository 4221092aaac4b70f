import Analysis
import Contests
import Formats
import Market
import Platform
import Replay
import Reports
import Store
import Terminal

/// `tourney report`: what is kept, laid out for a reader; several runs side by side.
enum ReportCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let path = arguments.value("out") ?? "report.html"
    try ReportFile.check(path, replaces: arguments.has("force"))
    let store = try arguments.requiredStore(.read)
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    let replayer = Replayer(
      store: store, workers: try arguments.workers(), cancellation: cancellation)
    let report = try replayer.report(arguments.arguments)
    try ReportFile.write(report, to: path, replaces: arguments.has("force"))
    if !arguments.has("quiet") { StandardStream.output.write("\(path) is written\n") }
  }

  /// Replays what is kept, because the store has days and not bars of a result.
  private struct Replayer {
    let store: Store
    let workers: Int
    let cancellation: Cancellation

    func report(_ names: [String]) throws(LocatedError) -> Report {
      if names.count == 1, let contest = try store.contest(named: names[0]) {
        return try report(contest)
      }
      var results: [BacktestResult] = []
      for name in names {
        if try store.contest(named: name) != nil {
          throw LocatedError(
            .usage, "a contest has a report of its own", found: name,
            hint: "tourney report \(name)")
        }
        let stored = try store.load(store.run(named: name))
        let verification = Verification(stored, store: store, workers: workers)
        let result = try BacktestResult(
          try verification.request(), cancellation: cancellation, progress: .silent)
        if result.record.isInterrupted {
          throw LocatedError(.interrupted, "interrupted: no report is written")
        }
        results.append(result)
      }
      if results.count == 1 { return try results[0].report().report() }
      return RunComparison(
        runs: zip(names, results).map { name, result in
          .init(
            name: "\(name): \(result.strategyTitle)", facts: result.inputText,
            analysis: result.analysis)
        }
      ).report()
    }

    private func report(_ contest: StoredContest) throws(LocatedError) -> Report {
      let again = ContestVerification(contest: contest, store: store, workers: workers)
      let record = Referee.run(
        try again.repeated(), workers: workers, cancellation: cancellation)
      if record.isInterrupted {
        throw LocatedError(.interrupted, "interrupted: no report is written")
      }
      return ContestReport(
        title: "Contest \(contest.title)", record: record,
        facts: [.init("version", CommandLineTool.version)]
      ).report()
    }
  }
}

extension BacktestResult {
  /// The strategy and its instruments in a few words.
  fileprivate var strategyTitle: String {
    let symbols = record.instruments.map(\.symbol)
    let shown = symbols.prefix(3).joined(separator: " ") + (symbols.count > 3 ? " …" : "")
    return "\(request.strategy.name) on \(shown)"
  }
}

extension CommandTree {
  /// The description of `tourney report`.
  static let report = CommandDescription(
    "report", "write reports of runs and contests that are kept",
    arguments: [
      ArgumentDescription("RUN", "runs side by side, or one contest such as c1", isRepeatable: true)
    ],
    options: [
      .option(
        "out", "FILE", "where to write: .html or .md; report.html", category: "Output",
        completion: .file),
      .flag("force", "replace a report that exists", category: "Output"),
    ],
    examples: [
      .init("tourney report 3", "one run"),
      .init("tourney report 3 4 --out both.html", "two runs side by side"),
    ])
}
