import Market
import Testing

@testable import Script

/// Requests of bars that are not the chart's: other symbols, and the chart's in finer steps.
@Suite struct CompanionTests {
  private static let finer = ScriptRun.series(40, minutes: 15)
  private static let other = ScriptRun.series(40, minutes: 15, symbol: "OTHER")

  @Test(arguments: samples) func `requests read what is given`(_ sample: Sample) {
    let found = [ScriptEvaluation.perBar, .columns].map {
      ScriptRun.out(
        of: sample.body, version: sample.version, evaluation: $0,
        companions: [Self.other, Self.finer])
    }
    #expect(found == [sample.out, sample.out])
  }

  // The chart's ten hours close at 1 to 10, the forty quarters at 1 to 40.
  static let samples: [Sample] = [
    Sample(
      "another symbol's last closed bar", "out = request.security(\"OTHER\", \"15\", close)",
      gives: "40"),
    Sample(
      "an exchange before the name",
      "out = request.security(\"NYSE:OTHER\", \"15\", close[1])", gives: "39"),
    Sample(
      "another symbol's bars made coarser",
      "out = request.security(\"OTHER\", \"60\", open)", gives: "36.5"),
    Sample(
      "the chart's symbol at a finer timeframe",
      "out = request.security(syminfo.tickerid, \"15\", close)", gives: "40"),
    Sample(
      "the values within a bar",
      "out = request.security_lower_tf(syminfo.tickerid, \"15\", close)",
      gives: "[37, 38, 39, 40]"),
    Sample(
      "two lists at once",
      "[h, l] = request.security_lower_tf(\"\", \"30\", [high, low])\nout = h.get(1) - l.get(0)",
      gives: "6"),
    Sample(
      "state within the finer bars",
      "out = request.security_lower_tf(\"\", \"15\", ta.cum(1)).last()", gives: "40"),
    Sample(
      "the chart's own timeframe gives one value",
      "out = request.security_lower_tf(\"\", \"60\", close)", gives: "[10]"),
    Sample(
      "a longer timeframe that is not to matter",
      """
      x = request.security_lower_tf("", "240", close, ignore_invalid_timeframe = true)
      out = na(x)
      """, gives: "true"),
    Sample(
      "only some bars ask",
      """
      f() => request.security_lower_tf("", "15", close)
      int n = 0
      if bar_index % 3 == 0
          n := f().size()
      out = n
      """, gives: "4"),
  ]

  @Test func `what is missing is named`() {
    let body = "out = request.security(\"NYSE:SPY\", \"15\", close)"
    #expect(
      ScriptRun.out(of: body, companions: [Self.other]).contains(
        "there are no bars of symbol 'NYSE:SPY', only of TEST, OTHER; give its file with --with"))
    #expect(
      ScriptRun.out(of: "out = request.security(\"\", \"5\", close)").contains(
        "bars of timeframe '5' cannot be made of the chart's 1h bars; give finer ones with --with"))
    #expect(
      ScriptRun.out(of: "out = request.security_lower_tf(\"\", \"240\", close)").contains(
        "timeframe '240' is longer than the chart's 1h"))
  }
}
