import TestSupport
import Testing

@testable import Formats

@Suite struct NumberFormatTests {
  /// Random numbers of all sizes, each with a count of decimals.
  private func samples() -> [(value: Double, decimals: Int)] {
    var generator = SeededGenerator(seed: 11)
    return (0..<20_000).map { _ in
      let kind = generator.next() % 3
      let bits = generator.next()
      let power = generator.next()
      let value =
        switch kind {
        case 0: Double(bitPattern: bits)
        case 1: Double(bits % 1_000_000_000_000) / NumberParser.powerOfTen(Int(power % 7))
        default: -(Double(bits >> 11) * 0x1p-53) * NumberParser.powerOfTen(Int(power % 16))
        }
      return (value, Int(generator.next() % 20))
    }.filter(\.value.isFinite)
  }

  private func digest(_ text: (Double, Int) -> String) -> String {
    var hash = SHA256()
    for (value, decimals) in samples() { hash.update(text(value, decimals) + "\n") }
    return hash.finalize().hex
  }

  // SHA-256 of the same 20,000 lines written by Python 3.11: '%.*f', repr laid out by Decimal, and
  // Decimal(value * 100).quantize(ROUND_HALF_EVEN).
  @Test func `random numbers are written as Python writes them`() {
    #expect(
      digest { NumberFormat.fixed($0, decimals: $1) }
        == "62707c0aaba4133d594ea672166a26166f989030ee9b6b6e0c4bae0fb5e0442b")
    #expect(
      digest { value, _ in NumberFormat.shortest(value) }
        == "45c691beaeacb4f38e2b98fd88811e69676a975ff139517781cc6bee85e4a1f2")
    #expect(
      digest { NumberFormat.percent($0, decimals: min($1, 17)) }
        == "d7e675d4150a3a53b71ca5c865addf5a743d9e5acc0ddd1d4ddcc020f0e96f8a")
  }

  @Test func `the shortest digits read back as the same number`() {
    var found = Mismatches()
    for (value, _) in samples() {
      let text = NumberFormat.shortest(value)
      found.check(text, NumberParser.double(text) ?? .nan, hasBitsOf: value)
      let isPlain = value.magnitude >= 1e-6 && value.magnitude < 1e15
      found.check("exponent of \(text)", text.utf8.contains(0x65), equals: !isPlain && value != 0)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `shortest at the edges`() {
    var found = Mismatches()
    for (value, text) in [
      (0, "0"), (-0.0, "-0"), (100, "100"), (-12345.6, "-12345.6"),
      (0.1 + 0.2, "0.30000000000000004"),
      (1e-6, "0.000001"), (9.999999e-7, "9.999999e-7"),
      (999_999_999_999_999.9, "999999999999999.9"),
      (1e15, "1e15"), (1.5e20, "1.5e20"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "nan"),
      (.infinity, "inf"),
      (-.infinity, "-inf"), (0.00012, "0.00012"),
    ] as [(Double, String)] {
      found.check("\(value)", NumberFormat.shortest(value), equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `fixed at the edges`() {
    var found = Mismatches()
    for (value, decimals, text) in [
      (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1.005, 2, "1.00"), (2.5, 0, "2"), (3.5, 0, "4"),
      (-2.5, 0, "-2"), (-0.004, 2, "0.00"), (-0.0, 1, "0.0"), (99.995, 2, "100.00"),
      (1e22, 2, "10000000000000000000000.00"), (.leastNonzeroMagnitude, 5, "0.00000"),
      (.nan, 2, "nan"),
      (-.infinity, 2, "-inf"), (1.0 / 3, 19, "0.3333333333333333148"),
    ] as [(Double, Int, String)] {
      found.check("\(value)", NumberFormat.fixed(value, decimals: decimals), equals: text)
    }
    for (value, text) in [
      (0, "0.0"), (999.96, "+1,000.0"), (-1_234_567.25, "-1,234,567.2"), (12, "+12.0"),
      (1e21, "+1,000,000,000,000,000,000,000.0"),
    ] as [(Double, String)] {
      let grouped = NumberFormat.fixed(value, decimals: 1, isGrouped: true, showsPlus: true)
      found.check("\(value)", grouped, equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `percent and compact`() {
    var found = Mismatches()
    for (value, text) in [
      (0.1234, "12.34%"), (-0.00004, "0.00%"), (1.5, "150.00%"), (.nan, "nan"),
    ] as [(Double, String)] {
      found.check("\(value)", NumberFormat.percent(value), equals: text)
    }
    for (value, text) in [
      (0, "0"), (950, "950"), (999.7, "1k"), (-999.4, "-999"), (12_345, "12.3k"), (4.5e6, "4.5M"),
      (999_999, "1M"), (1.0749e9, "1.07B"), (3e12, "3T"), (1.2345e16, "12345T"),
      (0.01234, "0.0123"),
      (9.999, "10"), (-5, "-5"), (.infinity, "inf"), (1.26e-5, "0.0000126"),
    ] as [(Double, String)] {
      found.check("\(value)", NumberFormat.compact(value), equals: text)
    }
    #expect(found.isEmpty, "\(found)")
  }
}
