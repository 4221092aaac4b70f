import TestSupport
import Testing

@testable import Script

@Suite struct SourceTextTests {
  private static let encodings: [(bytes: [UInt8], text: String, repaired: Int)] = [
    ([], "", 0), ([0xEF, 0xBB, 0xBF, 0x61], "a", 0), ([0x61, 0xC3, 0xA9], "aé", 0),
    ([0x61, 0xFF, 0x62], "a\u{FFFD}b", 1), ([0xFF, 0xFE, 0x62], "\u{FFFD}\u{FFFD}b", 1),
    ([0xC3], "\u{FFFD}", 1), ([0xC0, 0x80], "\u{FFFD}\u{FFFD}", 1),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 1), ([0xF0, 0x9F, 0x98, 0x80], "😀", 0),
    ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 1),
    ([0xFF, 0x61, 0xFF], "\u{FFFD}a\u{FFFD}", 2),
  ]

  @Test func `bytes become valid text and each repair is remembered`() {
    var found = Mismatches()
    for (bytes, text, repaired) in Self.encodings {
      let source = SourceText(name: "t", bytes: bytes)
      found.check("\(bytes)", source[SourceSpan(0, source.bytes.count)], equals: text)
      found.check("\(bytes) repairs", source.repairedSpans.count, equals: repaired)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `positions count lines of every kind and characters`() {
    let source = SourceText(name: "t", text: "a\r\né1\rb\n\n\tc")
    let wanted = [
      (0, 1, 1), (1, 1, 2), (3, 2, 1), (5, 2, 2), (7, 3, 1), (9, 4, 1), (10, 5, 1), (11, 5, 2),
      (12, 5, 3), (99, 5, 3), (-1, 1, 1),
    ]
    var found = Mismatches()
    for (offset, line, column) in wanted {
      let position = source.position(of: offset)
      found.check("line of \(offset)", position.line, equals: line)
      found.check("column of \(offset)", position.column, equals: column)
    }
    found.check("line", String(decoding: source.lineBytes(1), as: UTF8.self), equals: "é1")
    #expect(found.isEmpty, "\(found)")
  }
}
