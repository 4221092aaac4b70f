import Platform
import TestSupport
import Testing

@testable import Script

@Suite struct ParserLimitTests {
  /// Texts that would exhaust a parser without limits, and the code of the error they must give.
  private static let extremes: [(name: String, text: String, code: String?)] = [
    ("brackets", "x = " + "(".repeated(10_000) + "1" + ")".repeated(10_000), "nested-too-deep"),
    ("open brackets", "x = " + "[(".repeated(10_000), "nested-too-deep"),
    ("signs", "x = " + "-".repeated(10_000) + "1", "nested-too-deep"),
    ("negations", "x = " + "not ".repeated(10_000) + "a", "nested-too-deep"),
    ("sum", "x = " + "1 + ".repeated(20_000) + "1", "nested-too-deep"),
    ("choices", "x = " + "a ? 1 : ".repeated(10_000) + "1", "nested-too-deep"),
    ("members", "x = a" + ".b".repeated(20_000), "nested-too-deep"),
    ("offsets", "x = a" + "[1]".repeated(20_000), "nested-too-deep"),
    ("calls", "x = " + "f(".repeated(10_000), "nested-too-deep"),
    ("comparisons", "x = " + "a<".repeated(20_000), "nested-too-deep"),
    ("types", "array<".repeated(10_000) + " x = 1", "nested-too-deep"),
    (
      "blocks", (0..<400).map { "    ".repeated($0) + "if a" }.joined(separator: "\n"),
      "nested-too-deep"
    ),
    ("unclosed calls", "f(x\n".repeated(20_000), "unclosed-bracket"),
    ("marks", "'".repeated(49_999), "unexpected-token"),
    ("zeros", "\0".repeated(50_000), "unexpected-character"),
    ("else if", "if a\n    b\n" + "else if a\n    b\n".repeated(10_000), nil),
    ("arms", "switch\n" + "    a => b\n".repeated(10_000), nil),
    ("arguments", "f(" + "x = 1, ".repeated(20_000) + ")", nil),
    ("lines", "x = ta.sma(close, 14) + 5 * high[1]\n".repeated(10_000), nil),
  ]

  @Test func `extreme texts give a diagnostic in bounded time and memory`() {
    var found = Mismatches()
    for (name, text, code) in Self.extremes {
      let source = SourceText(name: name, text: "//@version=6\n" + text)
      let (_, list) = Parser.parse(source)
      let codes = list.diagnostics.map(\.code.rawValue)
      if let code {
        found.require(codes.contains(code), "\(name): lacks \(code), has \(codes.prefix(5))")
      } else {
        found.check(name, codes, equals: [])
      }
      found.require(list.diagnostics.count <= DiagnosticList.maximumCount + 1, "\(name): too many")
      found.require(
        list.diagnostics.allSatisfy { !$0.rendered(in: source).isEmpty }, "\(name): rendering")
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `the time grows in proportion to the text`() {
    let line = "float v = ta.ema(close, 14) > ta.sma(high[1], 20) ? nz(x, 1.5) : low - open * 2\n"
    func best(of count: Int) -> Double {
      let source = SourceText(name: "t", text: "//@version=6\n" + line.repeated(count))
      return (0..<3).map { _ in
        let start = MonotonicClock.nanoseconds()
        let (tree, _) = Parser.parse(source)
        precondition(tree.statements.count == count)
        return Double(MonotonicClock.nanoseconds() - start)
      }.min()!
    }
    _ = best(of: 100)
    let ratio = best(of: 4_000) / best(of: 1_000)
    #expect(ratio < 12, "four times the lines took \(ratio) times as long")
  }

  @Test(.enabled(if: FileSystem.isDirectory(corpus), "the parity corpus is absent"))
  func `every strategy of the parity corpus is read without a diagnostic`() throws {
    var found = Mismatches()
    var count = 0
    for name in try FileSystem.names(in: Self.corpus) {
      let path = FileSystem.join(Self.corpus, name + "/strategy.pine")
      guard FileSystem.exists(path) else { continue }
      count += 1
      let source = SourceText(name: path, bytes: try FileBytes(path: path).withBytes { Array($0) })
      for diagnostic in Parser.parse(source).diagnostics.diagnostics {
        found.add(diagnostic.rendered(in: source))
      }
    }
    #expect(found.isEmpty && count > 200, "\(count) scripts, \(found)")
  }

  /// `TOURNEY_PARITY_CORPUS`, or the folder beside the repository.
  private static let corpus =
    Environment.variable("TOURNEY_PARITY_CORPUS")
    ?? Repository.path("../corpus/validation")
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
