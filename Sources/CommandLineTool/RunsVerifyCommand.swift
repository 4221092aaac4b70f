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
    let subjects = try Subject.named(arguments.arguments, in: store)
    let workers = try arguments.workers()
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    var failureCount = 0
    for subject in subjects {
      let lines = subject.verdict(store: store, workers: workers, cancellation)
      if cancellation.isCancelled {
        throw LocatedError(.interrupted, "interrupted: the others are not verified")
      }
      if lines != nil { failureCount += 1 }
      if lines != nil || !arguments.has("quiet") { report(subject.title, lines) }
    }
    if failureCount > 0 {
      throw LocatedError(
        .failed, "\(failureCount) of \(subjects.count) could not be confirmed", file: store.path)
    }
  }

  private static func report(_ title: String, _ lines: [String]?) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    output.write(title + " ")
    guard let lines else { return output.write(styling(.green, "is the same to the bit") + "\n") }
    output.write(styling(.red, "is not confirmed") + "\n")
    for line in lines { output.write("  \(line)\n") }
    output.flush()
  }
}

/// A run or a contest that is to be verified.
private enum Subject {
  case run(RunSummary)
  case contest(StoredContest)

  /// What people call by these names; everything if there are none.
  static func named(_ names: [String], in store: Store) throws(LocatedError) -> [Subject] {
    if names.isEmpty {
      return try store.runs().map { .run($0) } + store.contests().map { .contest($0) }
    }
    var subjects: [Subject] = []
    for name in names {
      if let contest = try store.contest(named: name) {
        subjects.append(.contest(contest))
      } else {
        subjects.append(.run(try store.run(named: name)))
      }
    }
    return subjects
  }

  var title: String {
    switch self {
    case .run(let run): "run \(run.id) (\(run.fingerprint.prefix(12)))"
    case .contest(let contest): "contest \(contest.title) (\(contest.fingerprint.prefix(12)))"
    }
  }

  private var version: String {
    switch self {
    case .run(let run): run.engineVersion
    case .contest(let contest): contest.engineVersion
    }
  }

  /// What is wrong; nil if nothing is.
  func verdict(store: Store, workers: Int, _ cancellation: Cancellation) -> [String]? {
    do throws(LocatedError) {
      let found = try differences(store, workers, cancellation)
      if found.isEmpty { return nil }
      var lines = found.map {
        "\($0.subject): stored \($0.left ?? "nothing"), now \($0.right ?? "nothing")"
      }
      if version != CommandLineTool.version { lines.append("it was saved by version \(version)") }
      return lines
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }

  private func differences(
    _ store: Store, _ workers: Int, _ cancellation: Cancellation
  ) throws(LocatedError) -> [RunDifference] {
    switch self {
    case .run(let run):
      try Verification(try store.load(run), store: store, workers: workers)
        .differences(cancellation)
    case .contest(let contest):
      try ContestVerification(contest: contest, store: store, workers: workers)
        .differences(cancellation)
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
  func request() throws(LocatedError) -> BacktestRequest {
    let configuration = run.configuration
    let strategy = try strategy(configuration.strategy)
    var data: [LoadedSeries] = []
    for (series, source) in zip(configuration.allSeries, run.sources) {
      data.append(
        try StoredData.again(series, from: source, in: store, workers: workers))
    }
    let rules = try configuration.rules.rules()
    return BacktestRequest(
      strategy: strategy, data: Array(data.prefix(configuration.series.count)),
      companions: Array(data.dropFirst(configuration.series.count)),
      events: run.events?.events ?? [], eventsOrigin: run.events?.origin ?? "", rules: rules,
      isFrictionless: rules.fees.isFree && rules.slippage == .none,
      from: configuration.from.flatMap(ISODateParser.date),
      to: configuration.to.flatMap(ISODateParser.date), workers: workers, store: nil)
  }

  /// The strategy that the stored configuration stands for.
  private func strategy(
    _ stored: RunConfiguration.Strategy
  ) throws(LocatedError) -> BacktestStrategy {
    let inputs = stored.inputs.map { (name: $0.name, value: $0.value) }
    switch (stored.kind, stored.source) {
    case ("expert", _):
      let expert = try ExpertCatalog.expert(named: stored.name)
      _ = try expert.settings(inputs)
      return .expert(expert, inputs: inputs)
    case ("script", let source?):
      // A source that is computed from others is the script's own and cannot be set.
      let prefix = "strategy."
      return .script(
        try ScriptFile(
          path: stored.name, bytes: Array(source.utf8),
          inputs: inputs.filter { !$0.name.hasPrefix(prefix) && $0.value != "computed" },
          overrides: inputs.filter { $0.name.hasPrefix(prefix) }.map {
            (String($0.name.dropFirst(prefix.count)), $0.value)
          }))
    default:
      throw LocatedError(
        .failed, "the run's strategy cannot be made again", found: stored.kind,
        expected: "an expert of the catalog or a script")
    }
  }
}
