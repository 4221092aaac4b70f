import Testing

@testable import Script

/// Averages that a column program runs side by side must not show it.
@Suite struct AverageBatchTests {
  private func both(_ body: String, bars: Int = 1_500) -> [String] {
    [ScriptEvaluation.perBar, .columns].map {
      ScriptRun.out(of: body, bars: bars, evaluation: $0)
    }
  }

  static let bodies: [(String, String)] = [
    (
      "kinds and lengths together",
      """
      a = ta.ema(close, 5)
      b = ta.rma(high - low + close % 7, 9)
      c = ta.atr(14)
      d = ta.ema(close % 11, 3)
      e = ta.rma(close % 5, 1)
      out = a + b * 3 + c * 5 + d * 7 + e
      """
    ),
    (
      "averages of averages, and of what is made of them",
      """
      a = ta.ema(close % 13, 5)
      b = ta.ema(a, 4)
      c = ta.rma(a - b, 6)
      d = ta.ema(close % 3, 8)
      e = ta.ema(b + c[3], 2)
      out = a + b * 3 + c * 5 + d * 7 + e
      """
    ),
    (
      "missing values come and go",
      """
      x = bar_index % 700 < 650 ? close % 17 : na
      y = bar_index == 1100 ? na : close % 19
      a = ta.ema(x, 5)
      b = ta.rma(y, 9)
      c = ta.ema(y, 600)
      d = ta.atr(1400)
      out = str.tostring(a) + " " + str.tostring(b) + " " + str.tostring(c) + " " + str.tostring(d)
      """
    ),
    (
      "lengths that vary",
      """
      n = bar_index < 700 ? 5 : 9
      a = ta.ema(close % 7, n)
      b = ta.ema(close % 7, 5)
      c = ta.atr(n)
      out = a + b * 3 + c * 5
      """
    ),
    (
      "an average before the columns that follow it",
      """
      score = 0.0
      for i = 0 to 2
          score += close % (i + 2)
      a = ta.ema(score, 5)
      b = ta.ema(close % 7, 5)
      score := b > a ? score + 1 : score - a
      c = ta.ema(score, 3)
      out = a + b * 3 + c * 5
      """
    ),
  ]

  @Test(arguments: bodies)
  func `columns give what bars give`(title: String, body: String) {
    let found = both(body)
    #expect(found[0] == found[1], "\(title)")
    #expect(Double(found[0].prefix { $0 != " " }) != nil, "\(found[0])")
  }

  @Test func `averages that do not need one another are in one batch`() throws {
    let source = SourceText(
      name: "test.pine",
      text: """
        //@version=6
        strategy("test")
        a = ta.ema(close, 5)
        b = ta.ema(a, 4)
        rises = close > close[1] ? close - close[1] : 0
        c = ta.rma(rises, 6)
        d = ta.atr(8)
        if a + b + c + d > 4
            strategy.entry("long", strategy.long)
        """)
    let script = try #require(Script.compile(source).script)
    #expect(script.columnForm.columnProgram.batches.map(\.count) == [3, 1])
  }

  @Test func `more averages than one batch holds`() {
    var body = "out = 0.0\n"
    for index in 0..<80 {
      let name = index % 3 == 0 ? "rma" : "ema"
      body += "a\(index) = ta.\(name)(close % \(index + 2), \(index + 1))\n"
      body += "out += a\(index)\n"
    }
    let found = both(body)
    #expect(found[0] == found[1])
    #expect(Double(found[0]) != nil, "\(found[0])")
  }

  @Test(arguments: [
    ("a = ta.sma(close, zero)\nb = ta.ema(close, 3)\nc = ta.rma(close, zero)", "'sma'"),
    ("a = ta.ema(close, 3)\nb = ta.rma(close, zero)\nc = ta.ema(close, zero)", "'rma'"),
    ("a = ta.ema(close, late)\nb = ta.wma(close, zero)\nc = ta.atr(zero)", "'wma'"),
  ])
  func `of what fails on a bar the first in the text is told`(calls: String, name: String) {
    let body =
      "zero = bar_index < 600 ? 3 : 0\nlate = bar_index < 601 ? 3 : 0\n" + calls
      + "\nout = a + b + c"
    let found = both(body)
    #expect(found[0] == found[1])
    #expect(found[0].contains(name), "\(found[0])")
  }
}
