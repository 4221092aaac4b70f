import Platform
import TestSupport
import Testing

@testable import CommandLineTool

/// Commands that begin with what others have kept.
@Suite struct KeptResultTests {
  static func text(_ path: String) throws -> String {
    try FileBytes(path: path).withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test("scripts and experts are kept, reported, explained and verified")
  func keptRuns() throws {
    try withTemporaryDirectory { folder in
      let store = ["--store", FileSystem.join(folder, "t.db"), "-q"]
      let data = Repository.path("data/daily/TRN-1d.csv")
      let script = Repository.path("strategies/donchian-turtle.pine")
      var found = Mismatches()
      func check(_ words: [String], _ code: Int32 = 0) {
        found.check(
          "tourney \(words.joined(separator: " "))", CommandLineTool.run(words + store),
          equals: code)
      }
      check(["backtest", script, data, "--set", "Entry channel=40", "--override", "pyramiding=3"])
      check(["backtest", data, "--expert", "turtle", "--set", "layers=2"])
      let settings = ["--override", "pyramiding=4", "--override", "close_entries_rule=ANY"]
      let contest = ["rank", script, data, "--draws", "100", "--from", "2020-01-02"]
      check(contest + settings)
      check(contest + ["--override", "initial_capital=5"], 64)
      check(["rank", data, "--override", "pyramiding=4"], 64)
      check(["runs", "verify"])
      check(["runs", "verify", "c1"])
      check(["explain", "1", "1"])
      check(["explain", "2", "2016-07-01"])
      check(["explain", "1", "100000"], 64)
      check(["explain", "1", "yesterday"], 64)
      let both = FileSystem.join(folder, "both.html")
      check(["report", "1", "2", "--out", both])
      check(["report", "1", "--out", both], 64)
      check(["report", "1", "--out", both, "--force"])
      check(["backtest", script, data, "--set", "No such input=1"], 64)
      check(["backtest", script, data, "--override", "no_such=1"], 64)
      check(["backtest", script, data, "--expert", "turtle"], 64)
      #expect(found.isEmpty, "\(found)")
      let page = try Self.text(both)
      #expect(page.contains("<h2>Monthly returns</h2>"))
    }
  }

  @Test("an ensemble is kept with its decisions, and its report stays small")
  func ensembles() throws {
    try withTemporaryDirectory { folder in
      let report = FileSystem.join(folder, "ensemble.html")
      let words = [
        "ensemble", Repository.path("data/daily/TRN-1d.csv"),
        Repository.path("data/daily/ACM-1d.csv"), "--experts", "sma-cross,turtle,rsi-reversal",
        "--allocate", "equal,contest", "--predictor", "mean", "--draws", "100", "--report", report,
        "--store", FileSystem.join(folder, "t.db"), "-q",
      ]
      #expect(CommandLineTool.run(words) == 0)
      let page = try Self.text(report)
      #expect(page.contains("Master portfolios") && page.contains("Weights: contest (mean)"))
      #expect(page.utf8.count < 2_000_000 && !page.contains("<script"))
      #expect(CommandLineTool.run(words) == 64, "an existing report is not replaced")
      #expect(
        CommandLineTool.run([
          "runs", "verify", "c1", "--store", FileSystem.join(folder, "t.db"), "-q",
        ]) == 0)
    }
  }
}
