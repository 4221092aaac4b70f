import TestSupport
import Testing

@testable import Analysis

/// Values: mpmath with 40 digits, rounded to doubles.
@Suite struct SpecialFunctionsTests {
  @Test func `the normal distribution agrees with mpmath`() {
    var found = Mismatches()
    for (value, expected) in [
      (-37, 5.725571222524577e-300), (-12.5, 3.732564298877713e-36), (-6, 9.86587645037698e-10),
      (-4.0001, 3.165786148681343e-05), (-2.5, 0.006209665325776135), (-1, 0.15865525393145705),
      (-0.001, 0.49960105778608893), (0, 0.5), (0.7, 0.758036347776927),
      (1.96, 0.9750021048517795), (3.5, 0.9997673709209645), (5, 0.9999997133484281),
    ] {
      let actual = SpecialFunctions.normalDistribution(value)
      found.check("Φ(\(value))", actual, equals: expected, relative: 2e-13)
    }
    for (share, expected) in [
      (1e-300, -37.0470962993612), (1e-20, -9.262340089798407), (1e-05, -4.264890793922825),
      (0.001, -3.0902323061678136), (0.05, -1.6448536269514726), (0.3, -0.5244005127080408),
      (0.8, 0.8416212335729144), (0.975, 1.9599639845400538), (0.9999, 3.7190164854557084),
    ] {
      let actual = SpecialFunctions.normalQuantile(share)
      found.check("Φ⁻¹(\(share))", actual, equals: expected, relative: 2e-13)
    }
    found.check(
      "Φ⁻¹(½)", SpecialFunctions.normalQuantile(0.5), equals: 0, relative: 0, absolute: 1e-15)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `logarithm and exponential agree with mpmath`() {
    var found = Mismatches()
    for (value, expected) in [
      (1e-300, -690.7755278982137), (1e-05, -11.512925464970229), (0.5, -0.6931471805599453),
      (0.7071, -0.346583180371942), (0.99999, -1.0000050000287824e-05),
      (1.00001, 9.999950000398841e-06), (1.5, 0.4054651081081644), (10, 2.302585092994046),
      (1e300, 690.7755278982137),
    ] {
      found.check("ln \(value)", SpecialFunctions.log(value), equals: expected, relative: 4e-16)
    }
    for (value, expected) in [
      (-600, 2.6503965530043108e-261), (-20.5, 1.2501528663867426e-09),
      (-1, 0.36787944117144233), (-1e-09, 0.999999999), (0.3, 1.3498588075760032),
      (1, 2.718281828459045), (25, 72004899337.38588), (700, 1.0142320547350045e+304),
    ] {
      found.check("exp \(value)", SpecialFunctions.exp(value), equals: expected, relative: 5e-16)
    }
    #expect(found.isEmpty, "\(found)")
  }
}
