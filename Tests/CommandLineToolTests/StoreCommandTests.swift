import Analysis
import Formats
import Platform
import SQLite
import Store
import Terminal
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct StoreCommandTests {
  private static let acm = Repository.path("data/daily/ACM-1d.csv")
  private static let trn = Repository.path("data/daily/TRN-1d.csv")

  /// Calls `body` with a folder and a function that runs a command on a store in it.
  private func withStore(
    _ body: (_ folder: String, _ path: String, _ run: ([String]) -> Int32) throws -> Void
  ) throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "test.db")
      try body(folder, path) { CommandLineTool.run($0 + ["--store", path, "-q"]) }
    }
  }

  @Test("backtests are kept, and verify confirms them from files, events and windows")
  func keptAndVerified() throws {
    try withStore { (_, path, run) throws in
      let events = Repository.path("data/events.csv")
      let commands = [
        ["backtest", Self.acm, "--expert", "buy-and-hold"],
        ["backtest", Self.trn, Self.acm, "--expert", "sma-cross", "--events", events],
        [
          "backtest", Self.acm, "--expert", "sma-cross", "--from", "2015-01-01", "--to",
          "2019-12-31", "--tick", "0.05", "--lot", "3", "--set", "short=true",
        ],
        [
          "backtest", Repository.path("data/intraday/SIMUSD-1h.csv"), "--expert", "sma-cross",
          "--convention", "tradingview", "--symbol", "OTHER", "--commission", "0.1",
        ],
      ]
      #expect(commands.map(run) == [0, 0, 0, 0])
      let store = try Store(path, access: .read)
      #expect(try store.runs().map(\.symbols) == ["ACM", "TRN ACM", "ACM", "OTHER"])
      #expect(run(["runs", "verify"]) == 0)
      #expect(run(["runs", "verify", "2", "last"]) == 0)
    }
  }

  @Test("verify finds a changed file and a changed row")
  func verifyFindsChanges() throws {
    try withStore { (folder, path, run) throws in
      let file = FileSystem.join(folder, "ACM-1d.csv")
      let text = try FileBytes(path: Self.acm).withBytes { Array($0) }
      try FileSystem.writeFile(file, text)
      #expect(run(["backtest", file, "--expert", "sma-cross"]) == 0)
      #expect(run(["runs", "verify"]) == 0)
      try FileSystem.writeFile(file, Array(text.dropLast(70)))
      #expect(run(["runs", "verify"]) == 1)
      // Imported bars take the place of a file that is gone.
      try FileSystem.writeFile(file, text)
      #expect(run(["data", "import", file]) == 0)
      try FileSystem.remove(file)
      #expect(run(["runs", "verify"]) == 0)
      try Connection(path, access: .existing).execute(
        "UPDATE run_trade SET quantity = quantity + 1 WHERE ordinal = 2")
      #expect(run(["runs", "verify"]) == 1)
      #expect(run(["runs", "delete", "1"]) == 0)
      #expect(run(["runs", "verify"]) == 0 && run(["runs", "show", "1"]) == 64)
    }
  }

  @Test("bars from the store give the run that the file gives, and export gives the file back")
  func storedBarsAreTheSame() throws {
    try withStore { (folder, path, run) throws in
      #expect(run(["data", "import", Self.acm, Self.trn]) == 0)
      for data in [Self.acm, "ACM"] {
        #expect(run(["backtest", data, "--expert", "sma-cross"]) == 0)
      }
      let runs = try Store(path, access: .read).runs()
      #expect(runs.count == 1)
      let copy = FileSystem.join(folder, "copy.csv")
      #expect(run(["data", "export", "ACM", "--out", copy]) == 0)
      #expect(run(["data", "export", "ACM", "--out", copy]) == 1)
      #expect(run(["data", "export", "ACM", "--out", copy, "--force"]) == 0)
      let texts = try [copy, Self.acm].map { try FileBytes(path: $0).withBytes { Array($0) } }
      #expect(texts[0] == texts[1])
      #expect(run(["data", "export", "NONE"]) == 64)
      #expect(run(["backtest", "NONE", "--expert", "sma-cross"]) == 65)
      #expect(run(["backtest", "ACM", "--expert", "sma-cross", "--session", "24x7"]) == 64)
      #expect(run(["backtest", "ACM", "--expert", "sma-cross", "--lot", "5"]) == 0)
      #expect(run(["runs", "verify"]) == 0)
    }
  }

  @Test("contests are kept once, verified, counted as attempts and deleted")
  func contestsAreKept() throws {
    try withStore { (_, path, run) throws in
      let words = [
        "rank", Self.trn, Self.acm, "--experts", "sma-cross", "--draws", "200", "--events",
        Repository.path("data/events.csv"),
      ]
      #expect(run(words) == 0 && run(words) == 0 && run(words + ["--seed", "7"]) == 0)
      let store = try Store(path, access: .read)
      let contests = try store.contests()
      #expect(contests.map(\.title) == ["c1", "c2"])
      #expect(contests[0].standings.map(\.agent).sorted() == ["buy-and-hold", "cash", "sma-cross"])
      #expect(run(["runs", "verify"]) == 0 && run(["runs", "verify", "c2"]) == 0)
      try Connection(path, access: .existing).execute(
        "UPDATE standing SET rank_high = 9 WHERE contest_id = 1 AND ordinal = 0")
      #expect(run(["runs", "verify"]) == 1 && run(["runs", "verify", "c2"]) == 0)
      #expect(run(["runs", "show", "c2"]) == 0 && run(["runs", "show", "c3"]) == 64)
      #expect(run(["runs", "delete", "c1"]) == 0 && run(["runs", "verify"]) == 0)
      // Alone on one of the two, the data are others; on both, the attempt is the same.
      let attempts = try Connection(path, access: .existing).rows(
        "SELECT family, count(*) FROM trial GROUP BY family"
      ) { "\($0.text(0)) \($0.integer(1))" }
      #expect(attempts == ["sma-cross 3"])
    }
  }

  @Test("the deflated Sharpe ratio falls as attempts on the data are counted")
  func attemptsDeflate() throws {
    try withStore { (_, path, run) throws in
      var values: [Double] = []
      for slow in [50, 20, 30, 60, 80, 100] {
        let words = [
          "backtest", Self.trn, "--expert", "sma-cross", "--set", "slow=\(slow)", "--store", path,
        ]
        #expect(CommandLineTool.run(words + ["-q"]) == 0)
        let request = try BacktestRequest(Self.parsed(words + ["--set", "slow=50"]))
        var result = try BacktestResult(request, cancellation: Cancellation(), progress: .silent)
        try result.keep(in: #require(request.store))
        #expect(result.kept?.attemptCount == values.count + 1)
        values.append(result.analysis[.deflatedSharpe]?.value ?? 1)
      }
      #expect(values[0] == 1 && values[1] < 1 && values[5] < values[1])
    }
  }

  private static func parsed(_ words: [String]) throws -> ParsedArguments {
    guard case .run(let arguments) = try ArgumentParser.parse(words, for: CommandTree.root) else {
      throw LocatedError(.usage, "no command")
    }
    return arguments
  }

  @Test(
    "mistakes end with the right exit code",
    arguments: [
      (["runs", "list", "--store", "/nowhere/at/all.db"], 1),
      (["runs", "list", "--no-store"], 64), (["runs", "list", "--store", "a", "--no-store"], 64),
      (["runs", "list", "--store", ""], 64), (["runs", "show"], 64), (["runs", "diff", "1"], 64),
      (["runs", "verify", "nothing"], 64), (["data", "import"], 64),
      (["data", "import", "nowhere.csv"], 65), (["data", "export"], 64),
    ] as [([String], Int32)])
  func mistakes(words: [String], code: Int32) throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "empty.db")
      _ = try Store(path, access: .write)
      let names = words.contains { $0.hasPrefix("--store") || $0 == "--no-store" }
      #expect(CommandLineTool.run(words + (names ? [] : ["--store", path])) == code)
    }
  }

  @Test(
    "a read-only store can be read and not written",
    .enabled(if: BuiltProgram.isBuilt, Comment(rawValue: BuiltProgram.absence)))
  func readOnly() throws {
    // Permissions do not bind the superuser, so the program becomes somebody else.
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let wrapper = BuiltProgram.isSuperuser ? nobody : []
    guard wrapper.isEmpty || FileSystem.exists(wrapper[0]) else { return }
    try withStore { (folder, path, run) throws in
      // The checkout may lie where somebody else cannot read.
      let file = FileSystem.join(folder, "ACM-1d.csv")
      try FileSystem.writeFile(file, try FileBytes(path: Self.acm).withBytes { Array($0) })
      #expect(run(["backtest", file, "--expert", "sma-cross"]) == 0)
      let output = FileSystem.join(folder, "output")
      try FileSystem.createDirectory(output)
      BuiltProgram.protect(path, folder)
      defer { BuiltProgram.unprotect(path, folder) }
      func code(_ words: [String]) throws -> (code: Int32, complaint: String) {
        let program = try BuiltProgram(
          words + ["--store", path], folder: output, through: wrapper)
        return (program.wait(), try program.complaints())
      }
      let read = try code(["runs", "verify"])
      let write = try code(["backtest", file, "--expert", "buy-and-hold"])
      #expect(read.code == 0, "\(read.complaint)")
      #expect(write.code == 1 && write.complaint.contains("read-only"), "\(write.complaint)")
    }
  }
}
