import Analysis
import Contests
import Experts
import Formats
import Platform
import Rosters
import Terminal

extension CommandTree {
  /// The description of `tourney rank`.
  static let rank = CommandDescription(
    "rank", "hold a contest of experts and say how far its ranking can be told from luck",
    discussion: "Replays every agent on every instrument under one rulebook, on the days that all "
      + "have in common, beside cash and buy-and-hold. A roster document names agents, data and "
      + "rules; without one, the built-in experts take part.",
    arguments: [
      ArgumentDescription(
        "DATA",
        "a roster (.json), scripts (.pine) or a folder of them; price files or stored symbols",
        isRequired: false,
        isRepeatable: true,
        completion: .file)
    ],
    options: [
      .option("experts", "A,B,C", "built-in experts that take part; all", category: "Contest"),
      .option(
        "agents", "FILES",
        "decisions made elsewhere: time,symbol,weight as CSV or JSON lines, or date,return",
        category: "Contest", isRepeatable: true),
      overrideOption,
      .option(
        "score", "S", "what agents are ranked by", category: "Contest",
        choices: Score.allCases.map(\.rawValue)),
      .option(
        "window", "W", "days that count: what all have in common, or all", category: "Contest",
        choices: Rulebook.Span.allCases.map(\.rawValue)),
      .option("draws", "N", "draws of the bootstrap; 2000", category: "Contest"),
      .option("block", "DAYS", "days in a block; chosen from the returns", category: "Contest"),
      .option("confidence", "PERCENT", "of the intervals; 95", category: "Contest"),
      .option("lookback", "DAYS", "days of a score that should predict; 63", category: "Contest"),
      .option("horizon", "DAYS", "days that it should predict; 21", category: "Contest"),
      .option("seed", "N", "the key of all random numbers; 1", category: "Contest"),
      .flag("schema", "print the JSON schema of rosters", category: "Output"),
      .option("from", "DATE", "first day that counts; earlier bars warm up", category: "Data"),
      .option("to", "DATE", "last day that counts", category: "Data"),
      .option(
        "events", "FILE", "dividends, splits, funding and rates", category: "Data",
        completion: .file),
      .flag("json", "write one JSON document", category: "Output"),
      .flag("all", "show the conventions and every warning in full", category: "Output"),
    ] + reportOptions + dataOptions + costOptions,
    examples: [
      .init(
        "tourney rank data/daily/*.csv --events data/events.csv",
        "all built-in experts on the simulated markets"),
      .init("tourney rank strategies data/daily/*.csv", "all scripts of a folder"),
      .init("tourney rank trend.roster.json --json", "a contest from its document, for machines"),
    ])
}

extension ParsedArguments {
  /// The roster: a document with what the command line changes, or all of it from the command line.
  func roster() throws(LocatedError) -> Roster {
    var words: [String] = []
    for word in arguments { words += try Self.expanded(word) }
    func named(_ suffix: String) -> [String] {
      words.filter { $0.lowercased().hasSuffix(suffix) }
    }
    let (documents, scripts) = (named(".json"), named(".pine"))
    let files = words.filter { !documents.contains($0) && !scripts.contains($0) }
    guard documents.count <= 1 else {
      throw LocatedError(
        .usage, "a contest has one roster", found: documents.joined(separator: ", "))
    }
    var roster: Roster
    if let document = documents.first {
      try refuseRulesBesideRoster()
      roster = try Roster.read(document)
      if !files.isEmpty { roster.data = files.map { Roster.DataSource($0) } }
    } else {
      guard !files.isEmpty else {
        throw LocatedError(
          .usage, "neither a roster nor a price file is named",
          hint: "try: tourney rank data/daily/*.csv")
      }
      let experts = scripts.isEmpty || has("experts") ? try expertEntries() : []
      roster = Roster(data: files.map { Roster.DataSource($0) }, entries: experts)
      roster.rulebook.rules = try tradingRules()
    }
    let settings = try assignments("override").map { Agent.Input($0.name, $0.value) }
    if scripts.isEmpty, let first = settings.first {
      throw LocatedError(
        .usage, "'--override' is for scripts, and none is named", found: first.name,
        hint: documents.isEmpty ? nil : "a roster's agents have 'settings'")
    }
    roster.entries += scripts.map { Roster.Entry(.script($0, inputs: []), settings: settings) }
    for path in values("agents").flatMap({ $0.split(separator: ",").map(String.init) }) {
      roster.entries.append(Roster.Entry(try OutsideFile.source(path)))
    }
    try change(&roster)
    return roster
  }

  /// A folder stands for the scripts in it.
  private static func expanded(_ word: String) throws(LocatedError) -> [String] {
    guard FileSystem.isDirectory(word) else { return [word] }
    let names: [String]
    do { names = try FileSystem.names(in: word) } catch { throw LocatedError(error, as: .data) }
    let scripts = names.filter { $0.lowercased().hasSuffix(".pine") }.sorted()
    guard !scripts.isEmpty else {
      throw LocatedError(.data, "the folder has no scripts", file: word, expected: "*.pine")
    }
    return scripts.map { FileSystem.join(word, $0) }
  }

  private func expertEntries() throws(LocatedError) -> [Roster.Entry] {
    guard let text = value("experts") else {
      return ExpertCatalog.all.map { Roster.Entry(.expert($0.name, inputs: [])) }
    }
    var names: [String] = []
    for name in text.split(separator: ",").map({ $0.trimmingSpaces }) where !names.contains(name) {
      names.append(try ExpertCatalog.expert(named: name).name)
    }
    return names.map { Roster.Entry(.expert($0, inputs: [])) }
  }

  /// One rulebook per contest: what a roster says is not to be said twice.
  private func refuseRulesBesideRoster() throws(LocatedError) {
    let rules = CommandTree.costOptions.map(\.name) + ["experts"]
    if let name = rules.first(where: { has($0) }) {
      throw LocatedError(
        .usage, "'--\(name)' and a roster contradict each other",
        hint: "the roster names the agents and the rules they share")
    }
  }

  private func change(_ roster: inout Roster) throws(LocatedError) {
    if let path = value("events") { roster.eventFile = path }
    if let day = try date("from") { roster.from = Int32(day.daysSinceEpoch) }
    if let day = try date("to") { roster.to = Int32(day.daysSinceEpoch) }
    if let from = roster.from, let to = roster.to, to < from {
      throw LocatedError(.usage, "'--to' lies before '--from'")
    }
    if let seed = try integer("seed", in: 0...Int.max) { roster.seed = UInt64(seed) }
    if let span = value("window").flatMap(Rulebook.Span.init) { roster.rulebook.span = span }
    if let score = value("score").flatMap(Score.init) { roster.rulebook.score = score }
    if let draws = try integer("draws", in: 100...1_000_000) {
      roster.rulebook.resampling.draws = draws
    }
    if let days = try integer("block", in: 1...10_000) {
      roster.rulebook.resampling.blockLength = days
    }
    if let percent = try number("confidence", in: 50...99.9) {
      roster.rulebook.resampling.confidence = percent / 100
    }
    if let days = try integer("lookback", in: 2...10_000) {
      roster.rulebook.prediction.lookback = days
    }
    if let days = try integer("horizon", in: 1...10_000) {
      roster.rulebook.prediction.horizon = days
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
