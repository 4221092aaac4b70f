import Analysis
import Experts
import Files
import Formats
import Market
import Platform
import Replay
import Reports
import Store
import Terminal
import Trading

/// `tourney backtest`: price files and an expert in, a measured run out.
enum BacktestCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let request = try BacktestRequest(arguments)
    if let path = arguments.value("report") {
      try ReportFile.check(path, replaces: arguments.has("force"))
    }
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    let bar = ProgressBar("replay", isWanted: !arguments.has("quiet"))
    var result: BacktestResult
    do throws(LocatedError) {
      result = try BacktestResult(request, cancellation: cancellation, progress: bar.progress)
      bar.finish()
    } catch {
      bar.finish()
      throw error
    }
    var failure: LocatedError?
    if let store = request.store, !result.record.isInterrupted {
      // What was computed is shown even if it cannot be kept.
      do throws(LocatedError) { try result.keep(in: store) } catch { failure = error }
    }
    if let path = arguments.value("csv") { try TradeFile.write(result, to: path) }
    if let path = arguments.value("report") {
      try ReportFile.write(try result.report().report(), to: path, replaces: arguments.has("force"))
    }
    if arguments.has("json") {
      StandardStream.output.write(try BacktestDocument(result).json() + "\n")
    } else if !arguments.has("quiet") {
      let output = StandardStream.output
      let summary = BacktestSummary(
        result, width: output.width ?? 100, styling: .suited(to: output),
        showsAll: arguments.has("all"))
      output.write(summary.render())
    }
    if var failure {
      failure.message = "the run is not kept: " + failure.message
      throw failure
    }
    if result.record.isInterrupted {
      throw LocatedError(
        .interrupted, "interrupted: the figures cover what was replayed until then")
    }
    if let failure = result.record.failure {
      throw LocatedError(.failed, "the expert stopped: \(failure)")
    }
  }
}

/// What a backtest is asked to do, validated.
struct BacktestRequest {
  let strategy: BacktestStrategy
  let data: [LoadedSeries]
  /// Bars that a script may request and that are not traded.
  let companions: [LoadedSeries]
  let events: [CashFlowEvent]
  let eventsOrigin: String
  let rules: TradingRules
  let isFrictionless: Bool
  let from: CivilDate?
  let to: CivilDate?
  let workers: Int
  /// Where the run is kept; nil for nowhere.
  let store: Store?
}

extension BacktestRequest {
  init(_ arguments: ParsedArguments) throws(LocatedError) {
    let (scripts, files) = Self.split(arguments.arguments)
    strategy = try Self.strategy(arguments, scripts: scripts)
    rules = try arguments.tradingRules(for: strategy)
    isFrictionless = rules.fees.isFree && rules.slippage == .none
    from = try arguments.date("from")
    to = try arguments.date("to")
    if let from, let to, to < from {
      throw LocatedError(.usage, "'--to' lies before '--from'", found: "\(to)")
    }
    workers = try arguments.workers()
    store = try arguments.store(.write)
    data = try Self.load(files, arguments, workers: workers, store: store)
    companions = try Self.companions(arguments, of: strategy, workers: workers, store: store)
    events = try arguments.value("events").map(EventFile.load) ?? []
    eventsOrigin = arguments.value("events") ?? ""
    try checkEvents()
  }

  /// Scripts and everything else, by the ending of the name.
  private static func split(_ words: [String]) -> (scripts: [String], files: [String]) {
    let isScript: (String) -> Bool = { $0.lowercased().hasSuffix(".pine") }
    return (words.filter(isScript), words.filter { !isScript($0) })
  }

  private static func strategy(
    _ arguments: ParsedArguments, scripts: [String]
  ) throws(LocatedError) -> BacktestStrategy {
    let inputs = try arguments.assignments("set")
    let overrides = try arguments.assignments("override")
    if let path = scripts.first {
      guard scripts.count == 1 else {
        throw LocatedError(
          .usage, "a backtest runs one script", found: scripts.joined(separator: ", "),
          hint: "compare several with: tourney rank \(scripts.joined(separator: " ")) DATA")
      }
      if arguments.has("expert") {
        throw LocatedError(
          .usage, "'--expert' and the script '\(path)' contradict each other",
          hint: "leave one of them out")
      }
      return .script(try ScriptFile(path: path, inputs: inputs, overrides: overrides))
    }
    guard let name = arguments.value("expert") else {
      throw LocatedError(
        .usage, "no strategy is named",
        hint: "name a script (.pine), or add --expert with one of: "
          + ExpertCatalog.all.map(\.name).joined(separator: ", "))
    }
    if let first = overrides.first {
      throw LocatedError(
        .usage, "'--override' is for scripts", found: first.name,
        hint: "experts have inputs: --set NAME=VALUE")
    }
    let expert = try ExpertCatalog.expert(named: name)
    _ = try expert.expert(setting: inputs)
    return .expert(expert, inputs: inputs)
  }

  private static func load(
    _ files: [String], _ arguments: ParsedArguments, workers: Int, store: Store?
  ) throws(LocatedError) -> [LoadedSeries] {
    guard !files.isEmpty else {
      throw LocatedError(
        .usage, "no price file is named", hint: "add a CSV file, or a symbol from the store")
    }
    let options = try arguments.loadOptions()
    let data = try read(files, arguments, options, workers: workers, store: store)
    try check(data)
    return data
  }

  /// What `--with` names; symbol and timeframe come from each file, not from options.
  private static func companions(
    _ arguments: ParsedArguments, of strategy: BacktestStrategy, workers: Int, store: Store?
  ) throws(LocatedError) -> [LoadedSeries] {
    let files = arguments.values("with")
    guard let first = files.first else { return [] }
    guard case .script = strategy else {
      throw LocatedError(
        .usage, "'--with' is for scripts, which request other bars", found: first,
        hint: "leave it out")
    }
    var options = try arguments.loadOptions()
    options.metadata = []
    options.timeframe = nil
    return try read(files, arguments, options, workers: workers, store: store)
  }

  private static func read(
    _ files: [String], _ arguments: ParsedArguments, _ options: LoadOptions, workers: Int,
    store: Store?
  ) throws(LocatedError) -> [LoadedSeries] {
    var data: [LoadedSeries] = []
    for path in files {
      if let store, path != FileBytes.standardInputName, !FileSystem.exists(path),
        let stored = try StoredData.load(symbol: path, from: store, arguments)
      {
        data.append(stored)
        continue
      }
      var options = options
      if let layer = try InstrumentFile.layer(beside: path) { options.metadata.append(layer) }
      data += try DataFile.loadAll(path, options: options, workers: workers)
    }
    return data
  }

  /// Each instrument once, and all in one currency.
  private static func check(_ data: [LoadedSeries]) throws(LocatedError) {
    var seen: Set<String> = []
    for loaded in data where !seen.insert(loaded.series.instrument.symbol).inserted {
      throw LocatedError(
        .usage, "symbol '\(loaded.series.instrument.symbol)' is given twice", file: loaded.path,
        hint: "give each instrument once")
    }
    let currencies = data.map(\.series.instrument.currency)
    if let other = currencies.first(where: { $0 != currencies[0] }) {
      throw LocatedError(
        .usage, "the instruments are priced in different currencies",
        found: "\(currencies[0]) and \(other)", expected: "one account currency")
    }
  }

  /// Dividends on top of adjusted prices would be counted twice.
  private func checkEvents() throws(LocatedError) {
    for loaded in data {
      let instrument = loaded.series.instrument
      let own = events.filter {
        $0.symbol == instrument.symbol && ($0.kind == .dividend || $0.kind == .split)
      }
      if instrument.isAdjusted, !own.isEmpty {
        throw LocatedError(
          .usage,
          "the prices of '\(instrument.symbol)' are adjusted and the events file has its "
            + "dividends or splits: they would count twice", file: loaded.path,
          hint: "give raw prices with --events, or adjusted prices without")
      }
    }
  }
}
