import Formats
import Platform
import TestSupport
import Testing

@testable import Rosters

@Suite struct JSONParserTests {
  static func parse(_ text: String) throws(LocatedError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8), file: "x.json")
  }

  static func failure(_ text: String) -> String {
    do throws(LocatedError) {
      _ = try parse(text)
      return "accepted"
    } catch { return error.description }
  }

  @Test(
    "documents that are no JSON are refused at their line and column",
    arguments: [
      ("", "x.json:1:1: error: the document ends too early, expected a value"),
      (
        "{\n  \"a\": tru\n}",
        "x.json:2:8: error: the document is not valid JSON, was 'tru', expected a value"
      ),
      (
        "[1, 2,, 3]",
        "x.json:1:7: error: the document is not valid JSON, was ', 3]', expected a value"
      ),
      ("{\"a\" 1}", "x.json:1:6: error: the document is not valid JSON, was '1}', expected ':'"),
      (
        "{\"ä\": [1}",
        "x.json:1:9: error: the document is not valid JSON, was '}', expected ',' or ']'"
      ),
      ("{\"a\": 1,\n \"a\": 2}", "x.json:2:5: error: the name 'a' stands twice"),
      (
        "{\"a\": 01}",
        "x.json:1:7: error: the document is not valid JSON, was '01}', expected a number"
      ),
      ("[1.]", "x.json:1:2: error: the document is not valid JSON, was '1.]', expected a number"),
      (
        "[1] x",
        "x.json:1:5: error: the document is not valid JSON, was 'x', expected the end of the "
          + "document"
      ),
      (
        "\"a\nb\"",
        "x.json:1:3: error: the document is not valid JSON, expected a text without control "
          + "characters"
      ),
      ("\"\\ud800\"", "x.json:1:8: error: the document has half a character"),
    ])
  func refusals(text: String, expected: String) {
    let found = Self.failure(text)
    #expect(found.replacing(", was ''", with: "") == expected)
  }

  @Test func `values know where they stand, and texts what they mean`() throws {
    let value = try Self.parse(
      "\u{FEFF}{ \"a\": [1, -2.5e3, true, null],\n  \"b\": \"\\u00e9\\n\\ud83d\\ude00/\\/\" }")
    var found = Mismatches()
    found.check("place of b", [value["b"]!.line, value["b"]!.column], equals: [2, 8])
    found.check("text", value["b"]?.text, equals: "é\n😀//")
    found.check("numbers", value["a"]!.list.compactMap(\.number), equals: [1, -2_500])
    found.check("shown", value["a"]!.list.map(\.shown), equals: ["1", "-2.5e3", "true", "null"])
    let again = try Self.parse(value.rendered())
    found.check("rendered", again.rendered(), equals: value.rendered())
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `random bytes and deep nesting never trap`() {
    var generator = SeededGenerator.fromEnvironment(or: 3)
    let alphabet = Array("{}[]\",:\\u0123eE.-+ \n truefalsnl\u{e9}".utf8)
    var accepted = 0
    for _ in 0..<3_000 {
      let bytes = (0..<Int(generator.next() % 40)).map { _ in
        alphabet[Int(generator.next() % UInt64(alphabet.count))]
      }
      if (try? JSONParser.parse(bytes, file: nil)) != nil { accepted += 1 }
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(Self.failure(deep).contains("nested too deeply"))
    #expect(accepted < 3_000, "seed \(generator.seed)")
  }
}
