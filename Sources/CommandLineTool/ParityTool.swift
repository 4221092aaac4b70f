import Files
import Formats
import Market
import Platform
import Terminal

/// The program `tourney-parity`: scripts against the trades that a charting platform listed.
public enum ParityTool {
  static let description = CommandDescription(
    "tourney-parity", "compare strategies with exported lists of trades, trade by trade",
    discussion: "Each probe is a folder with strategy.pine, tv_trades.csv and, where inputs were "
      + "set, inputs.json. Trades are the same when both times, the side, both prices and the "
      + "quantity are, and the profit is within 0.25 %. Missing, extra and duplicate trades count "
      + "against the run.",
    arguments: [ArgumentDescription("DIR", "a folder of probes, or one", completion: .directory)],
    options: [
      .option("feed", "CSV", "the bars that the lists were made on", completion: .file),
      .option("start", "DATE", "a day on which charts may have begun", isRepeatable: true),
      .option("lists-zone", "NAME", "clocks of the lists; +08:00 by default"),
      .option("require", "SHARE", "fail below this share of exact trades, such as 99.5%"),
      .option("probe", "NAME", "only probes whose name contains this", isRepeatable: true),
      .flag("verbose", short: "v", "show the first difference of each probe"),
      .option("show", "N", "differences to show of each probe; 1 by default"),
      .option(
        "agree", "COUNT", "instead, run so many probes with other inputs, per bar and by columns"),
      .option("seed", "N", "chooses the probes and the inputs of --agree; 1 by default"),
      .flag("times", "show the milliseconds of each probe"),
      .option("workers", "N", "threads to use; results do not depend on it"),
    ] + CommandTree.dataOptions)

  /// Runs the program and returns its exit code.
  ///
  /// - Parameter words: The command line without the program's name.
  public static func run(_ words: [String]) -> Int32 {
    let output = StandardStream.output
    do throws(LocatedError) {
      switch try ArgumentParser.parse(words, for: description) {
      case .version: output.write("tourney-parity \(CommandLineTool.version)\n")
      case .help(let path):
        output.write(
          HelpText.render(
            description, path: path, width: output.width, styling: .suited(to: output)))
      case .run(let arguments): try run(arguments)
      }
      output.flush()
      return 0
    } catch {
      output.flush()
      StandardStream.error.write(Styling.suited(to: StandardStream.error).render(error) + "\n")
      return error.exitClass.rawValue
    }
  }

  private static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    guard let path = arguments.value("feed") else {
      throw LocatedError(.usage, "no feed is named", hint: "add --feed with a file of bars")
    }
    let workers = try arguments.workers()
    let feed = try DataFile.load(path, options: try arguments.loadOptions(), workers: workers)
    var starts: [CivilDate] = []
    for text in arguments.values("start") {
      guard let date = ISODateParser.date(text) else {
        throw arguments.badValue("start", text, expected: "a date such as 2024-01-31")
      }
      starts.append(date)
    }
    let check = ParityCheck(
      feed: feed.series,
      zone: try TimeZoneRules.named(arguments.value("lists-zone") ?? "+08:00"), starts: starts,
      shownCount: try arguments.integer("show", in: 1...1_000_000) ?? 1)
    var folder = try ParityFolder(arguments.arguments[0])
    let wanted = arguments.values("probe")
    if !wanted.isEmpty {
      folder.probes.removeAll { probe in !wanted.contains { probe.name.contains($0) } }
      folder.excluded.removeAll { probe in !wanted.contains { probe.name.contains($0) } }
    }
    if let count = try arguments.integer("agree", in: 1...100_000) {
      return try agree(count, arguments, feed.series, folder.probes, workers: workers)
    }
    let probes = folder.probes
    let results = parallelMap(count: probes.count, workers: workers) { check.run(probes[$0]) }
    let report = ParityReport(
      results: results.compactMap(\.self), excluded: folder.excluded,
      showsDifferences: arguments.has("verbose") || !wanted.isEmpty,
      showsTimes: arguments.has("times"))
    StandardStream.output.write(report.render(styling: .suited(to: StandardStream.output)))
    try require(arguments, report)
  }

  /// Holds probes with other inputs to the same results per bar and by columns.
  private static func agree(
    _ count: Int, _ arguments: ParsedArguments, _ feed: BarSeries, _ probes: [ParityProbe],
    workers: Int
  ) throws(LocatedError) {
    let seed = UInt64(try arguments.integer("seed", in: 0 ... .max) ?? 1)
    let agreement = ParityAgreement(feed: feed, seed: seed)
    let chosen = agreement.choose(count, of: probes)
    guard !chosen.isEmpty else {
      throw LocatedError(
        .data, "no probe has an input that can be changed", hint: "name a folder of probes")
    }
    let results = parallelMap(count: chosen.count, workers: workers) {
      agreement.run(chosen[$0], index: $0)
    }.compactMap(\.self)
    StandardStream.output.write(ParityAgreement.report(results, seed: seed))
    let differing = results.count { $0.difference != nil }
    guard differing > 0 else { return }
    throw LocatedError(
      .failed, "the evaluations differ", found: "\(differing) probes that differ",
      expected: "the same results per bar and by columns")
  }

  private static func require(
    _ arguments: ParsedArguments, _ report: ParityReport
  ) throws(LocatedError) {
    guard let text = arguments.value("require") else { return }
    let body = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let number = NumberParser.double(body), number >= 0 else {
      throw arguments.badValue("require", text, expected: "a share such as 99.5% or 0.995")
    }
    let share = text.hasSuffix("%") || number > 1 ? number / 100 : number
    guard report.share < share else { return }
    throw LocatedError(
      .failed, "too few trades are exact",
      found: NumberFormat.percent(report.share, decimals: 3),
      expected: "at least \(NumberFormat.percent(share, decimals: 3))")
  }
}
