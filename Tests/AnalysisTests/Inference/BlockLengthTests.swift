import TestSupport
import Testing

@testable import Analysis

@Suite struct BlockLengthTests {
  /// An autoregressive column: each value is ρ times the last plus a sum of twelve uniforms less 6.
  static func column(_ rho: Double, _ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var value = 0.0
    return (0..<count).map { _ in
      let shock = (0..<12).reduce(0.0) { sum, _ in sum + generator.unit() } - 6
      value = rho * value + shock
      return value
    }
  }

  /// Computed with numpy 2.4.6 from the paper's formulas; `arch` 8.0, which begins the quiet
  /// stretch one lag later, gives the same for white noise and 11.4 and 20.3 for the last of 0.3
  /// and 0.7.
  static let oracle: [(Double, Int, Double)] = [
    (0.0, 100, 1.0), (0.0, 500, 1.4482966788887073), (0.0, 1500, 2.446829970193157),
    (0.3, 100, 2.8280394027564815), (0.3, 500, 4.4825699055914825),
    (0.3, 1500, 9.786563080727321), (0.7, 100, 9.101064639406765),
    (0.7, 500, 13.168820539613021), (0.7, 1500, 20.28998256907623),
    (-0.4, 100, 6.940102699627485), (-0.4, 500, 9.043847407015555),
    (-0.4, 1500, 10.633083509621708),
  ]

  @Test func `block lengths are those of an independent computation`() {
    var found = Mismatches()
    for (rho, count, expected) in Self.oracle {
      let length = BlockLength.circular(Self.column(rho, count, seed: 42))
      found.check("ρ \(rho), n \(count)", length, equals: expected, relative: 1e-9)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `block lengths are near the optimum of an autoregression`() {
    // For AR(1) the optimum is (1.5 · (2ρ/(1−ρ²))² · n)^(1/3): 9.9 for ρ = 0.3 and 1,500 days.
    let lengths = (1...20).map { BlockLength.circular(Self.column(0.3, 1500, seed: $0)) }
    let mean = lengths.reduce(0, +) / 20
    #expect(abs(mean - 9.93) < 2)
  }

  @Test func `columns that show nothing have blocks of one`() {
    let constant = [Double](repeating: 0.1, count: 100)
    #expect([[], [1, 2, 3], constant].map { BlockLength.circular($0) } == [1, 1, 1])
  }
}
