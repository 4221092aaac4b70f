import Files
import Formats
import FoundationEssentials
import Platform

/// A strategy with the trades that a charting platform listed for it.
struct ParityProbe {
  var name: String
  /// The script's source.
  var source: [UInt8]
  /// Where the list of trades is.
  var listPath: String
  /// Inputs set for the listed run, by title.
  var inputs: [(title: String, value: String)] = []
  /// The first bar of the chart, in milliseconds since the epoch, where the probe says so.
  var start: Int64?
}

/// A probe that cannot be checked, and why.
struct ExcludedProbe {
  var name: String
  var reason: String
}

/// The probes of a folder: each a folder with `strategy.pine`, `tv_trades.csv`, `inputs.json`.
struct ParityFolder {
  var probes: [ParityProbe] = []
  var excluded: [ExcludedProbe] = []

  /// Reads a folder of probes, or one probe; folders without a script are looked into.
  init(_ path: String) throws(LocatedError) {
    if FileSystem.exists(FileSystem.join(path, "strategy.pine")) {
      try add(path, name: FileSystem.fileName(of: path))
    } else {
      try addAll(path, prefix: "", depth: 0)
    }
  }

  private mutating func addAll(
    _ path: String, prefix: String, depth: Int
  ) throws(LocatedError) {
    let names: [String]
    do { names = try FileSystem.names(in: path) } catch { throw LocatedError(error, as: .data) }
    for name in names {
      let folder = FileSystem.join(path, name)
      guard FileSystem.isDirectory(folder) else { continue }
      if FileSystem.exists(FileSystem.join(folder, "strategy.pine")) {
        try add(folder, name: prefix + name)
      } else if depth < 2 {
        try addAll(folder, prefix: prefix + name + "/", depth: depth + 1)
      }
    }
  }

  private mutating func add(_ folder: String, name: String) throws(LocatedError) {
    let settings = try ProbeSettings.load(FileSystem.join(folder, "inputs.json"))
    let list = FileSystem.join(folder, settings?.list ?? "tv_trades.csv")
    guard FileSystem.exists(list) else {
      excluded.append(ExcludedProbe(name: name, reason: "there is no list of trades"))
      return
    }
    let source: [UInt8]
    do {
      source = try FileBytes(path: FileSystem.join(folder, "strategy.pine")).withBytes {
        Array($0)
      }
    } catch { throw LocatedError(error, as: .data) }
    if let reason = settings?.exclusion ?? Self.exclusion(source) {
      excluded.append(ExcludedProbe(name: name, reason: reason))
      return
    }
    probes.append(
      ParityProbe(
        name: name, source: source, listPath: list, inputs: settings?.inputs ?? [],
        start: settings?.start))
  }

  /// Why a script cannot be checked with one feed.
  private static func exclusion(_ source: [UInt8]) -> String? {
    for line in source.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = String(decoding: line, as: UTF8.self)
      let code = text.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
      let plain = code.filter { $0 != " " && $0 != "\t" }
      if plain.contains("use_bar_magnifier=true") {
        return "the bar magnifier needs a feed of a finer timeframe"
      }
      if plain.contains("request.security_lower_tf(") {
        return "bars of a lower timeframe need a feed of it"
      }
    }
    return nil
  }
}

/// What `inputs.json` beside a script says; its unknown entries are inputs by title.
private struct ProbeSettings: Decodable {
  enum Value: Decodable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case other([String: Value])
    case none

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let object = try? container.decode([String: Value].self) {
        self = .other(object)
      } else {
        self = .none
      }
    }
  }

  /// Entries that steer the comparison and are no inputs of the script.
  private static let known: Set<String> = [
    "tv_trades_csv", "tv_trades_csv_tz", "ohlcv_csv", "ohlcv_start_ms", "input_tf", "script_tf",
    "runtime_overrides", "validation_overrides", "expected_tier", "notes",
    "engine_chart_timezone",
  ]

  let entries: [String: Value]

  init(from decoder: any Decoder) throws {
    entries = try decoder.singleValueContainer().decode([String: Value].self)
  }

  /// Reads the settings beside a script; nil when there are none.
  static func load(_ path: String) throws(LocatedError) -> ProbeSettings? {
    guard FileSystem.exists(path) else { return nil }
    do {
      let data = try FileBytes(path: path).withBytes { Data($0) }
      return try JSONDecoder().decode(ProbeSettings.self, from: data)
    } catch {
      throw LocatedError(.data, "the probe's inputs are no JSON object", file: path)
    }
  }

  var list: String? {
    if case .text(let name) = entries["tv_trades_csv"] { name } else { nil }
  }

  var start: Int64? {
    if case .number(let time) = entries["ohlcv_start_ms"] { Int64(time) } else { nil }
  }

  var exclusion: String? {
    if case .text(let timeframe) = entries["input_tf"],
      case .text(let script) = entries["script_tf"], timeframe != script
    {
      return "it runs on a feed of timeframe \(timeframe)"
    }
    if case .other(let overrides) = entries["runtime_overrides"],
      case .flag(true) = overrides["bar_magnifier"]
    {
      return "the bar magnifier needs a feed of a finer timeframe"
    }
    return nil
  }

  var inputs: [(title: String, value: String)] {
    var inputs: [(title: String, value: String)] = []
    for title in entries.keys.sorted() where !title.hasPrefix("_") && !Self.known.contains(title) {
      switch entries[title] {
      case .text(let text): inputs.append((title, text))
      case .number(let number): inputs.append((title, NumberFormat.shortest(number)))
      case .flag(let flag): inputs.append((title, flag ? "true" : "false"))
      default: continue
      }
    }
    return inputs
  }
}
