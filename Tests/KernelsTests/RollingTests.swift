import Kernels
import TestSupport
import Testing

@Suite struct RollingTests {
  private typealias Kernel = @Sendable (Span<Double>, Int, inout MutableSpan<Double>) -> Void

  /// A kernel and what it means for one window.
  private struct Case: Sendable {
    let name: String
    let kernel: Kernel
    let meaning: @Sendable ([Double]) -> Double
    var tolerance = 0.0
  }

  private static let cases: [Case] = [
    Case(
      name: "sum", kernel: { Rolling.sum($0, length: $1, into: &$2) },
      meaning: { Reduce.sum($0.span) }, tolerance: 1e-14),
    Case(
      name: "mean", kernel: { Rolling.mean($0, length: $1, into: &$2) },
      meaning: { Reduce.mean($0.span) }, tolerance: 1e-14),
    Case(
      name: "maximum", kernel: { Rolling.maximum($0, length: $1, into: &$2) },
      meaning: { Reduce.maximum($0.span) }),
    Case(
      name: "minimum", kernel: { Rolling.minimum($0, length: $1, into: &$2) },
      meaning: { Reduce.minimum($0.span) }),
    Case(
      name: "variance", kernel: { Rolling.variance($0, length: $1, into: &$2) },
      meaning: { Reduce.variance($0.span, unbiased: false) }, tolerance: 1e-12),
    Case(
      name: "unbiased deviation",
      kernel: { Rolling.standardDeviation($0, length: $1, unbiased: true, into: &$2) },
      meaning: { Reduce.standardDeviation($0.span) }, tolerance: 1e-12),
    Case(
      name: "maximum's age", kernel: { Rolling.maximumAge($0, length: $1, into: &$2) },
      meaning: { window in
        Double(window.count - 1 - (window.firstIndex(of: window.max() ?? .nan) ?? 0))
      }),
    Case(
      name: "minimum's age", kernel: { Rolling.minimumAge($0, length: $1, into: &$2) },
      meaning: { window in
        Double(window.count - 1 - (window.firstIndex(of: window.min() ?? .nan) ?? 0))
      }),
  ]

  private func run(_ kernel: Kernel, _ input: [Double], _ length: Int) -> [Double] {
    var output = [Double](repeating: -1, count: input.count)
    var target = output.mutableSpan
    kernel(input.span, length, &target)
    return output
  }

  @Test("every window agrees with its plain computation", arguments: [100.0, 1e6])
  func windows(level: Double) {
    var random = SeededGenerator.fromEnvironment(or: 21)
    var found = Mismatches()
    for length in [1, 2, 3, 4, 5, 8, 13, 50] {
      for count in [0, 1, length - 1, length, length + 1, 2 * length, 3 * length - 1, 137] {
        // Steps of a quarter, so that ties happen.
        let input = (0..<count).map { _ in level + (random.unit() * 40).rounded() / 4 }
        for item in Self.cases {
          let actual = run(item.kernel, input, length)
          let expected = input.indices.map { index in
            index < length - 1 ? .nan : item.meaning(Array(input[(index + 1 - length)...index]))
          }
          found.check(
            "\(item.name) \(length) of \(count), seed \(random.seed)", actual, equals: expected,
            relative: item.tolerance)
        }
      }
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("values that are missing leave the window as it is")
  func gaps() {
    let input: [Double] = [.nan, 3, 1, .nan, 2, 5, .nan, .nan, 4]
    let mean = run({ Rolling.mean($0, length: $1, into: &$2) }, input, 3)
    let age = run({ Rolling.maximumAge($0, length: $1, into: &$2) }, input, 3)
    let average = run({ Recurrence.exponentialAverage($0, length: $1, into: &$2) }, input, 3)
    let n = Double.nan
    var found = Mismatches()
    found.check("mean", mean, equals: [n, n, n, n, 2, 8.0 / 3, n, n, 11.0 / 3], relative: 1e-15)
    found.check("age", age, equals: [n, n, n, n, 3, 0, n, n, 3], relative: 0)
    found.check("average", average, equals: [n, n, n, n, 2, 3.5, n, n, 3.75], relative: 0)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a deviation is not lost in a high level, and a flat window has none")
  func cancellation() {
    let input = (0..<200).map { 1e9 + Double($0 % 4) * 0.25 }
    let variance = run({ Rolling.variance($0, length: $1, into: &$2) }, input, 8)
    #expect(variance[7...].allSatisfy { $0 == 0.078125 })
    let flat = [Double](repeating: 0.1, count: 50)
    let none = run({ Rolling.variance($0, length: $1, into: &$2) }, flat, 7)
    #expect(none[6...].allSatisfy { $0 == 0 })
  }

  @Test("sums do not drift over a million values")
  func drift() {
    var random = SeededGenerator(seed: 5)
    let input = (0..<1_000_000).map { _ in random.unit() * 1e4 }
    let mean = run({ Rolling.mean($0, length: $1, into: &$2) }, input, 100)
    let exact = Reduce.mean(input.span.extracting((input.count - 100)...))
    #expect((mean[input.count - 1] / exact - 1).magnitude < 1e-15)
  }
}
