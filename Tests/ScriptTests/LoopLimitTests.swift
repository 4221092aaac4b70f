import Formats
import Testing

@testable import Script

/// Loops that may not end, and calls that make loops long.
@Suite struct LoopLimitTests {
  private static func loopCount(_ body: String) throws -> Int {
    let text = "//@version=6\nstrategy(\"t\")\n" + body + "\n"
    let source = SourceText(name: "t.pine", text: text)
    let script = try Script.compile(source).requireScript(source)
    return script.program.instructions.count { $0.operation == .countRound }
  }

  @Test(arguments: [
    "while true\n    x = close", "n = 0\nwhile n < 5\n    n += 1",
    "f(n) =>\n    m = n\n    while m > 0\n        m += 1\n    m\nunused = f(1)",
    "n = 0\nwhile true\n    n += 1\n    if n < 0\n        break",
    "if close > open\n    while close > 0\n        x = 1", "for i = 0 to 9\n    i := 0",
    "n = 1\nfor i = 0 to n\n    n += 1",
    "f(a) => a\nn = 1\nfor i = 0 to f(n)\n    n += 1",
    "for i = 0 to 9 by 0\n    x = i", "w = input.int(0)\nfor i = 0 to 9 by w\n    x = i",
    "for i = 0 to 1e9\n    x = i",
    "x = request.security(\"\", \"D\", close)\nwhile x > 0\n    y = 1",
    "n = input.int(5)\nfor i = 0 to n - 1\n    if i > 3\n        break",
    "for i = 0 to bar_index * 1e9\n    x = i", "for i = int(close) to 5\n    x = i",
  ])
  func `a loop that cannot be shown to end stays, needed or not`(_ body: String) throws {
    #expect(try Self.loopCount(body) == 1)
  }

  @Test(arguments: [
    "for i = 0 to 100\n    x = i", "n = 10\nfor i = 0 to n\n    x = i",
    "a = array.from(1, 2)\nfor x in a\n    y = x", "for i = 10 to 0 by 2\n    x = i",
    "f(a) => a\nfor i = 0 to f(3)\n    x = i", "for i = na to 5\n    x = i",
    "for i = 1 to 1000\n    for j = 1 to 1000\n        x = i * j",
  ])
  func `a loop that ends and that nobody needs is dropped`(_ body: String) throws {
    #expect(try Self.loopCount(body) == 0)
  }

  @Test(arguments: [
    ("for i = 1 to 1000\n    for j = 1 to 1000\n        for k = 1 to 1000\n            x = k", 3),
    ("f() =>\n    for j = 1 to 10000\n        x = j\nfor i = 1 to 10000\n    f()", 2),
    ("a = array.new<int>(5)\nfor x in a\n    for y in a\n        z = x + y", 2),
    ("for i = 1 to 1000\n    for j = 1 to bar_index\n        x = i * j", 2),
  ])
  func `loops in loops stay where they may take too long together`(
    _ body: String, _ count: Int
  ) throws {
    #expect(try Self.loopCount(body) == count)
  }

  @Test(arguments: [
    "for i = 0 to bar_index * 1000000000\n    x = i",
    "for i = 1 to 30000\n    for j = 1 to 1000\n        x = i * j",
  ])
  func `a long loop that nobody needs is stopped with its line`(_ body: String) {
    let out = ScriptRun.out(of: body + "\nout = close", bars: 3)
    #expect(out.contains("a loop does not end within 20000000 rounds (bar "), "\(out)")
  }

  /// Bodies that make few elements look many, so that the tests stay fast.
  static let costly: [(name: String, body: String, place: String)] = [
    (
      "a search in a long list within two loops",
      "a = array.new<float>(50000, 1)\nfor i = 0 to 999\n    for j = 0 to 999\n"
        + "        if array.includes(a, 1)\n            n += 1", "7:12"
    ),
    (
      "a method in a function in a loop",
      "f(a) => a.indexof(1)\nb = array.new<float>(50000, 1)\nfor i = 0 to 1e6\n    n += f(b)",
      "4:9"
    ),
    (
      "sorting", "a = array.new<float>(30, 1)\nfor i = 0 to 2e6\n    a.sort()\nn := a.size()", "6:5"
    ),
    (
      "a determinant",
      "m = matrix.new<float>(90, 90, 1)\nfor i = 0 to 999\n"
        + "    n += matrix.det(m)", "6:10"
    ),
    (
      "a long text",
      "s = str.repeat(\"x\", 40000)\nfor i = 0 to 1e6\n"
        + "    n += str.pos(s, \"x\")", "6:10"
    ),
    (
      "texts that are made",
      "s = str.repeat(\"x\", 40000)\nfor i = 0 to 1e6\n"
        + "    n += str.startswith(str.upper(s), \"X\") ? 1 : 0", "6:10"
    ),
    (
      "a while that needs a list",
      "a = array.new<float>(90000, 1)\nwhile a.includes(1)\n"
        + "    n += 1", "5:7"
    ),
  ]

  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `calls that touch too much in loops are stopped with their line`(
    _ evaluation: ScriptEvaluation
  ) {
    for (name, body, place) in Self.costly {
      let out = ScriptRun.out(
        of: "n = 0.0\n" + body + "\nout = n", bars: 3,
        evaluation: evaluation)
      #expect(
        out.hasPrefix(
          "test.pine:\(place): calls in loops touch more than "
            + "\(Heap.maximumTouchedCount) elements on one bar; shorten the loop, or the lists and "
            + "windows within it (bar 0, "), "\(name): \(out)")
    }
  }

  /// Windows count as far as there are bars, on whatever bar it is too much.
  @Test(arguments: [ScriptEvaluation.perBar, .columns])
  func `long windows in long loops are stopped on their bar`(_ evaluation: ScriptEvaluation) {
    let out = ScriptRun.out(
      of: """
        n = 0.0
        if bar_index == 2500
            for i = 0 to 999999
                n += ta.ema(close, 100000)
        out = n
        """, bars: 3_000, evaluation: evaluation)
    #expect(
      out.hasPrefix("test.pine:6:14: calls in loops touch") && out.contains("(bar 2500, "),
      "\(out)")
  }

  @Test func `what is called outside of loops, and honest loops, have no limit`() {
    let out = ScriptRun.out(
      of: """
        a = array.new<float>(0)
        for i = 0 to 1999
            a.unshift(math.sin(i))
        total = ta.ema(close, 100000)
        for i = 0 to 19
            total += a.percentile_nearest_rank(i) + a.slice(0, 500).avg() + ta.ema(close, 2000)
            a.sort(i % 2 == 0 ? order.ascending : order.descending)
        out = a.size()
        """, bars: 40)
    #expect(out == "2000", "\(out)")
  }

  @Test func `a request's work is its own`() {
    let body = """
      f() =>
          a = array.new<float>(30000, 1)
          n = 0.0
          for i = 0 to 2999
              n += a.indexof(1)
          n
      x = f()
      y = request.security("", "", f())
      out = x + y
      """
    for evaluation in [ScriptEvaluation.perBar, .columns] {
      #expect(ScriptRun.out(of: body, bars: 3, evaluation: evaluation) == "0")
    }
  }
}
