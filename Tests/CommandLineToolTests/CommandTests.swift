import Platform
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct CommandTests {
  @Test(
    "mistakes end with the right exit code",
    arguments: [
      (["backtst"], 64), (["backtest"], 64),
      (["backtest", "nowhere.csv", "--expert", "sma-cross", "--no-store"], 65),
      (["backtest", "data/daily/ACM-1d.csv"], 64),
      (["backtest", "x.csv", "--expert", "sma-cross", "--set", "fast=0"], 64),
      (["backtest", "x.csv", "--expert", "sma-cross", "--frictionless", "--slippage", "1"], 64),
      (["indicators", "show", "rssi"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "length=0"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "length=-3"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "length=2.5"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "length=nan"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "length=long"], 64),
      (["indicators", "compute", "sma", "x.csv", "--set", "size=3"], 64),
      (["indicators", "compute", "atr", "x.csv", "--source", "close"], 64),
      (["data", "resample", "x.csv"], 64),
    ] as [([String], Int32)])
  func mistakes(words: [String], code: Int32) {
    #expect(CommandLineTool.run(words) == code)
  }

  @Test("a run writes its trades, and the same run writes the same bytes")
  func runsAreReproducible() throws {
    try withTemporaryDirectory { folder in
      var texts: [String] = []
      for workers in ["1", "2"] {
        let path = FileSystem.join(folder, workers + ".csv")
        let code = CommandLineTool.run([
          "backtest", Repository.path("data/daily/TRN-1d.csv"), "--events",
          Repository.path("data/events.csv"), "--expert", "sma-cross", "--csv", path, "-q",
          "--workers", workers, "--no-store",
        ])
        #expect(code == 0)
        texts.append(
          try FileBytes(path: path).withBytes { String(decoding: $0, as: UTF8.self) })
      }
      #expect(texts[0] == texts[1] && texts[0].split(separator: "\n").count > 10)
    }
  }

  @Test("an indicator's columns are written as CSV, a missing value as nothing")
  func indicatorColumns() throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "macd.csv")
      let code = CommandLineTool.run([
        "indicators", "compute", "macd", Repository.path("data/daily/ACM-1d.csv"), "--set",
        "fast=2", "--set", "slow=3", "--set", "signal=2", "--source", "open", "--out", path,
      ])
      let lines = try FileBytes(path: path).withBytes { String(decoding: $0, as: UTF8.self) }
        .split(separator: "\n")
      #expect(code == 0)
      #expect(lines[0] == "time,macd,signal,histogram")
      #expect(lines[1].hasSuffix(",,,") && lines[3].hasSuffix(",,"))
      #expect(lines[4].split(separator: ",").count == 4)
    }
  }
}
