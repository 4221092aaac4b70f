import Formats
import Market
import Replay
import Trading

@testable import Script

/// Runs a script over a few bars and tells what `out` is on the last one.
///
/// The script leaves by `runtime.error`, whose message is the answer.
enum ScriptRun {
  /// Bars of an hour from 2024-01-01 on; bar `i` closes at `i + 1`, two above its low and one below
  /// its high, with ten times its close as volume.
  static func series(_ count: Int, minutes: Int64 = 60, symbol: String = "TEST") -> BarSeries {
    let start: Int64 = 1_704_067_200_000_000_000
    let step = minutes * 60_000_000_000
    let times = (0..<count).map { start + Int64($0) * step }
    let close = (0..<count).map { Double($0 + 1) }
    return BarSeries(
      instrument: Instrument(symbol: symbol, tickSize: 0.01),
      timeframe: Timeframe(Int(minutes), .minute),
      openTimes: times, closeTimes: times.map { $0 + step },
      days: times.map { Int32($0 / 86_400_000_000_000) },
      open: close.map { $0 - 0.5 }, high: close.map { $0 + 1 }, low: close.map { $0 - 2 },
      close: close, volume: close.map { $0 * 10 })
  }

  /// The text of `out` on the last bar, or what went wrong.
  static func out(
    of body: String, version: Int = 6, bars: Int = 10, inputs: [String: ScriptInputValue] = [:],
    evaluation: ScriptEvaluation = .columns, companions: [BarSeries] = []
  ) -> String {
    let text =
      "//@version=\(version)\nstrategy(\"test\")\n" + body
      + "\nif barstate.islast\n    runtime.error(\"<\" + str.tostring(out) + \">\")\n"
    let source = SourceText(name: "test.pine", text: text)
    let compilation = Script.compile(source)
    guard let script = compilation.script else {
      return compilation.diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n")
    }
    do throws(LocatedError) {
      let record = try Replay.run(
        try script.expert(
          inputs: inputs, evaluation: evaluation, companions: companions),
        over: ReplayInput(series: [series(bars)]),
        rules: script.rules(over: .tradingview))
      let failure = record.failure ?? "the script ended without a word"
      guard let start = failure.firstIndex(of: "<"), let end = failure.lastIndex(of: ">") else {
        return failure
      }
      return String(failure[failure.index(after: start)..<end])
    } catch {
      return error.description
    }
  }
}
