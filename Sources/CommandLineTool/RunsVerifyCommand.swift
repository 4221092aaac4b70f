import Experts
import Files
import Formats
import Market
import Platform
import Replay
import Store
import Terminal
import Trading

/// `tourney runs verify`: replays runs from what is stored and compares them to the bit.
enum RunsVerifyCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    var runs: [RunSummary] = []
    if arguments.arguments.isEmpty { runs = try store.runs() }
    for name in arguments.arguments { runs.append(try store.run(named: name)) }
    let workers = try arguments.workers()
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    var failureCount = 0
    for summary in runs {
      if cancellation.isCancelled {
        throw LocatedError(.interrupted, "interrupted: the other runs are not verified")
      }
      let lines = verdict(on: summary, in: store, workers: workers, cancellation)
      if lines != nil { failureCount += 1 }
      if lines != nil || !arguments.has("quiet") { report(summary, lines) }
    }
    if failureCount > 0 {
      throw LocatedError(
        .failed, "\(failureCount) of \(runs.count) runs could not be confirmed", file: store.path)
    }
  }

  private static func report(_ summary: RunSummary, _ lines: [String]?) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    output.write("run \(summary.id) (\(summary.fingerprint.prefix(12))) ")
    guard let lines else { return output.write(styling(.green, "is the same to the bit") + "\n") }
    output.write(styling(.red, "is not confirmed") + "\n")
    for line in lines { output.write("  \(line)\n") }
    output.flush()
  }

  /// What is wrong with a run; nil if nothing is.
  private static func verdict(
    on summary: RunSummary, in store: Store, workers: Int, _ cancellation: Cancellation
  ) -> [String]? {
    do throws(LocatedError) {
      let run = try store.load(summary)
      let found = try Verification(run, store: store, workers: workers).differences(cancellation)
      if found.isEmpty { return nil }
      var lines = found.map {
        "\($0.subject): stored \($0.left ?? "nothing"), now \($0.right ?? "nothing")"
      }
      if summary.engineVersion != CommandLineTool.version {
        lines.append("it was saved by version \(summary.engineVersion)")
      }
      return lines
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }
}

/// The replay of a stored run.
struct Verification {
  let run: StoredRun
  let store: Store
  let workers: Int

  init(_ run: StoredRun, store: Store, workers: Int) {
    self.run = run
    self.store = store
    self.workers = workers
  }

  /// What differs between the stored result and that of the replay.
  func differences(_ cancellation: Cancellation) throws(LocatedError) -> [RunDifference] {
    let configuration = run.configuration
    let own = configuration.fingerprint(engineVersion: run.summary.engineVersion)
    guard own == run.fingerprint else {
      return [
        RunDifference(subject: "fingerprint", left: run.fingerprint, right: own)
      ]
    }
    if run.events?.fingerprint != configuration.events {
      return [
        RunDifference(
          subject: "events", left: configuration.events, right: run.events?.fingerprint)
      ]
    }
    let result = try BacktestResult(
      try request(), cancellation: cancellation, progress: .silent)
    if result.record.isInterrupted {
      throw LocatedError(.interrupted, "the replay was interrupted")
    }
    return run.content.differences(from: result.content)
  }

  /// The request that the stored configuration stands for.
  private func request() throws(LocatedError) -> BacktestRequest {
    let configuration = run.configuration
    guard configuration.strategy.kind == "expert" else {
      throw LocatedError(
        .failed, "the run's strategy cannot be made again", found: configuration.strategy.kind,
        expected: "an expert of the catalog")
    }
    let expert = try ExpertCatalog.expert(named: configuration.strategy.name)
    let inputs = configuration.strategy.inputs.map { (name: $0.name, value: $0.value) }
    _ = try expert.settings(inputs)
    var data: [LoadedSeries] = []
    for index in configuration.series.indices { data.append(try series(index)) }
    let rules = try configuration.rules.rules()
    return BacktestRequest(
      expert: expert, inputs: inputs, data: data, sources: run.sources,
      events: run.events?.events ?? [], eventsOrigin: run.events?.origin ?? "", rules: rules,
      isFrictionless: rules.fees.isFree && rules.slippage == .none,
      from: configuration.from.flatMap(ISODateParser.date),
      to: configuration.to.flatMap(ISODateParser.date), workers: workers, store: nil)
  }

  /// A series from the store if it was imported, otherwise from its file.
  private func series(_ index: Int) throws(LocatedError) -> LoadedSeries {
    let wanted = run.configuration.series[index]
    let layer = MetadataLayer(.flag, wanted.instrument)
    if let stored = try store.series(fingerprint: wanted.fingerprint) {
      return try StoredData.load(stored, from: store, layers: [layer])
    }
    let source = run.sources[index]
    guard source.path != FileBytes.standardInputName else {
      throw LocatedError(
        .failed, "the bars of '\(wanted.symbol)' came from standard input and were not imported")
    }
    let loaded = try DataFile.load(
      source.path,
      options: LoadOptions(
        timeframe: try Timeframe.parse(wanted.timeframe),
        label: BarLabel(rawValue: source.label) ?? .open,
        zone: try TimeZoneRules.named(source.zone),
        repair: source.repair.isEmpty ? [] : try Repair.parse(source.repair),
        metadata: [layer], symbols: [wanted.symbol]), workers: workers)
    let fingerprint = loaded.fingerprint(workers: workers)?.hex ?? ""
    guard fingerprint == wanted.fingerprint else {
      throw LocatedError(
        .failed, "the file has other bars than the run read", file: source.path,
        found: String(fingerprint.prefix(12)), expected: String(wanted.fingerprint.prefix(12)))
    }
    return loaded
  }
}
