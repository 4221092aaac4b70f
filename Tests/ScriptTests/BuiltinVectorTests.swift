import Indicators
import Platform
import TestSupport
import Testing

@testable import Script

/// What the language has built in against values that others have computed.
///
/// A line of `Tests/Vectors/builtins.txt` names its oracle, the statements with the expression at their
/// end, and the value on the last of ten bars: Python's math, str, re, format, datetime, statistics
/// and list, numpy and plain Python for indicators, figures worked out by hand for the account, and
/// identities.
@Suite struct BuiltinVectorTests {
  struct Vector: Sendable {
    var oracle: String
    var body: String
    var value: String
  }

  static func vectors() throws -> [Vector] {
    let path = Repository.path("Tests/Vectors/builtins.txt")
    let text = try FileBytes(path: path).withBytes { String(decoding: $0, as: UTF8.self) }
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
      return Vector(
        oracle: parts[0], body: parts[1], value: parts.dropFirst(2).joined(separator: " | "))
    }
  }

  @Test func `values are those of their oracles`() throws {
    let vectors = try Self.vectors()
    let results = parallelMap(count: vectors.count, workers: Process.availableProcessors) {
      Self.mismatch(vectors[$0])
    }
    var found = Mismatches()
    for line in results.compactMap({ $0 ?? nil }) { found.add(line) }
    #expect(vectors.count > 400)
    #expect(found.isEmpty, "\(found)")
  }

  /// A long trade of 2 from 1.5 to 4.5, a short one of 1 from 5.5 to 7.5, and 4 long from 8.5 on.
  ///
  /// Equity at closes is at most 6 above the capital before the last entry, whose low takes it to
  /// 2 below; its high brings 14 above.
  private static let trades = """
    if bar_index == 0 ;;     strategy.entry("A", strategy.long, qty = 2, comment = "in") ;; \
    if bar_index == 3 ;;     strategy.close("A", comment = "out") ;; \
    if bar_index == 4 ;;     strategy.entry("B", strategy.short, qty = 1) ;; \
    if bar_index == 6 ;;     strategy.close("B") ;; \
    if bar_index == 7 ;;     strategy.entry("C", strategy.long, qty = 4, comment = "last")
    """

  /// What differs, in both evaluations; nil if nothing does.
  private static func mismatch(_ vector: Vector) -> String? {
    let whole = vector.body.replacing("@trades", with: trades)
    var lines = whole.split(separator: " ;; ").map(String.init)
    lines[lines.count - 1] = "out = " + lines[lines.count - 1]
    let body = lines.joined(separator: "\n")
    for evaluation in [ScriptEvaluation.perBar, .columns] {
      let out = ScriptRun.out(of: body, evaluation: evaluation)
      if !agrees(out, vector.value) {
        return "\(vector.oracle): \(vector.body): was \(out), expected \(vector.value)"
      }
    }
    return nil
  }

  /// Numbers agree to ten decimals, as scripts show them; lists number by number, texts wholly.
  private static func agrees(_ found: String, _ wanted: String) -> Bool {
    if found == wanted { return true }
    func numbers(_ text: String) -> [Double] {
      text.split { "[], ;".contains($0) }.map { Double($0) ?? .nan }
    }
    let (left, right) = (numbers(found), numbers(wanted))
    return left.count == right.count && !left.isEmpty
      && zip(left, right).allSatisfy {
        Closeness.agree($0, $1, relative: 1e-9, absolute: 1e-10) && !$0.isNaN
      }
  }

  /// Built-ins without a line, and why none is needed.
  static let others: [String: String] = [
    // The registry's own oracles hold these; the suite of the indicators names them one by one.
    "ta.dmi": "indicator", "ta.supertrend": "indicator", "ta.sar": "indicator",
    "ta.pivot_point_levels": "indicator",
    // One value, which is there or is not.
    "na": "sentinel",
  ]

  /// What the chart, the instrument and the declaration say, handed through as it is.
  static let givenPrefixes = ["syminfo.", "timeframe.is", "timeframe.m", "timeframe.p", "chart."]

  @Test func `everything that computes something is held by an oracle`() throws {
    var mentioned: Set<String> = []
    for vector in try Self.vectors() { mentioned.formUnion(Self.names(in: vector.body)) }
    let computing: Set<BuiltinNature> = [
      .pure, .stateful, .bar, .account, .collectionRead, .collectionWrite, .run,
    ]
    var missing: [String] = []
    let catalog = Catalog.shared
    let all =
      catalog.functions.map { ($0.name, $0.nature) }
      + catalog.variables.map { ($0.name, $0.nature) }
    for (name, nature) in all where computing.contains(nature) {
      let isGiven = nature == .run && Self.givenPrefixes.contains { name.hasPrefix($0) }
      if isGiven || mentioned.contains(name) { continue }
      guard let reason = Self.others[name] else {
        missing.append(name)
        continue
      }
      if reason == "indicator" {
        _ = try IndicatorRegistry.indicator(named: String(name.dropFirst(3)))
      }
    }
    #expect(missing.isEmpty, "no oracle holds \(missing.sorted().joined(separator: ", "))")
    let stale = Self.others.keys.filter { mentioned.contains($0) && $0 != "na" }
    #expect(stale.isEmpty, "\(stale.sorted()) have a line and need no reason")
  }

  /// The dotted names in a text, those of methods with their namespaces as well.
  private static func names(in body: String) -> Set<String> {
    var found: Set<String> = []
    let words = body.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    for word in words.map(String.init) {
      found.insert(word)
      // `a.sort` stands for `array.sort`, `x.det` for `matrix.det`, `m.keys` for `map.keys`.
      let parts = word.split(separator: ".")
      guard parts.count == 2 else { continue }
      let spaces = ["a": "array", "c": "array", "e": "array", "x": "matrix", "y": "matrix"]
      let extra = ["i": "matrix", "m": "map", "q": "matrix"]
      if let space = spaces[String(parts[0])] ?? extra[String(parts[0])] {
        found.insert(space + "." + parts[1])
      }
      if word.hasPrefix("c.") { found.insert("map." + parts[1]) }
    }
    return found
  }
}
