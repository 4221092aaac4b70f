/// Elementary and special functions that the metrics need.
///
/// A stand-in until module Kernels has them: about 1e-15 relative, made of the four operations and
/// the square root only, so the same bits everywhere.
enum SpecialFunctions {
  private static let logTwoHigh = 6.931_471_803_691_238_164_9e-1
  private static let logTwoLow = 1.908_214_929_270_587_700_02e-10

  /// The natural logarithm of a normal number above 0.
  static func log(_ value: Double) -> Double {
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 1.414_213_562_373_095_1 {
      significand /= 2
      exponent += 1
    }
    // log m = 2 artanh((m − 1)/(m + 1)); the argument is at most 0.172, so 12 terms are enough.
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var series = 0.0
    for term in stride(from: 25.0, through: 3, by: -2) { series = (series + 1 / term) * square }
    return exponent * logTwoHigh + (2 * ratio + (2 * ratio * series + exponent * logTwoLow))
  }

  /// The exponential; 0 below −700 and infinite above 709.
  static func exp(_ value: Double) -> Double {
    if value < -700 { return 0 }
    if !(value <= 709) { return value.isNaN ? value : .infinity }
    let exponent = (value / 0.693_147_180_559_945_3).rounded()
    let rest = (value - exponent * logTwoHigh) - exponent * logTwoLow
    var series = 1.0
    for term in stride(from: 16.0, through: 1, by: -1) { series = 1 + series * rest / term }
    return Double(sign: .plus, exponent: Int(exponent), significand: series)
  }

  /// A power of a base of at least 0.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    base == 0 ? 0 : exp(exponent * log(base))
  }

  /// The density of the standard normal distribution.
  static func normalDensity(_ value: Double) -> Double {
    0.398_942_280_401_432_7 * exp(-value * value / 2)
  }

  /// The distribution function of the standard normal distribution.
  ///
  /// Near the middle a series of terms of one sign, in the tails Laplace's continued fraction
  /// (Abramowitz and Stegun 26.2.11 and 26.2.14).
  static func normalDistribution(_ value: Double) -> Double {
    if value > 1.5 { return 1 - normalDistribution(-value) }
    if value < -1.5 {
      var fraction = 0.0
      for term in stride(from: 120.0, through: 1, by: -1) { fraction = term / (fraction - value) }
      return normalDensity(value) / (fraction - value)
    }
    var term = value
    var series = value
    for divisor in stride(from: 3.0, through: 61, by: 2) {
      term *= value * value / divisor
      series += term
    }
    return 0.5 + normalDensity(value) * series
  }

  /// The quantile of the standard normal distribution for a probability between 0 and 1.
  ///
  /// A first guess (Abramowitz and Stegun 26.2.23) and Halley steps on the distribution function.
  static func normalQuantile(_ probability: Double) -> Double {
    if probability > 0.5 { return -normalQuantile(1 - probability) }
    let root = (-2 * log(probability)).squareRoot()
    let numerator = 2.515517 + root * (0.802853 + root * 0.010328)
    let denominator = 1 + root * (1.432788 + root * (0.189269 + root * 0.001308))
    var quantile = numerator / denominator - root
    for _ in 0..<4 {
      let error = (normalDistribution(quantile) - probability) / normalDensity(quantile)
      quantile -= error / (1 + quantile * error / 2)
    }
    return quantile
  }
}
