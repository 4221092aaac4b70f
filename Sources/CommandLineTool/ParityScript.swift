import Formats
import Market
import Replay
import Script
import Trading

/// A probe's script, compiled once and run over any series.
struct ParityScript {
  private let expert: any Expert
  private let rules: TradingRules

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
    expert = try script.expert(inputs: inputs)
    rules = script.rules(over: .tradingview)
  }

  func run(_ series: BarSeries) throws(LocatedError) -> RunRecord {
    try Replay.run(expert, over: ReplayInput(series: [series]), rules: rules)
  }
}
