import Formats
import Market
import Replay
import Script
import Trading

/// A probe's script, compiled once and run over any series.
struct ParityScript {
  let script: Script
  /// What the probe's list was made with.
  let inputs: [String: ScriptInputValue]

  init(_ probe: ParityProbe) throws(LocatedError) {
    let source = SourceText(name: probe.name + "/strategy.pine", bytes: probe.source)
    let compilation = Script.compile(source)
    guard let script = compilation.script else {
      throw LocatedError(
        .data, compilation.errors.map { $0.rendered(in: source) }.joined(separator: "\n"))
    }
    // Lists may have been made with inputs that the script no longer has; these change nothing.
    var inputs: [String: ScriptInputValue] = [:]
    for (title, value) in probe.inputs
    where script.inputs.contains(where: { $0.title == title || $0.name == title }) {
      inputs[title] = .text(value)
    }
    self.script = script
    self.inputs = inputs
  }

  /// Runs the script.
  ///
  /// - Parameter changes: Inputs with other values than those of the list.
  func run(
    _ series: BarSeries, changes: [String: ScriptInputValue] = [:],
    fills: FillModel = .tradingview, evaluation: ScriptEvaluation = .columns
  ) throws(LocatedError) -> RunRecord {
    var rules = script.rules(over: .tradingview)
    rules.fills = fills
    return try Replay.run(
      try script.expert(inputs: inputs.merging(changes) { $1 }, evaluation: evaluation),
      over: ReplayInput(series: [series]), rules: rules)
  }
}
