import TestSupport
import Testing

@testable import Script

/// Random changes to scripts must never stop, crash or confuse the reader.
@Suite struct ParserMutationTests {
  private static let script = """
    //@version=6
    strategy("Sample", overlay = true, pyramiding=2)
    // A comment, then everything that the grammar has.
    import user/Lib/2 as lib
    enum Mode
        fast = "Fast"
        slow
    type Pivot
        int index = 0
        float price
    export method moved(Pivot this, float by = 1.5) =>
        this.price += by
        this
    f(float a, series int b = 3) => [a * b, a ? 1 : -2]
    int length = input.int(14, "Length", minval=1,
         maxval = 100)
    var array<float> values = array.new<float>(3, na)
    varip m = map.new<string, float[]>()
    [p, _] = f(close[1], 2)
    if ta.crossover(ta.sma(close, length), p) and not na(high)
        strategy.entry('Long', strategy.long, qty = 1.5e2)
    else if close == open
        x = switch length
            1 => 'one'
            2 =>
                "two"
            => str.format("{0}\\n", #FF00FF80)
        label.new(bar_index, high, x)
    else
        for i = 0 to 10 by 2
            for [k, v] in values
                while v > 1 or v <= .5
                    break
            continue
    plot(close > open ? high : low, color = #112233)
    s = \"\"\"many
    lines\"\"\"
    a = 1, b = 2, c := a % b != 0
    """

  private static let pieces = [
    "(", ")", "[", "]", "\n", "\n    ", "\n        ", "\n  ", "\t", "=>", "=", ":=", ",", "'", "\"",
    "\"\"\"", "if ", "else", "for ", "switch\n", "while ", "var ", "type ", "enum ", "method ",
    "import ", "export ", "<", ">", "?", ":", ".", "not ", " and ", "-", "\u{FEFF}", "é", "\\",
    "//", "//@version=5\n", "/*", "*/", "#12", "1e", "..", "\r", "\0", "to", "by", "in",
  ]

  @Test func `changed scripts are read to their end with sound trees`() {
    var generator = SeededGenerator.fromEnvironment(or: 5)
    var found = Mismatches()
    let original = Array(Self.script.utf8)
    for round in 0..<600 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        Self.mutate(&bytes, &generator)
      }
      let source = SourceText(name: "mutated", bytes: bytes)
      let (tree, list) = Parser.parse(source)
      let problems = Self.problems(tree, list, source)
      if !problems.isEmpty {
        let text = String(decoding: bytes, as: UTF8.self)
        found.add("seed \(generator.seed), round \(round): \(problems)\n\(text)")
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `any beginning of a script is read to its end`() {
    var found = Mismatches()
    let original = Array(Self.script.utf8)
    for length in 0..<original.count {
      let source = SourceText(name: "cut", bytes: Array(original[..<length]))
      let (tree, list) = Parser.parse(source)
      let problems = Self.problems(tree, list, source)
      found.require(problems.isEmpty, "cut at \(length): \(problems)")
    }
    let whole = Parser.parse(SourceText(name: "whole", bytes: original))
    found.check("whole", whole.diagnostics.diagnostics, equals: [])
    #expect(found.isEmpty, "\(found)")
  }

  private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(place + Int.random(in: 0...30, using: &generator), bytes.count)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 2: bytes[place..<end].reverse()
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
    case 4:
      let cut = Array(bytes[place..<end])
      bytes.removeSubrange(place..<end)
      bytes.insert(contentsOf: cut, at: Int.random(in: 0...bytes.count, using: &generator))
    default:
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      bytes.insert(contentsOf: Array(piece.utf8), at: place)
    }
  }

  /// What is unsound in a tree: spans outside the text, numbers outside their range, errors kept quiet.
  private static func problems(
    _ tree: SyntaxTree, _ list: DiagnosticList, _ source: SourceText
  ) -> [String] {
    var problems: [String] = []
    func check(_ span: SourceSpan, _ what: String) {
      if span.start < 0 || span.end < span.start || span.end > source.bytes.count {
        problems.append("\(what) spans \(span)")
      }
    }
    for diagnostic in list.diagnostics {
      check(diagnostic.span, diagnostic.message)
      if diagnostic.rendered(in: source).isEmpty { problems.append("empty rendering") }
    }
    for statement in tree.statements { check(statement.span, "statement") }
    let text = tree.statements.map(TreeText.text).joined()
    if text.contains("invalid"), !list.hasErrors { problems.append("an invalid node, no error") }
    if tree.statements.isEmpty, source.bytes.count > 200, !list.hasErrors, !text.isEmpty {
      problems.append("nothing read, no error")
    }
    return problems
  }
}
