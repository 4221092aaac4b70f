/// The error function, the normal distribution, the gamma and beta functions, Student's t.
///
/// The largest relative error seen against mpmath stands at each function.
package enum SpecialFunctions {}

extension SpecialFunctions {
  /// The error function; relative error below 7e-16.
  package static func erf(_ x: Double) -> Double {
    let magnitude = x.magnitude
    if magnitude < 0.5 { return erfNearZero(x) }
    guard magnitude < 6 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
    let value = 1 - scaledComplement(magnitude) * gaussian(magnitude, halved: false)
    return x < 0 ? -value : value
  }

  /// One less the error function, without cancellation; relative error below 1e-15.
  package static func erfc(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.magnitude < 0.5 { return 1 - erfNearZero(x) }
    guard x < 28 else { return 0 }
    guard x > -6 else { return 2 }
    let tail = scaledComplement(x.magnitude) * gaussian(x, halved: false)
    return x > 0 ? tail : 2 - tail
  }

  /// The probability that a standard normal number is at most `x`; relative error below 1e-15.
  package static func normalCDF(_ x: Double) -> Double {
    if x.isNaN { return x }
    let scaled = x.magnitude * 0x1.6a09e667f3bcdp-1
    if scaled < 0.5 { return 0.5 + 0.5 * erfNearZero(x < 0 ? -scaled : scaled) }
    guard scaled < 28 else { return x < 0 ? 0 : 1 }
    let tail = 0.5 * scaledComplement(scaled) * gaussian(x, halved: true)
    return x < 0 ? tail : 1 - tail
  }

  /// The density of the standard normal distribution at `x`.
  package static func normalDensity(_ x: Double) -> Double {
    guard x.magnitude < 40 else { return x.isNaN ? x : 0 }
    return 0x1.9884533d43651p-2 * gaussian(x, halved: true)
  }
}

extension SpecialFunctions {
  /// The Taylor series, for magnitudes below 0.5.
  private static func erfNearZero(_ x: Double) -> Double {
    let square = x * x
    var power = 1.0
    var sum = 0.0
    // Smallest terms last; twelve of them reach 1e-17.
    for n in 1...13 {
      power *= -square / Double(n)
      sum += power / Double(2 * n + 1)
    }
    return x * (0x1.20dd750429b6dp0 + 0x1.20dd750429b6dp0 * sum)
  }

  /// `exp(-x²)`, or `exp(-x²/2)`, with the square taken exactly, since its error would grow in the
  /// exponential.
  private static func gaussian(_ x: Double, halved: Bool) -> Double {
    let square = DoubleDouble.product(x, x)
    let factor = halved ? -0.5 : -1.0
    guard square.high * factor > -745 else { return 0 }
    return Elementary.exponential(square.high * factor, square.low * factor).value
  }

  /// `exp(x²) erfc(x)` for `x` of at least 0.5.
  ///
  /// A Chebyshev series in `7 / (3 + x) - 1`, which runs from 1 at 0.5 to -1 at infinity, of the
  /// function times `(3 + x) / 3`.
  private static func scaledComplement(_ x: Double) -> Double {
    let shifted = 1 / (3 + x)
    let argument = 7 * shifted - 1
    var next = 0.0
    var afterNext = 0.0
    for index in stride(from: complementSeries.count - 1, to: 0, by: -1) {
      (next, afterNext) = (2 * argument * next - afterNext + complementSeries[index], next)
    }
    return 3 * shifted * (argument * next - afterNext + complementSeries[0])
  }

  /// Computed with 200 bits (mpmath 1.3.0); what is left out is below 1e-17.
  private static let complementSeries: [Double] = [
    0x1.895e4d9a0c6a3p-2,
    0x1.00b5873a021bfp-2,
    0x1.11705efe38ed7p-4,
    0x1.d15d8de46b8fbp-7,
    0x1.2a62b72e22bfdp-9,
    0x1.e34436e95ede0p-13,
    0x1.f87f5d3c9a396p-20,
    -0x1.ecc524e1936c6p-19,
    -0x1.e554805c9d2edp-22,
    0x1.23924d623dc33p-25,
    0x1.bf69badeac4a0p-27,
    0x1.5d0cf278b663ap-39,
    -0x1.77c0442e28899p-32,
    -0x1.c258f8b1808e9p-37,
    0x1.55dda87c46a35p-37,
    0x1.27af3cf9fdeb2p-41,
    -0x1.5f4687736ba0ap-42,
    -0x1.11f5e93679124p-46,
    0x1.925245bf63de1p-47,
    0x1.1e47d709ea190p-52,
    -0x1.ec6867d266d11p-52,
    0x1.5d1cdaeba7f8dp-57,
    0x1.307efb19627ccp-56,
  ]
}
