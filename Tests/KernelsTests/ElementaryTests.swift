import Kernels
import TestSupport
import Testing

@Suite struct ElementaryTests {
  @Test("results are within one unit in the last place of mpmath's")
  func accuracy() {
    typealias E = Elementary
    typealias V = ElementaryVectors
    let functions: [(String, (Double) -> Double, [(Double, Double)])] = [
      ("exp", E.exp, V.exp), ("expm1", E.expm1, V.expm1), ("exp2", E.exp2, V.exp2),
      ("log", E.log, V.log), ("log1p", E.log1p, V.log1p), ("log2", E.log2, V.log2),
      ("log10", E.log10, V.log10), ("sin", E.sin, V.sin), ("cos", E.cos, V.cos),
      ("tan", E.tan, V.tan), ("asin", E.asin, V.asin), ("acos", E.acos, V.acos),
      ("atan", E.atan, V.atan), ("sinh", E.sinh, V.sinh), ("cosh", E.cosh, V.cosh),
      ("tanh", E.tanh, V.tanh),
    ]
    var found = Mismatches()
    func compare(_ label: String, _ result: Double, _ expected: Double) {
      found.require(
        Closeness.ulps(result, expected) <= 1, "\(label): was \(result), expected \(expected)")
    }
    for (name, function, vectors) in functions {
      for (x, expected) in vectors { compare("\(name)(\(x))", function(x), expected) }
    }
    for (x, y, expected) in V.pow { compare("pow(\(x), \(y))", E.pow(x, y), expected) }
    for (y, x, expected) in V.atan2 { compare("atan2(\(y), \(x))", E.atan2(y, x), expected) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("special arguments give what IEEE 754 asks for")
  func specialValues() {
    typealias E = Elementary
    let inf = Double.infinity
    let nan = Double.nan
    let tiny = Double.leastNonzeroMagnitude
    let table: [(String, Double, Double)] = [
      ("exp(0)", E.exp(0), 1), ("exp(-0)", E.exp(-0.0), 1), ("exp(inf)", E.exp(inf), inf),
      ("exp(-inf)", E.exp(-inf), 0), ("exp(nan)", E.exp(nan), nan), ("exp(710)", E.exp(710), inf),
      ("exp(-746)", E.exp(-746), 0), ("exp(-745)", E.exp(-745), tiny),
      ("exp(1)", E.exp(1), 2.718281828459045), ("exp2(-1074)", E.exp2(-1074), tiny),
      ("exp2(1024)", E.exp2(1024), inf), ("expm1(-0)", E.expm1(-0.0), -0.0),
      ("expm1(-inf)", E.expm1(-inf), -1), ("log(0)", E.log(0), -inf),
      ("log(-0)", E.log(-0.0), -inf),
      ("log(-1)", E.log(-1), nan), ("log(inf)", E.log(inf), inf), ("log(1)", E.log(1), 0),
      ("log(tiny)", E.log(tiny), -744.4400719213812), ("log(nan)", E.log(nan), nan),
      ("log1p(-1)", E.log1p(-1), -inf), ("log1p(-2)", E.log1p(-2), nan),
      ("log1p(tiny)", E.log1p(tiny), tiny), ("log1p(inf)", E.log1p(inf), inf),
      ("pow(nan, 0)", E.pow(nan, 0), 1), ("pow(1, nan)", E.pow(1, nan), 1),
      ("pow(0, -1)", E.pow(0, -1), inf), ("pow(-0, -1)", E.pow(-0.0, -1), -inf),
      ("pow(-0, 3)", E.pow(-0.0, 3), -0.0), ("pow(-0, 2)", E.pow(-0.0, 2), 0),
      ("pow(-2, 3)", E.pow(-2, 3), -8), ("pow(-2, 0.5)", E.pow(-2, 0.5), nan),
      ("pow(-inf, -3)", E.pow(-inf, -3), -0.0), ("pow(-1, inf)", E.pow(-1, inf), 1),
      ("pow(0.5, inf)", E.pow(0.5, inf), 0), ("pow(0.5, -inf)", E.pow(0.5, -inf), inf),
      ("pow(2, 1e300)", E.pow(2, 1e300), inf), ("pow(2, -1e300)", E.pow(2, -1e300), 0),
      ("pow(2, -1074)", E.pow(2, -1074), tiny), ("pow(tiny, 0.5)", E.pow(tiny, 0.5), 0x1p-537),
      ("sin(-0)", E.sin(-0.0), -0.0), ("sin(inf)", E.sin(inf), nan), ("cos(0)", E.cos(0), 1),
      ("sin(1e10)", E.sin(1e10), nan), ("tan(nan)", E.tan(nan), nan), ("asin(2)", E.asin(2), nan),
      ("acos(1)", E.acos(1), 0), ("acos(-1)", E.acos(-1), .pi), ("asin(-1)", E.asin(-1), -.pi / 2),
      ("atan(inf)", E.atan(inf), .pi / 2), ("atan2(0, -1)", E.atan2(0, -1), .pi),
      ("atan2(-0, -1)", E.atan2(-0.0, -1), -.pi), ("atan2(-0, 1)", E.atan2(-0.0, 1), -0.0),
      ("atan2(0, 0)", E.atan2(0, 0), 0), ("atan2(1, 0)", E.atan2(1, 0), .pi / 2),
      ("atan2(inf, -inf)", E.atan2(inf, -inf), 0x1.2d97c7f3321d2p1),
      ("sinh(-inf)", E.sinh(-inf), -inf), ("cosh(-inf)", E.cosh(-inf), inf),
      ("sinh(nan)", E.sinh(nan), nan), ("tanh(-inf)", E.tanh(-inf), -1),
      ("tanh(-0)", E.tanh(-0.0), -0.0),
    ]
    var found = Mismatches()
    for (label, actual, expected) in table { found.check(label, actual, hasBitsOf: expected) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("powers that a double can hold are exact")
  func exactPowers() {
    var found = Mismatches()
    for base in 2...20 {
      var power = 1
      for exponent in 1... {
        let (next, overflow) = power.multipliedReportingOverflow(by: base)
        guard !overflow, next < 1 << 53 else { break }
        power = next
        let result = Elementary.pow(Double(base), Double(exponent))
        found.check("\(base)^\(exponent)", result, equals: Double(power))
      }
    }
    for exponent in -1022...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      found.check("2^\(exponent)", Elementary.pow(2, Double(exponent)), equals: power)
      found.check("exp2(\(exponent))", Elementary.exp2(Double(exponent)), equals: power)
      found.check("log2(2^\(exponent))", Elementary.log2(power), equals: Double(exponent))
    }
    for exponent in 0...22 {
      let power = Elementary.pow(10, Double(exponent))
      found.check("log10(10^\(exponent))", Elementary.log10(power), equals: Double(exponent))
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("identities hold near the limit of the precision")
  func identities() {
    var random = SeededGenerator.fromEnvironment(or: 7)
    var found = Mismatches()
    for _ in 0..<20_000 {
      let x = (random.unit() - 0.5) * 40
      let label = "seed \(random.seed), x = \(x)"
      let (sine, cosine) = (Elementary.sin(x), Elementary.cos(x))
      found.check(label, sine * sine + cosine * cosine, equals: 1, relative: 4e-16)
      found.check(
        label, Elementary.log(Elementary.exp(x)), equals: x, relative: 1e-15, absolute: 2e-16)
      found.check(label, Elementary.exp(x) * Elementary.exp(-x), equals: 1, relative: 4e-16)
      found.require(Elementary.sin(-x) == -sine && Elementary.cos(-x) == cosine, label)
    }
    #expect(found.isEmpty, "\(found)")
  }
}
