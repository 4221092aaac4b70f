import Contests
import Files
import Formats
import Platform
import Reports
import Rosters
import Store
import Terminal

/// `tourney rank`: price files and agents in, standings with intervals out.
enum RankCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    if arguments.has("schema") {
      output.write(Roster.schema)
      return
    }
    if let path = arguments.value("report") {
      try ReportFile.check(path, replaces: arguments.has("force"))
    }
    let store = try arguments.store(.write)
    let result = try RankResult(arguments, store: store)
    var kept: SavedRun?
    var failure: LocatedError?
    // What was computed is shown even if it cannot be kept.
    if let store {
      do throws(LocatedError) { kept = try result.keep(in: store) } catch { failure = error }
    }
    if let path = arguments.value("report") {
      try ReportFile.write(result.report().report(), to: path, replaces: arguments.has("force"))
    }
    if arguments.has("json") {
      output.write(try Document.json(RankDocument(result)) + "\n")
    } else if !arguments.has("quiet") {
      let table = RankTable(
        result, width: output.width ?? 110, styling: .suited(to: output),
        showsAll: arguments.has("all"))
      output.write(table.render() + (kept?.contestLine(.suited(to: output)) ?? ""))
    }
    if var failure {
      failure.message = "the contest is not kept: " + failure.message
      throw failure
    }
    if result.record.isInterrupted {
      throw LocatedError(
        .interrupted, "interrupted: agents that were not replayed to the end are not ranked")
    }
  }
}

/// A contest that was held, with where it came from.
struct RankResult {
  let name: String?
  let prepared: PreparedContest
  let record: ContestRecord
  let dataFingerprint: String
  let eventsOrigin: String
  let workers: Int

  /// Holds the contest.
  ///
  /// - Parameters:
  ///   - store: Knows bars and earlier attempts on them.
  ///   - detail: What is kept of each agent.
  init(
    _ arguments: ParsedArguments, store: Store? = nil, detail: Referee.Detail = []
  ) throws(LocatedError) {
    let roster = try arguments.roster()
    workers = try arguments.workers()
    eventsOrigin = roster.eventFile ?? ""
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    name = roster.name
    prepared = try roster.prepare(
      options: try arguments.loadOptions(), workers: workers, cancellation: cancellation,
      metadataBeside: InstrumentFile.layer,
      stored: { symbol throws(LocatedError) in
        guard let store else { return nil }
        return try StoredData.load(symbol: symbol, from: store, arguments)
      })
    dataFingerprint = prepared.contest.dataFingerprint(workers: workers)
    let pastTrials = try store?.trials(on: dataFingerprint) ?? []
    let bar = ProgressBar("rank", isWanted: !arguments.has("quiet"))
    record = Referee.run(
      prepared.contest, workers: workers, cancellation: cancellation, progress: bar.progress,
      detail: detail, pastTrials: pastTrials)
    bar.finish()
  }
}

extension RankResult {
  /// The contest laid out for a reader.
  func report() -> ContestReport {
    ContestReport(
      title: name ?? "Standings", record: record, notes: prepared.warnings,
      facts: [
        .init("data", String(dataFingerprint.prefix(12))),
        .init("version", CommandLineTool.version),
      ])
  }
}
