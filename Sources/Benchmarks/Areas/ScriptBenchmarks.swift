import Formats
import Market
import Platform
import Replay
import Script
import Trading

/// The speed of scripts, with compiling them left out and left in.
enum ScriptBenchmarks {
  static func all(_ inputs: BenchmarkInputs) -> [Benchmark] {
    let file = "sma-cross.pine"
    return pair("two averages", nil, inputs) { .text(BenchmarkScripts.cross) }
      + pair(file, .millionsPerSecond(50), inputs) { Self.strategy(file) }
      + pair("200 lines", .millionsPerSecond(2), inputs) { .text(BenchmarkScripts.long) }
      + [compiling("compile 500 lines", inputs)]
  }

  /// A script's text, or why there is none.
  private enum Source {
    case text(String)
    case absent(String)
  }

  /// A strategy of the repository, found from where this source lies.
  private static func strategy(_ name: String) -> Source {
    var folder = #filePath
    for _ in 0..<4 { folder = FileSystem.directoryName(of: folder) }
    let path = FileSystem.join(folder, "strategies/" + name)
    guard let bytes = try? FileBytes(path: path) else {
      return .absent("strategies/\(name) is absent")
    }
    return .text(bytes.withBytes { String(decoding: $0, as: UTF8.self) })
  }

  private static func pair(
    _ name: String, _ limit: Limit?, _ inputs: BenchmarkInputs,
    _ source: @escaping () -> Source
  ) -> [Benchmark] {
    let count = inputs.scale.count(1_000_000)
    func make(
      _ suffix: String, _ limit: Limit?, compiles: Bool = false, workers: Int = 1
    ) -> Benchmark {
      Benchmark(name + suffix, .scripts, count: count, limit: limit) { () throws(LocatedError) in
        switch source() {
        case .absent(let reason): .skipped(reason)
        case .text(let text):
          .work(
            try work(text, name, inputs, compiles: compiles, workers: workers))
        }
      }
    }
    return [
      make("", nil), make(", compiled too", nil, compiles: true),
      make(", 2 workers", limit, workers: 2),
    ]
  }

  private static func work(
    _ text: String, _ name: String, _ inputs: BenchmarkInputs, compiles: Bool, workers: Int
  ) throws(LocatedError) -> TimedWork {
    let input = ReplayInput(series: [inputs.minutes])
    let script = try compile(text, name)
    let rules = script.rules(over: .tradingview)
    let buffers = RunBuffers()
    return TimedWork(
      { () throws(LocatedError) in
        let script = compiles ? try compile(text, name) : script
        return try Replay.run(
          script.expert(evaluation: .columns), over: input, rules: rules, reusing: buffers,
          workers: workers)
      },
      recycle: { buffers.recycle($0) }, outcome: Outcome.init,
      expected: { () throws(LocatedError) in
        try inputs.outcome(of: "script \(name)") { () throws(LocatedError) in
          try Outcome(
            Replay.runReference(script.expert(evaluation: .perBar), over: input, rules: rules))
        }
      })
  }

  private static func compiling(_ name: String, _ inputs: BenchmarkInputs) -> Benchmark {
    Benchmark(name, .scripts, count: 1, limit: .milliseconds(20)) {
      let text = BenchmarkScripts.longer
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
      return .work(
        TimedWork({ () throws(LocatedError) in try compile(text, name) }) { script in
          Outcome(remark: "\(lines) lines, \(script.inputs.count) inputs")
        })
    }
  }

  private static func compile(_ text: String, _ name: String) throws(LocatedError) -> Script {
    let source = SourceText(name: name, text: text)
    return try Script.compile(source).requireScript(source)
  }
}
