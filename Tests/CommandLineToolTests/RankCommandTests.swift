import Platform
import TestSupport
import Testing

@testable import CommandLineTool
@testable import Terminal

@Suite struct RankCommandTests {
  static let files = ["ACM", "BRV", "TRN"].map { Repository.path("data/daily/\($0)-1d.csv") }

  static let roster = """
    {
      "name": "Crosses",
      "agents": [
        {"expert": "sma-cross"},
        {"expert": "sma-cross", "inputs": {"fast": 5, "slow": 20}},
        {"expert": "sma-cross", "inputs": {"fast": 20, "slow": 60, "short": true},
         "name": "both\\u001bways"},
        {"expert": "sma-cross", "inputs": {"fast": 500, "slow": 9000}, "name": "asleep"}
      ],
      "rulebook": {"commission": 0.05, "draws": 500}, "from": "2014-01-02", "to": "2016-12-30"
    }
    """

  /// Holds the contest of a command line.
  static func result(_ words: [String]) throws -> RankResult {
    guard case .run(let arguments) = try ArgumentParser.parse(words, for: CommandTree.root) else {
      throw PlatformError(.read, path: "no command")
    }
    return try RankResult(arguments)
  }

  @Test func `the table is what a person likes to look at`() throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "crosses.roster.json")
      try FileSystem.writeFile(path, Self.roster)
      let result = try Self.result(["rank", path] + Self.files)
      let table = RankTable(result, width: 100, styling: .plain, showsAll: true).render()
      let lines = table.split(separator: "\n").prefix(9)
      #expect(lines.allSatisfy { TextLayout.width(of: $0) <= 100 })
      #expect(Golden.difference(table, from: "Tests/Goldens/CommandLineTool/rank.txt") == nil)
    }
  }

  @Test func `the document does not depend on the order of files or on workers`() throws {
    let words = ["rank", "--experts", "sma-cross", "--draws", "200", "--to", "2013-12-31"]
    let straight = try Self.result(words + Self.files + ["--workers", "1"])
    let turned = try Self.result(words + Self.files.reversed() + ["--workers", "3"])
    let texts = try [straight, turned].map { try Document.json(RankDocument($0)) }
    // Only the list of files stands in the order of the command line.
    func withoutFiles(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.hasPrefix("      \"") || $0.hasPrefix("      \"a") }
    }
    #expect(withoutFiles(texts[0]) == withoutFiles(texts[1]))
    #expect(texts[0].contains("\"rankHigh\" : 3"))
  }

  @Test func `a report is written once, and never over another`() throws {
    try withTemporaryDirectory { folder in
      let path = FileSystem.join(folder, "rank.html")
      let words =
        ["rank", Self.files[0], "--from", "2023-06-01", "--no-store", "-q", "--report", path]
      let codes = [words, words, words + ["--force"]].map(CommandLineTool.run)
      let size = try FileBytes(path: path).count
      #expect(codes == [0, 64, 0] && size > 5_000 && size < 2_000_000)
    }
  }

  @Test(
    "mistakes end with the right exit code",
    arguments: [
      (["rank"], 64), (["rank", "--schema"], 0), (["rank", "nowhere.csv"], 65),
      (["rank", "nowhere.json"], 65), (["rank", "a.json", "b.json"], 64),
      (["rank", "a.json", "--commission", "1"], 64),
      (["rank", Repository.path("data/daily/ACM-1d.csv"), "--experts", "sma-cros"], 64),
      (["rank", Repository.path("data/daily/ACM-1d.csv"), "--draws", "3"], 64),
      (["rank", Repository.path("data/daily/ACM-1d.csv"), "--from", "2030-01-01"], 65),
    ] as [([String], Int32)])
  func mistakes(words: [String], code: Int32) {
    #expect(CommandLineTool.run(words + ["--no-store"]) == code)
  }
}
