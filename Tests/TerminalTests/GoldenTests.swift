import TestSupport
import Testing

@testable import Terminal

/// Compares whole texts with the files in Tests/Goldens/Terminal.
@Suite struct GoldenTests {
  private func difference(_ text: String, _ name: String) -> String? {
    Golden.difference(text, from: "Tests/Goldens/Terminal/\(name)")
  }

  @Test func `help`() {
    let helps: [(String, [String], Int?)] = [
      ("help-root.txt", ["sample"], nil), ("help-backtest.txt", ["sample", "backtest"], nil),
      ("help-narrow.txt", ["sample", "backtest"], 50),
      ("help-data-check.txt", ["sample", "data", "check"], 500),
    ]
    let differences = helps.compactMap { name, path, width in
      difference(HelpText.render(SampleCommands.root, path: path, width: width), name)
    }
    #expect(differences == [])
  }

  @Test func `help keeps within its width`() {
    var found = Mismatches()
    for width in 40...120 {
      let text = HelpText.render(SampleCommands.root, path: ["sample", "backtest"], width: width)
      // Command lines and the names of options are never broken.
      for line in text.split(separator: "\n")
      where !line.contains("sample backtest") && !line.contains("--commission") {
        found.require(TextLayout.width(of: line) <= min(width, 100), "\(width): \(line)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: Completions.Shell.allCases)
  func `completions`(shell: Completions.Shell) {
    let script = Completions.script(for: shell, SampleCommands.root)
    #expect(difference(script, "completions.\(shell.rawValue)") == nil)
  }
}
