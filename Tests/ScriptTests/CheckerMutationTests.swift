import Formats
import Platform
import Replay
import TestSupport
import Testing
import Trading

@testable import Script

/// Scripts with words moved, lost and exchanged: they are refused or run, and nothing else happens.
@Suite struct CheckerMutationTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `changed scripts are refused or run to an end`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let originals = (ExecutionTests.structures + ExecutionTests.objects + ExecutionTests.requests)
      .filter { !$0.body.contains("while") }
    var compiled = 0
    for round in 0..<150 {
      let original = originals[Int(random.next() % UInt64(originals.count))]
      let other = originals[Int(random.next() % UInt64(originals.count))]
      let text = mutated(original.body, with: other.body, &random)
      let source = SourceText(
        name: "seed \(seed), round \(round)",
        text: "//@version=\(5 + round % 2)\nstrategy(\"x\")\n" + text + "\nplot(close)\n")
      let compilation = Script.compile(source)
      #expect(compilation.script != nil || !compilation.diagnostics.isEmpty)
      guard let script = compilation.script else { continue }
      compiled += 1
      let found = [ScriptEvaluation.perBar, .columns].map { run(script, $0) }
      #expect(found[0] == found[1], "seed \(seed), round \(round):\n\(text)")
    }
    #expect(compiled > 5)
  }

  /// Our own strategies with lines lost, doubled, swapped and moved in or out.
  @Test func `strategies with changed lines are refused or run to an end`() throws {
    var random = SeededGenerator.fromEnvironment(or: 9)
    let folder = Repository.path("strategies")
    let originals = try FileSystem.names(in: folder).sorted().map { name in
      try FileBytes(path: FileSystem.join(folder, name)).withBytes {
        String(decoding: $0, as: UTF8.self)
      }
    }
    let isLong = Environment.variable("TOURNEY_LONG_TESTS") == "1"
    var found = Mismatches()
    var compiled = 0
    for round in 0..<(isLong ? 20_000 : 120) {
      let text = changedLines(originals[round % originals.count], &random)
      let start = MonotonicClock.nanoseconds()
      let compilation = Script.compile(SourceText(name: "changed", text: text))
      let label = "seed \(random.seed), round \(round)"
      found.require(
        compilation.script != nil || !compilation.errors.isEmpty, "\(label): refused in silence")
      if let script = compilation.script {
        compiled += 1
        let runs = [ScriptEvaluation.perBar, .columns].map { run(script, $0) }
        found.require(runs[0] == runs[1], "\(label): the evaluations differ:\n\(text)")
      }
      let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
      found.require(seconds < 30, "\(label): \(seconds) s")
    }
    #expect(compiled > 10)
    #expect(found.isEmpty, "\(found)")
  }

  private func changedLines(_ text: String, _ random: inout SeededGenerator) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<(1 + Int(random.next() % 3)) where lines.count > 2 {
      // The first two lines say what the script is; without them there is nothing to try.
      let place = 1 + Int(random.next() % UInt64(lines.count - 1))
      let other = 1 + Int(random.next() % UInt64(lines.count - 1))
      switch random.next() % 6 {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[other], at: place)
      case 2: lines.swapAt(place, other)
      case 3: lines[place] = "    " + lines[place]
      case 4: lines[place] = String(lines[place].drop { $0 == " " })
      default: lines[place] = String(lines[place].prefix(Int(random.next() % 40)))
      }
    }
    return lines.joined(separator: "\n")
  }

  private func run(_ script: Script, _ evaluation: ScriptEvaluation) -> String {
    do throws(LocatedError) {
      let record = try Replay.run(
        try script.expert(evaluation: evaluation),
        over: ReplayInput(series: [ScriptRun.series(40)]), rules: script.rules(over: .tradingview))
      return "\(record.fills) \(record.failure ?? "")"
    } catch {
      return error.description
    }
  }

  /// The text with a few of its words dropped, doubled, swapped or taken from another text.
  private func mutated(
    _ text: String, with other: String, _ random: inout SeededGenerator
  ) -> String {
    var words = pieces(text)
    let others = pieces(other)
    for _ in 0..<(1 + Int(random.next() % 3)) where words.count > 1 {
      let place = Int(random.next() % UInt64(words.count))
      let second = Int(random.next() % UInt64(words.count))
      switch random.next() % 4 {
      case 0: words.remove(at: place)
      case 1: words.insert(words[second], at: place)
      case 2: words.swapAt(place, second)
      default: words[place] = others[Int(random.next() % UInt64(others.count))]
      }
    }
    return words.joined()
  }

  /// Names, numbers and single other characters.
  private func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let isWord = character.isLetter || character.isNumber || character == "_"
      if isWord, let last = pieces.last?.last, last.isLetter || last.isNumber || last == "_" {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }
}
