import Formats
import Platform
import Terminal

/// The program `tourney-bench`: how fast the main paths are, beside a plain loop.
public enum BenchmarkTool {
  static let description = CommandDescription(
    "tourney-bench", "measure the main paths beside a plain loop over arrays",
    discussion: "Every benchmark runs several times; the least time and the median are shown, and "
      + "its speed as a share of the yardstick loop of the same run, which is the number that "
      + "machines have in common. What comes of it must be what the reference path gives, bit for "
      + "bit; otherwise the program exits with 1.",
    options: [
      .option(
        "filter", "TEXT", "only benchmarks whose area or name contains this", isRepeatable: true),
      .flag("quick", "a tenth of the size, to see that everything runs"),
      .option("runs", "N", "timed runs of each benchmark; 9 by default and at least"),
      .option(
        "clock", "C", "what to time with; 'processor' adds up all threads and minds others less",
        choices: BenchmarkClock.allCases.map(\.rawValue)),
      .flag("list", "name the benchmarks and run none"),
      .flag("json", "write one JSON document, which --compare reads"),
      .option("compare", "BASELINE", "show ratios against a saved run", completion: .file),
      .option("fail-above", "RATIO", "exit with 1 if a ratio beside the yardstick's is above this"),
    ],
    examples: [
      .init("tourney-bench --json > before.json", "keep a run to compare with"),
      .init("tourney-bench --compare before.json --fail-above 1.1", "fail if anything got slower"),
      .init("tourney-bench --filter 'many instruments'", "one area"),
    ])

  /// Runs the program and returns its exit code.
  ///
  /// - Parameter words: The command line without the program's name.
  public static func run(_ words: [String]) -> Int32 {
    let output = StandardStream.output
    do throws(LocatedError) {
      switch try ArgumentParser.parse(words, for: description) {
      case .version: output.write("tourney-bench \(Version.current)\n")
      case .help(let path):
        output.write(
          HelpText.render(
            description, path: path, width: output.width, styling: .suited(to: output)))
      case .run(let arguments): try run(try BenchmarkOptions(arguments))
      }
      output.flush()
      return 0
    } catch {
      output.flush()
      StandardStream.error.write(Styling.suited(to: StandardStream.error).render(error) + "\n")
      StandardStream.error.flush()
      return error.exitClass.rawValue
    }
  }

  private static func run(_ options: BenchmarkOptions) throws(LocatedError) {
    let output = StandardStream.output
    let inputs = BenchmarkInputs(scale: options.isQuick ? .quick : .full)
    let benchmarks = try options.chosen(from: BenchmarkCatalog.all(inputs))
    if options.isList {
      output.write(list(benchmarks))
      return
    }
    let baseline = try options.baseline(for: benchmarks)
    var run = BenchmarkRunner(runs: options.runs, clock: options.clock).measure(
      benchmarks, yardstick: BenchmarkCatalog.yardstick(inputs), begin: announce)
    announce("")
    run.isQuick = options.isQuick
    let comparison = baseline.map {
      BenchmarkComparison(run, baseline: $0, failAbove: options.failAbove)
    }
    let styling = Styling.suited(to: output)
    if options.isJSON {
      output.write(BenchmarkDocument.text(run, comparison))
    } else {
      output.write(BenchmarkTable(run: run, styling: styling).render())
      if let comparison { output.write("\n" + comparison.render(styling: styling)) }
    }
    try judge(run, comparison)
  }

  /// Names what runs on a line that the next replaces, where somebody looks on.
  private static func announce(_ name: String) {
    let error = StandardStream.error
    guard error.isTerminal else { return }
    error.write("\r\u{1B}[K" + name)
    error.flush()
  }

  private static func list(_ benchmarks: [Benchmark]) -> String {
    var table = Table([.init("area"), .init("benchmark"), .init("elements", .right)])
    for benchmark in benchmarks {
      table.append([
        benchmark.area.rawValue, benchmark.name,
        NumberFormat.fixed(Double(benchmark.count), decimals: 0, isGrouped: true),
      ])
    }
    return table.render()
  }

  private static func judge(
    _ run: MeasuredRun, _ comparison: BenchmarkComparison?
  ) throws(LocatedError) {
    let wrong = run.measurements.filter { $0.failure != nil }
    if let first = wrong.first {
      let others = wrong.count > 1 ? ", and \(wrong.count - 1) more" : ""
      throw LocatedError(
        .failed, "'\(first.name)' does not give what it must: \(first.failure ?? "")" + others)
    }
    guard let comparison,
      let slowest = comparison.slower.max(by: { $0.adjustedRatio < $1.adjustedRatio })
    else { return }
    throw LocatedError(
      .failed,
      "\(comparison.slower.count) of \(comparison.rows.count) benchmarks got slower, most of all "
        + "'\(slowest.name)'", found: NumberFormat.fixed(slowest.adjustedRatio, decimals: 3),
      expected: "at most \(NumberFormat.shortest(comparison.limit ?? .nan)) beside the yardstick")
  }
}
