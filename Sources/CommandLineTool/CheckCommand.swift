import Formats
import Platform
import Script
import Terminal

extension CommandTree {
  /// `tourney check`: compile scripts without running them.
  static let check = CommandDescription(
    "check", "compile scripts and tell what is wrong with them",
    discussion: "Scripts of a folder are those that end in .pine, at any depth. Of several scripts "
      + "the first error of each is shown, and what stands in the way most often.",
    arguments: [
      ArgumentDescription("SCRIPT", "scripts or folders", isRepeatable: true, completion: .file)
    ],
    options: [
      .flag("all", "show every diagnostic of every script, warnings too", category: "Output"),
      .flag("reasons", "show every reason why scripts fail, and nothing else", category: "Output"),
    ],
    examples: [
      .init("tourney check strategies/sma-cross.pine", "one script"),
      .init("tourney check strategies", "all scripts of a folder"),
      .init("tourney check strategies --reasons", "what stands in the way, most frequent first"),
    ])
}

/// `tourney check`: compiles scripts and sums up by reason.
enum CheckCommand {
  /// How many reasons the summary shows unless all are asked for.
  static let maximumReasons = 20

  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    var paths: [String] = []
    for argument in arguments.arguments { try collect(argument, into: &paths) }
    guard !paths.isEmpty else {
      throw LocatedError(.data, "there is no script", expected: "files that end in .pine")
    }
    let files = paths
    let workers = try arguments.workers()
    let results = try parallelMap(count: files.count, workers: workers) {
      index throws(LocatedError) in
      try CheckedScript(path: files[index])
    }.compactMap(\.self)
    let detail: Detail =
      arguments.has("all") ? .diagnostics : arguments.has("reasons") ? .reasons : .firstErrors
    try report(results, detail)
  }

  /// Adds a file, or the scripts of a folder in the order of their names.
  private static func collect(_ path: String, into paths: inout [String]) throws(LocatedError) {
    guard FileSystem.isDirectory(path) else { return paths.append(path) }
    let names: [String]
    do throws(PlatformError) { names = try FileSystem.names(in: path) } catch {
      throw LocatedError(error)
    }
    for name in names where !name.hasPrefix(".") {
      let inner = FileSystem.join(path, name)
      if FileSystem.isDirectory(inner) || name.hasSuffix(".pine") {
        try collect(inner, into: &paths)
      }
    }
  }

  /// How much is told.
  private enum Detail {
    case firstErrors, diagnostics, reasons
  }

  private static func report(
    _ results: [CheckedScript], _ detail: Detail
  ) throws(LocatedError) {
    let output = StandardStream.output
    for result in results where detail != .reasons {
      let showsAll = detail == .diagnostics || results.count == 1
      let shown = showsAll ? result.texts : result.firstError.map { [$0] } ?? []
      for text in shown { output.write(text + "\n") }
    }
    let failed = results.filter { !$0.reasons.isEmpty }
    if results.count > 1 || detail == .reasons, !failed.isEmpty {
      let limit = detail == .firstErrors ? maximumReasons : .max
      output.write(
        summary(
          failed.map { ($0.name, $0.reasons) }, limit: limit, width: output.width,
          styling: .suited(to: output)))
    }
    output.write("\(results.count - failed.count) of \(results.count) scripts compile\n")
    guard failed.isEmpty else {
      output.flush()
      throw LocatedError(.data, "\(failed.count) of \(results.count) scripts do not compile")
    }
  }

  /// The reasons why scripts fail, the most frequent first; each counts once a script.
  static func summary(
    _ failed: [(name: String, reasons: [String])], limit: Int, width: Int?, styling: Styling
  ) -> String {
    var counts: [String: (count: Int, example: String)] = [:]
    for script in failed {
      for reason in Set(script.reasons) {
        counts[reason, default: (0, script.name)].count += 1
      }
    }
    let order = counts.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    var table = Table([.init("scripts", .right), .init("reason"), .init("example")])
    for (reason, entry) in order.prefix(limit) {
      table.append([.init("\(entry.count)"), .init(reason), .init(entry.example)])
    }
    var text = table.render(width: width, styling: styling)
    if order.count > limit {
      let shown = Set(order.prefix(limit).map(\.key))
      let unseen = failed.count { script in !script.reasons.contains(where: shown.contains) }
      text +=
        "\(order.count - limit) more reasons, the only ones of \(unseen) scripts; "
        + "--reasons shows them all\n"
    }
    return text
  }
}

/// What came of compiling one file.
private struct CheckedScript: Sendable {
  let name: String
  /// The diagnostics in full.
  let texts: [String]
  /// The first error in full, if there is one.
  let firstError: String?
  /// What the errors say; empty if the script compiles.
  let reasons: [String]

  init(path: String) throws(LocatedError) {
    let bytes: [UInt8]
    do throws(PlatformError) {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error)
    }
    let source = SourceText(name: path, bytes: bytes)
    let diagnostics = Script.compile(source).diagnostics
    let errors = diagnostics.filter { $0.severity == .error }
    name = FileSystem.fileName(of: path)
    texts = diagnostics.map { $0.rendered(in: source) }
    firstError = errors.first?.rendered(in: source)
    reasons = errors.map(\.message)
  }
}
