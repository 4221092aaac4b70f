import Analysis
import Contests
public import Formats
import Platform
import Trading

extension Roster {
  /// Reads a roster document; paths in it are from its own folder.
  ///
  /// - Throws: A data error with line, column and the path in the document.
  public static func read(_ path: String) throws(LocatedError) -> Roster {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: path).withBytes { Array($0) }
    } catch {
      throw LocatedError(error, as: .data)
    }
    return try read(bytes, file: path, folder: FileSystem.directoryName(of: path))
  }

  /// Reads the bytes of a roster document.
  ///
  /// - Parameters:
  ///   - file: The name that errors carry.
  ///   - folder: Where paths in the document begin.
  static func read(
    _ bytes: [UInt8], file: String?, folder: String
  ) throws(LocatedError) -> Roster {
    let document = try JSONParser.parse(bytes, file: file)
    try RosterShape.root.check(document, path: "", file: file)
    let reader = RosterReader(document: document, file: file, folder: folder)
    var roster = Roster(
      name: document["name"]?.text, data: reader.data(),
      eventFile: document["events"]?.text.map(reader.resolved), entries: try reader.entries(),
      rulebook: try reader.rulebook(), from: reader.day("from"), to: reader.day("to"),
      seed: document["seed"]?.integer.map { UInt64($0) } ?? 1)
    roster.file = file
    if let from = roster.from, let to = roster.to, to < from {
      throw reader.error("'to' lies before 'from'", document["to"], path: "to")
    }
    return roster
  }
}

/// Turns a checked document into a roster.
private struct RosterReader {
  let document: JSONValue
  let file: String?
  let folder: String

  func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty || folder == "."
      ? path : FileSystem.join(folder, path)
  }

  func error(
    _ message: String, _ value: JSONValue?, path: String, hint: String? = nil
  ) -> LocatedError {
    (value ?? document).error(message, path: path, file: file, hint: hint)
  }

  func day(_ name: String) -> Int32? {
    document[name]?.text.flatMap(ISODateParser.date).map { Int32($0.daysSinceEpoch) }
  }

  func data() -> [Roster.DataSource] {
    (document["data"]?.list ?? []).enumerated().map { index, value in
      var source = Roster.DataSource(
        resolved(value.text ?? value["file"]?.text ?? ""), symbol: value["symbol"]?.text)
      source.options = value.text == nil ? value : nil
      source.place = .init(path: "data[\(index)]", value: value, file: file)
      return source
    }
  }

  func entries() throws(LocatedError) -> [Roster.Entry] {
    var entries: [Roster.Entry] = []
    var seen: [String: Int] = [:]
    for (index, value) in (document["agents"]?.list ?? []).enumerated() {
      let path = "agents[\(index)]"
      var entry = Roster.Entry(
        try source(value, path: path), name: value["name"]?.text,
        symbols: value["symbols"]?.list.compactMap(\.text),
        pyramiding: value["pyramiding"]?.integer, settings: try settings(value, path: path))
      entry.place = .init(path: path, value: value, file: file)
      if let other = seen[entry.shownName] {
        throw error(
          "agents[\(other)] has the same name '\(entry.shownName)'", value["name"] ?? value,
          path: value["name"] == nil ? path : path + ".name", hint: "give each agent its own name")
      }
      seen[entry.shownName] = index
      entries.append(entry)
    }
    return entries
  }

  /// The arguments of a script's `strategy()` that an agent replaces.
  private func settings(
    _ value: JSONValue, path: String
  ) throws(LocatedError) -> [Agent.Input] {
    guard let settings = value["settings"] else { return [] }
    guard value["strategy"] != nil else {
      throw error(
        "only a script has settings", settings, path: path + ".settings",
        hint: value["expert"] == nil ? nil : "an expert has 'inputs' and 'pyramiding'")
    }
    if value["pyramiding"] != nil, let twice = settings["pyramiding"] {
      throw error(
        "'pyramiding' is given twice", twice, path: path + ".settings.pyramiding",
        hint: "leave one of them out")
    }
    return settings.members.map { Agent.Input($0.name, $0.value.shown) }
  }

  private func source(
    _ value: JSONValue, path: String
  ) throws(LocatedError) -> Roster.Entry.Source {
    let sources = ["expert", "strategy", "decisions", "returns"].filter { value[$0] != nil }
    guard sources.count == 1 else {
      var error = error(
        "an agent has one source", value, path: path,
        hint: "name an expert, a script, a file of decisions or a file of returns")
      error.expected = "one of expert, strategy, decisions, returns"
      error.found = sources.isEmpty ? "none" : sources.joined(separator: " and ")
      throw error
    }
    let text = value[sources[0]]?.text ?? ""
    let inputs = (value["inputs"]?.members ?? []).map { Agent.Input($0.name, $0.value.shown) }
    switch sources[0] {
    case "expert": return .expert(text, inputs: inputs)
    case "strategy": return .script(resolved(text), inputs: inputs)
    default:
      if let inputs = value["inputs"] {
        throw error("only an expert or a script has inputs", inputs, path: path + ".inputs")
      }
      return sources[0] == "decisions" ? .decisions(resolved(text)) : .returns(resolved(text))
    }
  }

  func rulebook() throws(LocatedError) -> Rulebook {
    let terms = document["rulebook"] ?? .object([])
    let rules = try TradingTerms(terms).rules { message, member, expected throws(LocatedError) in
      var error = error(message, terms[member], path: "rulebook." + member)
      error.expected = expected
      throw error
    }
    var resampling = Resampling(draws: terms["draws"]?.integer ?? 2_000)
    resampling.blockLength = terms["blockLength"]?.integer
    if let percent = terms["confidence"]?.number { resampling.confidence = percent / 100 }
    let standard = PredictionPlan()
    return Rulebook(
      rules: rules, span: terms["window"]?.text.flatMap(Rulebook.Span.init) ?? .common,
      score: terms["score"]?.text.flatMap(Score.init) ?? .sharpe, resampling: resampling,
      prediction: PredictionPlan(
        lookback: terms["lookback"]?.integer ?? standard.lookback,
        horizon: terms["horizon"]?.integer ?? standard.horizon))
  }
}
