import Terminal
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct CheckCommandTests {
  /// So many scripts that fail for a reason of their own, and one of them twice as often.
  static func failed(_ count: Int) -> [(name: String, reasons: [String])] {
    (0..<count).map { ("s\($0).pine", ["reason \($0)", "reason \($0)"]) }
      + [("last.pine", ["reason \(count - 1)"])]
  }

  static func summary(_ count: Int, limit: Int) -> [String] {
    CheckCommand.summary(failed(count), limit: limit, width: 100, styling: .plain)
      .split(separator: "\n").map(String.init)
  }

  @Test func `the most frequent reason stands first and counts once a script`() throws {
    let lines = Self.summary(3, limit: CheckCommand.maximumReasons)
    #expect(lines.count == 5)
    #expect(lines[2].contains("2  reason 2"))
  }

  @Test func `reasons that are not shown are counted, and the option that shows them named`() {
    let lines = Self.summary(25, limit: CheckCommand.maximumReasons)
    #expect(
      lines.last == "5 more reasons, the only ones of 5 scripts; --reasons shows them all")
    #expect(Self.summary(25, limit: .max).count == 27)
  }

  @Test func `every reason is listed when asked for`() {
    #expect(
      CommandLineTool.run(["check", Repository.path("strategies"), "--reasons", "-q"]) == 0)
  }
}
