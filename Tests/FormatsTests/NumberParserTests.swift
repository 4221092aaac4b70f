import TestSupport
import Testing

@testable import Formats

@Suite struct NumberParserTests {
  /// The bytes that `body` sees lie in memory of their own, so that reading past them shows.
  private func parsed(_ text: String) -> Double? { NumberParser.double(text) }

  @Test func `numbers read like the standard library reads them`() {
    var found = Mismatches()
    let texts = [
      "0", "-0", "+1", ".5", "5.", "-.5e1", "1e5", "1E-5", "1e+5", "123.45", "00012.500",
      "0.000001", "9007199254740992", "9007199254740993", "9007199254740995",
      "18446744073709551615",
      "18446744073709551616", "1234567890123456789", "0.1234567890123456789",
      "12345678901234567890123", "0.00000000000000000000000000000123", "1e22", "1e23", "8.5e22",
      "1.7976931348623157e308", "4.9e-324", "2.2250738585072011e-308", "1e-400", "1e-5000000",
      "0e999999999999", "0.0000000000000000000000000", "5e-20", "1.5e19", "1e19", "3e-19",
      "10000000000000000000", "99999999999999999999", "9999999999999999999",
      // Halfway cases: between two neighbours, a digit decides or the even one wins.
      "1.00000000000000011102230246251565404236316680908203125",
      "1.0000000000000001110223024625156540", "9007199254740993.0000000000000000001",
      "4503599627370496.5", "4503599627370497.5",
      "0.500000000000000166533453693773481063544750213623046875",
    ]
    for text in texts {
      found.check(text, parsed(text) ?? .nan, hasBitsOf: Double(text) ?? .infinity)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `random numbers round correctly`() {
    var generator = SeededGenerator.fromEnvironment(or: 3)
    var found = Mismatches()
    for _ in 0..<40_000 {
      var digits = String(generator.next() >> (generator.next() % 60))
      if generator.next() % 4 == 0 { digits += String(generator.next() % 1000) }
      let point = Int(generator.next() % UInt64(digits.count + 1))
      let zeros = String(repeating: "0", count: Int(generator.next() % 4))
      var text = digits.prefix(point) + "." + zeros + digits.dropFirst(point)
      if generator.next() % 4 == 0 { text += "e\(Int(generator.next() % 60) - 30)" }
      found.check("\(text)", parsed(String(text)) ?? .nan, hasBitsOf: Double(text)!)
    }
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  @Test func `what is no number is refused`() {
    let texts = [
      "", "-", "+", ".", "e5", "1e", "1e+", "1 ", " 1", "1,000", "1_000", "0x10", "nan", "inf",
      "--1", "1.2.3", "1e5.0", "1e400", "-1e400", "12a", "١", "1\0",
    ]
    #expect(texts.filter { parsed($0) != nil } == [])
  }

  @Test func `scanning stops behind the number`() {
    var found = Mismatches()
    for (text, value, rest) in [
      ("1.5,2", 1.5, ",2"), ("-3;", -3, ";"), ("7e2x", 700, "x"), ("1.2.3", 1.2, ".3"),
    ] {
      var text = text
      text.withUTF8 { bytes in
        var cursor = bytes.baseAddress!
        let end = cursor + bytes.count
        found.check("value", NumberParser.scanDouble(&cursor, end), equals: value)
        let left = UnsafeBufferPointer(start: cursor, count: end - cursor)
        found.check("rest", String(decoding: left, as: UTF8.self), equals: rest)
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `whole numbers keep to 64 bits`() {
    var found = Mismatches()
    for text in [
      "0", "-0", "+7", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
      "-9223372036854775809", "99999999999999999999999", "00000000000000000000000000012", "1.0",
      "", "-", "1e3",
    ] {
      found.check(text, NumberParser.integer(text), equals: Int64(text))
    }
    #expect(found.isEmpty, "\(found)")
  }
}
