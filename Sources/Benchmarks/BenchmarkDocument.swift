import Formats
import Rosters

/// A run as it is saved, and read again to compare with.
struct BenchmarkDocument {
  /// A benchmark of a saved run.
  struct Entry {
    let name: String
    let nanosecondsPerElement: Double
    let hash: String?
  }

  let isQuick: Bool
  let clock: BenchmarkClock
  /// Nanoseconds of the yardstick loop for a bar.
  let yardstick: Double
  let entries: [Entry]

  private static let kind = "tourney-bench"

  /// Reads a saved run.
  ///
  /// - Throws: A data error for what is no such document, with its place.
  init(_ bytes: [UInt8], file: String) throws(LocatedError) {
    let document = try JSONParser.parse(bytes, file: file)
    guard document["kind"]?.text == Self.kind else {
      throw LocatedError(
        .data, "the baseline is no run of benchmarks", file: file, line: document.line,
        found: document["kind"]?.shown ?? document.shown, expected: "\"kind\": \"\(Self.kind)\"",
        hint: "write one with 'tourney-bench --json > \(file)'")
    }
    func number(
      _ name: String, of value: JSONValue, in path: String
    ) throws(LocatedError) -> Double {
      guard let number = value[name]?.number, number > 0, number.isFinite else {
        throw LocatedError(
          .data, "a number of the baseline is missing or wrong", file: file,
          line: (value[name] ?? value).line, path: path + name, found: value[name]?.shown,
          expected: "a number above 0")
      }
      return number
    }
    yardstick = try number("yardstickNanoseconds", of: document, in: "")
    if case .flag(true) = document["quick"]?.content { isQuick = true } else { isQuick = false }
    clock = document["clock"]?.text.flatMap(BenchmarkClock.init) ?? .wall
    var entries: [Entry] = []
    for (index, value) in (document["benchmarks"]?.list ?? []).enumerated() {
      let path = "benchmarks[\(index)]."
      guard let name = value["name"]?.text else {
        throw LocatedError(
          .data, "a benchmark of the baseline has no name", file: file, line: value.line,
          path: path + "name", expected: "a text")
      }
      // What was skipped or wrong has no times to compare with.
      if value["nanosecondsEach"] == nil { continue }
      entries.append(
        Entry(
          name: name, nanosecondsPerElement: try number("nanosecondsEach", of: value, in: path),
          hash: value["hash"]?.text))
    }
    self.entries = entries
  }

  /// A run as JSON, with its comparison where there is one.
  static func text(_ run: MeasuredRun, _ comparison: BenchmarkComparison?) -> String {
    var members: [(String, JSONValue)] = [
      ("kind", JSONValue(.text(kind))), ("quick", JSONValue(.flag(run.isQuick))),
      ("clock", JSONValue(.text(run.clock.rawValue))), ("runs", .integer(run.runs)),
      ("yardstickNanoseconds", .number(run.yardstick)),
      ("benchmarks", JSONValue(.list(run.measurements.map { entry($0, of: run) }))),
    ]
    if let comparison {
      members.append(("comparison", JSONValue(.list(comparison.rows.map(entry)))))
      let missing = comparison.missing.map { JSONValue(.text($0)) }
      members.append(("notInBaseline", JSONValue(.list(missing))))
    }
    return JSONValue.object(members).rendered() + "\n"
  }

  private static func entry(_ measurement: Measurement, of run: MeasuredRun) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", JSONValue(.text(measurement.name))),
      ("area", JSONValue(.text(measurement.area.rawValue))),
      ("count", .integer(measurement.count)),
    ]
    switch measurement.result {
    case .skipped(let reason): members.append(("skipped", JSONValue(.text(reason))))
    case .wrong(let reason): members.append(("wrong", JSONValue(.text(reason))))
    case .times(let times, let outcome):
      members += [
        ("minNanoseconds", .number(times.least)), ("medianNanoseconds", .number(times.median)),
        ("nanosecondsEach", .number(times.least / Double(measurement.count))),
      ]
      if measurement.count > 1, let share = run.share(measurement) {
        members.append(("shareOfYardstick", .number(share)))
      }
      if let kept = run.keepsLimit(measurement) {
        members.append(("keepsLimit", JSONValue(.flag(kept))))
      }
      if let trades = outcome.trades { members.append(("trades", .integer(trades))) }
      if let equity = outcome.equity { members.append(("equity", .number(equity))) }
      if let hash = outcome.hash {
        members.append(("hash", JSONValue(.text(Outcome.text(hash)))))
      }
      if !outcome.remark.isEmpty { members.append(("remark", JSONValue(.text(outcome.remark)))) }
    }
    return .object(members)
  }

  private static func entry(_ row: BenchmarkComparison.Row) -> JSONValue {
    .object([
      ("name", JSONValue(.text(row.name))), ("ratio", .number(row.ratio)),
      ("ratioBesideYardstick", .number(row.adjustedRatio)),
      ("sameResult", JSONValue(.flag(row.isSameResult))),
    ])
  }
}
