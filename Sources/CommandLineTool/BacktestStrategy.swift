import Experts
import Formats
import Market
import Platform
import Script
import Store
import Terminal
import Trading

/// What a backtest runs: a built-in expert or a script, with its inputs.
enum BacktestStrategy {
  case expert(ExpertDescription, inputs: [(name: String, value: String)])
  case script(ScriptFile)

  /// The name in titles.
  var name: String {
    switch self {
    case .expert(let expert, _): expert.name
    case .script(let file): file.title
    }
  }

  /// The immutable factory that is replayed.
  ///
  /// - Parameter companions: Bars that a script's requests may read besides those it trades.
  func expert(companions: [BarSeries] = []) throws(LocatedError) -> any Expert {
    switch self {
    case .expert(let description, let inputs): try description.expert(setting: inputs)
    case .script(let file): try file.expert(companions: companions)
    }
  }

  /// All inputs with their values as text, in the strategy's order.
  var inputs: [RunConfiguration.Input] {
    switch self {
    case .expert(let expert, let given):
      let settings = (try? expert.settings(given)) ?? [:]
      return expert.inputs.map {
        RunConfiguration.Input($0.name, NumberFormat.shortest(settings[$0.name] ?? 0))
      }
    case .script(let file): return file.inputs
    }
  }

  /// The strategy as the store keeps it.
  var configuration: RunConfiguration.Strategy {
    switch self {
    case .expert(let expert, _): .init(name: expert.name, inputs: inputs)
    case .script(let file):
      .init(
        kind: "script", name: file.title, inputs: inputs,
        source: String(decoding: file.bytes, as: UTF8.self))
    }
  }

  /// What a year without risk pays, as a fraction; 0 unless a script says otherwise.
  var riskFreeRate: Double {
    if case .script(let file) = self { file.riskFreeRate ?? 0 } else { 0 }
  }

  /// Whether it shows values before they could have been known.
  var readsFuture: Bool {
    if case .script(let file) = self { file.script.readsFuture } else { false }
  }

  /// What a reader must know of it, one sentence each.
  var notes: [String] {
    guard case .script(let file) = self else { return [] }
    return file.notes
  }
}

/// A script that compiles, with a user's inputs and settings.
struct ScriptFile {
  let path: String
  let bytes: [UInt8]
  let script: Script
  private let values: [String: ScriptInputValue]
  let settings: StrategySettings
  private let warnings: [String]

  /// Reads and compiles a script.
  ///
  /// - Throws: An error of class `data` with the place of the first mistake; the others follow in
  ///   the hint of `tourney check`.
  init(
    path: String, inputs: [(name: String, value: String)] = [],
    overrides: [(name: String, value: String)] = []
  ) throws(LocatedError) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error, as: .data)
    }
    try self.init(path: path, bytes: bytes, inputs: inputs, overrides: overrides)
  }

  init(
    path: String, bytes: [UInt8], inputs: [(name: String, value: String)],
    overrides: [(name: String, value: String)] = []
  ) throws(LocatedError) {
    let source = SourceText(name: path, bytes: bytes)
    let compilation = Script.compile(source)
    do {
      script = try compilation.requireScript(source)
    } catch {
      var error = error
      let moreCount = compilation.errors.count - 1
      if moreCount > 0 { error.hint = "\(moreCount) more with tourney check \(path)" }
      throw error
    }
    self.path = path
    self.bytes = bytes
    warnings = compilation.diagnostics.filter { $0.severity == .warning }.map {
      $0.line(in: source)
    }
    var values: [String: ScriptInputValue] = [:]
    for (name, value) in inputs { values[name] = .text(value) }
    self.values = values
    var settings = StrategySettings()
    for (name, value) in overrides { try settings.set(name, to: value) }
    self.settings = settings
    _ = try expert()
  }

  /// The name in titles: the user's, of the declaration, or of the file.
  var title: String {
    let title = settings.texts["title"] ?? script.declaration.title
    return title.isEmpty ? FileSystem.fileName(of: path) : title
  }

  /// What a year without risk pays, as a fraction, if the user or the script says so.
  var riskFreeRate: Double? {
    let name = "risk_free_rate"
    let percent = settings.numbers[name] ?? script.declaration.settings.numbers[name]
    return percent.flatMap { $0.isFinite && $0 > -100 ? $0 / 100 : nil }
  }

  func expert(companions: [BarSeries] = []) throws(LocatedError) -> any Expert {
    try script.expert(inputs: values, settings: settings, companions: companions)
  }

  /// The same, with a recorder for what it plots; nil if it plots nothing.
  func plottingExpert(
    companions: [BarSeries]
  ) throws(LocatedError) -> (expert: any Expert, recorder: PlotRecorder)? {
    let source = SourceText(name: path, bytes: bytes)
    let script = try Script.compile(source, keepsPlots: true).requireScript(source)
    guard script.plotCount > 0 else { return nil }
    let recorder = PlotRecorder()
    let expert = try script.expert(
      inputs: values, settings: settings, companions: companions, plots: recorder)
    return (expert, recorder)
  }

  /// How an account trades for it, over rules whose convention stays.
  func rules(over base: TradingRules) -> TradingRules {
    script.rules(over: base, overrides: settings)
  }

  /// The inputs by title, then the arguments of `strategy()` that were replaced.
  var inputs: [RunConfiguration.Input] {
    let own = zip(script.inputs, script.inputNames).map { input, name in
      let value =
        values[name] ?? values[input.name] ?? values[input.title] ?? input.defaultValue
      return RunConfiguration.Input(name, value?.description ?? "computed")
    }
    let replaced = StrategySettings.names.compactMap { name -> RunConfiguration.Input? in
      settings.text(of: name).map { RunConfiguration.Input("strategy." + name, $0) }
    }
    return own + replaced
  }

  var notes: [String] {
    var notes = warnings
    if script.readsFuture {
      notes.append("the script reads the future: its result could not have been earned")
    }
    switch script.declaration.kind {
    case .strategy: break
    case .indicator: notes.append("the script is an indicator: there is nothing to trade")
    case .library: notes.append("the script is a library: there is nothing to trade")
    }
    return notes
  }
}
