import Formats
import TestSupport
import Testing

@testable import Script

/// Texts, patterns and templates against the examples of the language's manual and of the pattern
/// rules that it takes over.
@Suite struct LibraryTextTests {
  @Test func `numbers follow their patterns`() {
    let cases: [(value: Double, pattern: String, text: String)] = [
      (1234.5678, "#.##", "1234.57"), (1234.5, "#.##", "1234.5"), (1234, "0.00", "1234.00"),
      (1_234_567.891, "#,###.#", "1,234,567.9"), (0.5, "#.##", "0.5"), (0.125, "0.00", "0.13"),
      (-0.125, "0.00", "-0.13"), (-0.001, "0.00", "0.00"), (0.256, "0.0%", "25.6%"),
      (7, "000", "007"), (99.995, "0.00", "100.00"), (9.5, "#", "10"), (12_345, "0.00E0", "1.23E4"),
      (0.00123, "0.0E00", "1.2E-03"), (5, "$#,##0.00", "$5.00"), (3.14159, "'#'0.0", "#3.1"),
      (.nan, "0.0", "NaN"), (1e21, "#", "1000000000000000000000"),
    ]
    var found = Mismatches()
    for (value, pattern, text) in cases {
      found.check("\(value) as \(pattern)", NumberText.pattern(value, pattern), equals: text)
    }
    found.check("plain", NumberText.plain(1.0 / 3), equals: "0.3333333333")
    found.check("plain whole", NumberText.plain(14), equals: "14")
    found.check("tick", NumberText.onTick(100.13, tick: 0.25), equals: "100.25")
    found.check("tick of 5", NumberText.onTick(101, tick: 5), equals: "100")
    found.check("volume", NumberText.volume(1_234_567), equals: "1.235M")
    found.check("decimals", NumberText.decimals(of: 0.00001), equals: 5)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `functions on texts count, cut and replace`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    func check(_ name: String, _ words: [Double], _ expected: String) throws {
      found.check(name, try bench.textCall(name, words) ?? "na", equals: expected)
    }
    let phrase = bench.text("EURUSD and EURCHF")
    let part = bench.text("EUR")
    let other = bench.text("GBP")
    try check("str.replace", [phrase, part, other, 1], "EURUSD and GBPCHF")
    try check("str.replace", [phrase, part, other, .nan], "GBPUSD and EURCHF")
    try check("str.replace", [phrase, part, other, 2], "EURUSD and EURCHF")
    try check("str.replace_all", [phrase, part, other], "GBPUSD and GBPCHF")
    try check("str.substring", [phrase, 3, 6], "USD")
    try check("str.substring", [phrase, 11, .nan], "EURCHF")
    try check("str.upper", [bench.text("a1ß")], "A1SS")
    try check("str.trim", [bench.text("  x y\t")], "x y")
    try check("str.repeat", [bench.text("ab"), 3, bench.text("-")], "ab-ab-ab")
    try check("str.match", [bench.text("NASDAQ:AAPL"), bench.text("[\\w]+:")], "NASDAQ:")
    try check("str.match", [phrase, bench.text("[0-9")], "")
    found.check("pos", try bench.call("str.pos", [phrase, bench.text("USD")]), equals: 3)
    found.check("no pos", try bench.call("str.pos", [phrase, other]).isNaN, equals: true)
    found.check("length", try bench.call("str.length", [bench.text("a😀")]), equals: 3)
    found.check("tonumber", try bench.call("str.tonumber", [bench.text(" 1.5 ")]), equals: 1.5)
    found.check("no number", try bench.call("str.tonumber", [part]).isNaN, equals: true)
    found.check("ends", try bench.call("str.endswith", [phrase, bench.text("CHF")]), equals: 1)
    found.check("starts", try bench.call("str.startswith", [phrase, other]), equals: 0)
    let parts = try bench.listCall("str.split", [bench.text("a,b,,c"), bench.text(",")])
    found.check("split", parts.map { bench.context.text($0) }, equals: ["a", "b", "", "c"])
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `templates are filled by kind and style`() throws {
    let bench = LibraryBench()
    var found = Mismatches()
    let cases: [(template: String, words: [Double], types: [ValueType], text: String)] = [
      ("{0} and {1}", [1.5, bench.text("x")], [.float, .string], "1.5 and x"),
      ("{0,number,#.#}%", [12.34], [.float], "12.3%"),
      ("{0,number,integer}", [1234.6], [.float], "1,235"),
      ("{0,number,percent} {0,number,currency}", [0.25], [.float], "25% $0.25"),
      ("{0,date,yyyy-MM-dd} {0,time,HH:mm}", [1_700_000_000_000], [.int], "2023-11-14 22:13"),
      ("it''s '{0}' {1} {2}", [1, 2], [.int, .int], "it's {0} 2 {2}"),
      ("{0} {1}", [1, .nan], [.bool, .float], "true NaN"),
    ]
    for (template, words, types, text) in cases {
      let words = [bench.text(template)] + words
      found.check(
        template, try bench.textCall("str.format", words, types: [.string] + types) ?? "na",
        equals: text)
    }
    let list = try bench.list([1, 2.5])
    found.check(
      "list", try bench.textCall("str.tostring", [list], types: [.array(.float)]) ?? "na",
      equals: "[1, 2.5]")
    found.check(
      "mintick",
      try bench.textCall("str.tostring", [100.1, bench.text("mintick")]) ?? "na", equals: "100.00")
    #expect(found.isEmpty, "\(found)")
  }
}
