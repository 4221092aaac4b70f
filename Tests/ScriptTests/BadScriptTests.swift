import Platform
import TestSupport
import Testing

@testable import Script

/// Texts that no one should write and someone will: what they are told, and in what time.
@Suite struct BadScriptTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    /// Severities, places and messages, in order.
    var messages: [String]

    init(_ name: String, _ text: String, _ messages: [String]) {
      self.init(name, Array(text.utf8), messages)
    }

    init(_ name: String, _ bytes: [UInt8], _ messages: [String]) {
      (self.name, self.bytes, self.messages) = (name, bytes, messages)
    }

    var testDescription: String { name }
  }

  private static let head = "//@version=6\nstrategy(\"t\")\n"

  static let cases: [Case] = [
    Case("empty", "", ["error 1:1 the script is empty"]),
    Case("blank", "\u{FEFF}\n\t \r\n", ["error 1:1 the script is empty"]),
    Case(
      "a comment", "//@version=6\n// nothing\n", ["error 1:1 the script does not say what it is"]),
    Case("an indicator", "//@version=6\nindicator(\"i\")\nplot(ta.sma(close, 5))\n", []),
    Case(
      "tabs and spaces",
      head + "if close > open\n\ta = 1\n    b = 2\nif close < open\n    if low < 3\n\t    c = 4\n",
      []),
    Case(
      "lines of other systems",
      "//@version=6\r\nstrategy(\"t\")\r\nif close > open\r\n    a = b\r\n",
      ["error 4:9 unknown name 'b'"]),
    Case(
      "lines that end in returns", "//@version=6\rstrategy(\"t\")\rx = y\r",
      [
        "error 3:5 unknown name 'y'"
      ]),
    Case(
      "a byte-order mark", "\u{FEFF}//@version=5\nstrategy(\"t\")\nx = y",
      [
        "error 3:5 unknown name 'y'"
      ]),
    Case(
      "no UTF-8 in a text",
      Array(head.utf8) + Array("x = \"".utf8) + [0xFF, 0xE9]
        + Array("\"\n".utf8), ["warning 3:6 the text is not valid UTF-8 here"]),
    Case(
      "no UTF-8 in a name", Array(head.utf8) + Array("caf".utf8) + [0xE9] + Array(" = 1\n".utf8),
      [
        "error 3:1 unknown name 'caf'", "warning 3:4 the text is not valid UTF-8 here",
        "error 3:4 '\u{FFFD}' does not belong to the language",
      ]),
    Case(
      "UTF-16", [0xFF, 0xFE] + head.utf8.flatMap { [$0, 0] },
      ["error 1:1 the text is in the encoding UTF-16"]),
    Case(
      "no version", "strategy(\"t\")\n",
      ["warning 1:1 no line names the version of the language; read as version 6"]),
    Case("a version to come", "//@version=7\nstrategy(\"t\")\n", ["error 1:1 unknown version '7'"]),
    Case(
      "an old version", "//@version=4\nstudy(\"t\")\n", ["error 1:1 version 4 is not supported"]),
    Case("no number", "//@version=x\nstrategy(\"t\")\n", ["error 1:1 unknown version 'x'"]),
    Case(
      "a huge number", "//@version=99999999999999999999\nstrategy(\"t\")\n",
      ["error 1:1 unknown version '99999999999999999999'"]),
    Case(
      "two declarations", head + "indicator(\"u\")\n",
      ["error 3:1 a script has only one declaration"]),
    Case(
      "variables named like the language's", head + "close = 5\nta = ta.sma(close, 2)\nx = close\n",
      ["warning 3:1 'close' means this variable from here on, not what the language calls so"]),
    Case(
      "functions named like the language's",
      head + "nz(float x) => x\nta(float x) => x\ny = nz(close) + ta(open)\n",
      ["warning 3:1 'nz' means this function, not what the language calls so"]),
    Case("words of the grammar", head + "if = 3\n", ["error 3:4 unexpected '='"]),
  ]

  @Test(arguments: cases)
  func `bad texts are told what is wrong with them`(_ bad: Case) {
    let source = SourceText(name: bad.name, bytes: bad.bytes)
    let found = Script.compile(source).diagnostics.map { diagnostic in
      let position = source.position(of: diagnostic.span.start)
      return "\(diagnostic.severity) \(position.line):\(position.column) \(diagnostic.message)"
    }
    #expect(found == bad.messages)
  }

  /// Texts of a megabyte and texts that grow when functions are expanded.
  private static var large: [(name: String, text: String, code: String?)] {
    func lines(_ count: Int, _ line: (Int) -> String) -> String {
      (0..<count).map { line($0) + "\n" }.joined()
    }
    func average(_ number: Int) -> String {
      "x\(number) = ta.ema(close, 14) > ta.sma(high[1], 20) ? nz(close, 1.5) : low - 2"
    }
    return [
      ("a megabyte of averages", lines(13_000, average), nil),
      ("a megabyte of mistakes", lines(40_000) { "x\($0) = unknwn\($0) + clse" }, "unknown-name"),
      ("a megabyte of counters", lines(20_000) { "var v\($0) = 0\nv\($0) := v\($0) + 1" }, nil),
      (
        "a megabyte in one block", "if close > open\n" + lines(40_000) { "    y = close * \($0)" },
        nil
      ),
      (
        "one long sum", "x = close" + String(repeating: " + close", count: 120_000),
        "nested-too-deep"
      ),
      (
        "ten thousand brackets",
        "x = " + String(repeating: "(", count: 10_000) + "1"
          + String(repeating: ")", count: 10_000),
        "nested-too-deep"
      ),
      (
        "two thousand blocks",
        (0..<2_000).map { String(repeating: "\t", count: $0) + "if close > open\n" }.joined(),
        "nested-too-deep"
      ),
      (
        "functions that double",
        "f0(x) => x\n" + lines(60) { "f\($0 + 1)(x) => f\($0)(x) + f\($0)(x)" }
          + "y = f60(close)\n",
        "too-large"
      ),
    ]
  }

  @Test func `large texts compile or are refused in bounded time`() {
    var found = Mismatches()
    for (name, text, code) in Self.large {
      let source = SourceText(name: name, text: Self.head + text)
      let start = MonotonicClock.nanoseconds()
      let compilation = Script.compile(source)
      let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
      found.require(seconds < 60, "\(name): \(seconds) s")
      if let code {
        found.require(
          compilation.errors.contains { $0.code.rawValue == code },
          "\(name): \(compilation.errors.first.map { "\($0.code)" } ?? "no error")")
        found.require(compilation.diagnostics.count <= 101, "\(name): too many diagnostics")
      } else {
        found.check(name, compilation.errors.map(\.message), equals: [])
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  /// Scripts that compile and would never end or fill the memory, with what stops them.
  static let greedy: [(name: String, body: String, message: String)] = [
    (
      "a while without end", "n = 0\nwhile true\n    n += 1\nout = n",
      "4:1: a loop does not end within 20000000 rounds"
    ),
    (
      "a for without end", "n = 0\nfor i = 0 to 1e300\n    n += 1\nout = n",
      "4:1: a loop does not end within 20000000 rounds"
    ),
    (
      "steps of nothing", "n = 0\nfor i = 0 to 9 by 0\n    n += 1\nout = n",
      "4:1: a loop does not end within 20000000 rounds"
    ),
    (
      "a while without end or effect", "out = 1\nwhile true\n    x = close",
      "4:1: a loop does not end within 20000000 rounds"
    ),
    (
      "a billion elements", "a = array.new<float>(1000000000, 1)\nout = a.size()",
      "3:5: a list holds at most 100000 elements"
    ),
    (
      "ten billion cells", "a = matrix.new<float>(100000, 100000, 1)\nout = a.rows()",
      "3:5: a matrix holds at most 100000 elements"
    ),
    (
      "a loop over what it fills", "a = array.from(1)\nfor x in a\n    a.push(x)\nout = a.size()",
      "5:5: a list holds at most 100000 elements"
    ),
    (
      "a map without end",
      "m = map.new<int, int>()\nn = 0\nwhile true\n    m.put(n, n)\n    n += 1\nout = n",
      "6:5: a map holds at most 100000 entries"
    ),
    (
      "a text that doubles", "s = \"a\"\nfor i = 1 to 60\n    s := s + s\nout = str.length(s)",
      "5:10: a text holds at most 40960 bytes"
    ),
    (
      "a text a billion times", "out = str.length(str.repeat(\"x\", 1000000000))",
      "3:18: a text holds at most 40960 bytes"
    ),
    (
      "a text in place of each letter",
      "s = str.repeat(\"x\", 40000)\nout = str.length(str.replace_all(s, \"x\", s))",
      "4:18: a text holds at most 40960 bytes"
    ),
    (
      "a negative offset", "n = -1 * bar_index - 1\nout = close[n]",
      "4:7: a negative history offset would read the future"
    ),
  ]

  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `scripts that ask for too much are stopped with their line`(_ evaluation: ScriptEvaluation) {
    var found = Mismatches()
    for (name, body, message) in Self.greedy {
      let out = ScriptRun.out(of: body, bars: 3, evaluation: evaluation)
      found.require(out.hasPrefix("test.pine:\(message) (bar 0, "), "\(name): \(out)")
    }
    #expect(found.isEmpty, "\(found)")
  }
}
