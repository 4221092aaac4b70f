import Testing

@testable import Script

/// What one text means in version 5 and in version 6.
struct VersionSample: CustomTestStringConvertible {
  var title: String
  var body: String
  var former: String
  var current: String

  init(_ title: String, _ body: String, former: String, current: String) {
    (self.title, self.body, self.former, self.current) = (title, body, former, current)
  }

  var testDescription: String { title }
}

@Suite struct VersionTests {
  @Test(arguments: samples) func `the versions differ as they should`(_ sample: VersionSample) {
    for evaluation in [ScriptEvaluation.perBar, .columns] {
      let found = [5, 6].map {
        ScriptRun.out(of: sample.body, version: $0, evaluation: evaluation)
      }
      #expect(found == [sample.former, sample.current])
    }
  }

  static let samples: [VersionSample] = [
    VersionSample("whole numbers divided", "out = 5 / 2", former: "2", current: "2.5"),
    VersionSample(
      "whole numbers that are no constants divided", "out = (bar_index + 1) / 4", former: "2.5",
      current: "2.5"),
    VersionSample(
      "the right side of 'and'",
      "calls = array.new<int>()\nf() =>\n    calls.push(1)\n    true\n"
        + "x = bar_index > 100 and f()\nout = calls.size()", former: "1", current: "0"),
    VersionSample(
      "the right side of 'or'",
      "calls = array.new<int>()\nf() =>\n    calls.push(1)\n    true\n"
        + "x = bar_index < 100 or f()\nout = calls.size()", former: "1", current: "0"),
    VersionSample(
      "truth before the first bar", "x = (close > 0)[20]\nout = str.tostring(x)", former: "NaN",
      current: "false"),
    VersionSample(
      "truth of no branch", "x = if close < 0\n    true\nout = str.tostring(x)", former: "NaN",
      current: "false"),
    VersionSample(
      "the end of a loop",
      "n = 2\nrounds = 0\nfor i = 0 to n\n    rounds += 1\n    if i == 0\n        n := 4\n"
        + "out = rounds", former: "3", current: "5"),
    VersionSample(
      "a target in ticks beside one in prices",
      order + "strategy.exit(\"X\", \"L\", profit = 100, limit = 8)\n" + exitPrice, former: "8",
      current: "2.5"),
    VersionSample(
      "a stop in ticks beside one in prices",
      "if bar_index == 0\n    strategy.entry(\"S\", strategy.short)\n"
        + "strategy.exit(\"X\", \"S\", loss = 100, stop = 8)\n" + exitPrice, former: "8",
      current: "2.5"),
    VersionSample(
      "an entry beyond the cash",
      "if bar_index == 0\n    strategy.entry(\"L\", strategy.long, qty = 800000)\n"
        + "out = strategy.position_size", former: "800000", current: "0"),
  ]

  private static let order = "if bar_index == 0\n    strategy.entry(\"L\", strategy.long)\n"
  private static let exitPrice = "out = strategy.closedtrades.exit_price(0)"

  @Test(arguments: [(1, "D", "1D"), (7, "W", "1W")])
  func `a timeframe of one unit is named differently`(
    _ days: Int, former: String, current: String
  ) {
    let found = [5, 6].map {
      ScriptRun.out(of: "out = timeframe.from_seconds(\(days) * 86400)", version: $0)
    }
    #expect(found == [former, current])
  }

  @Test(arguments: refusals)
  func `one version refuses what the other takes`(_ body: String, refusing version: Int) {
    for tried in [5, 6] {
      let source = SourceText(
        name: "test.pine", text: "//@version=\(tried)\nstrategy(\"t\")\n" + body)
      let errors = Script.compile(source).errors.map(\.message)
      #expect(errors.isEmpty == (tried != version), "\(tried): \(errors)")
    }
  }

  static let refusals: [(String, Int)] = [
    ("if 1\n    strategy.close_all()", 6),
    ("x = bar_index and true", 6),
    ("bool x = na", 6),
    ("x = na(close > open)", 6),
    ("x = nz(close > open)", 6),
    ("x = fixnan(close > open)", 6),
    ("strategy.entry(\"L\", strategy.long, when = close > open)", 6),
    ("strategy.close(\"L\", when = close > open)", 6),
    ("plot(close, transp = 30)", 6),
    ("x = 5[1]", 6),
    ("x = true[1]", 6),
    ("type P\n    float a\np = P.new(1)\nx = p.a[1]", 6),
  ]

  @Test func `an index counts from the end in version 6 only`() {
    let body = "out = array.from(1, 2, 3).get(-1)"
    #expect(ScriptRun.out(of: body, version: 6) == "3")
    #expect(ScriptRun.out(of: body, version: 5).contains("index -1 is out of bounds"))
  }
}
