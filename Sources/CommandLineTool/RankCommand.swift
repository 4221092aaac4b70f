import Contests
import Files
import Formats
import Platform
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
    let store = try arguments.store(.write)
    let result = try RankResult(arguments, store: store)
    if arguments.has("json") {
      output.write(try Document.json(RankDocument(result)) + "\n")
    } else if !arguments.has("quiet") {
      let table = RankTable(
        result, width: output.width ?? 110, styling: .suited(to: output),
        showsAll: arguments.has("all"))
      output.write(table.render())
    }
    if var failure = result.ledgerFailure {
      failure.message = "the attempts are not kept: " + failure.message
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
  /// Why the attempts could not be kept; nil if they were, or nobody wanted it.
  let ledgerFailure: LocatedError?

  /// Holds the contest.
  ///
  /// - Parameter store: Knows bars and earlier attempts on them, and is told of these attempts.
  init(_ arguments: ParsedArguments, store: Store? = nil) throws(LocatedError) {
    let roster = try arguments.roster()
    let workers = try arguments.workers()
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    name = roster.name
    prepared = try roster.prepare(
      options: try arguments.loadOptions(), workers: workers, cancellation: cancellation,
      metadataBeside: InstrumentFile.layer,
      stored: { symbol throws(LocatedError) in
        guard let store else { return nil }
        return try StoredData.load(symbol: symbol, from: store, arguments)?.series
      })
    dataFingerprint = prepared.contest.dataFingerprint(workers: workers)
    let pastTrials = try store?.trials(on: dataFingerprint) ?? []
    let bar = ProgressBar("rank", isWanted: !arguments.has("quiet"))
    record = Referee.run(
      prepared.contest, workers: workers, cancellation: cancellation, progress: bar.progress,
      pastTrials: pastTrials)
    bar.finish()
    // What was computed is shown even if it cannot be kept.
    do throws(LocatedError) {
      try store?.append(record.trials(dataFingerprint: dataFingerprint))
      ledgerFailure = nil
    } catch {
      ledgerFailure = error
    }
  }
}
