@testable import Script

/// A sample script that says in comments which diagnostics it must give.
///
/// `//! unexpected-token, warning missing-version` at the end of a line stands for diagnostics of
/// that line, errors unless it says `warning` or `note`; `//!^` on a line of its own speaks of the
/// line above. `//! code: part of the message` asks for that part, too. There must be no others.
struct AnnotatedScript {
  let source: SourceText
  private let expected: [Mark]

  private struct Mark: Hashable, Comparable {
    var line: Int
    var severity: String
    var code: String
    var part: String

    static func < (left: Mark, right: Mark) -> Bool {
      (left.line, left.severity, left.code) < (right.line, right.severity, right.code)
    }
  }

  init(_ text: String, name: String = "sample.pine") {
    source = SourceText(name: name, text: text)
    var marks: [Mark] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let start = line.firstRange(of: "//!") else { continue }
      var rest = line[start.upperBound...]
      let isAbove = rest.hasPrefix("^")
      if isAbove { rest.removeFirst() }
      let pieces = rest.split(separator: ":", maxSplits: 1)
      let part = pieces.count > 1 ? pieces[1].trimmed : ""
      for word in (pieces.first ?? "").split(separator: ",") {
        let words = word.split(separator: " ").map(String.init)
        marks.append(
          Mark(
            line: isAbove ? index : index + 1, severity: words.count > 1 ? words[0] : "error",
            code: words.last ?? "", part: part))
      }
    }
    expected = marks
  }

  /// What the diagnostics lack and what they have too much, one a line; empty if all is well.
  func mismatches(_ diagnostics: [Diagnostic]) -> [String] {
    var open = expected
    var failures: [String] = []
    for diagnostic in diagnostics {
      let line = source.position(of: diagnostic.span.start).line
      let index = open.firstIndex {
        $0.line == line && $0.severity == diagnostic.severity.rawValue
          && $0.code == diagnostic.code.rawValue
          && ($0.part.isEmpty || diagnostic.sentence.contains($0.part))
      }
      if let index {
        open.remove(at: index)
      } else {
        failures.append(
          "not asked for: \(diagnostic.code.rawValue)\n" + diagnostic.rendered(in: source))
      }
    }
    failures += open.sorted().map { "\(source.name):\($0.line): lacks \($0.severity) \($0.code)" }
    return failures
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
