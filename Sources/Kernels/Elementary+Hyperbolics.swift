extension Elementary {
  /// The hyperbolic sine.
  package static func sinh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude > 0x1p-27 else { return x }
    guard magnitude < 40 else {
      let half = halfExponential(magnitude)
      return x < 0 ? -half : half
    }
    // With m = exp(x) - 1: sinh x = (m + m / (m + 1)) / 2.
    let grown = exponentialLessOne(magnitude)
    let double = (grown + grown / (grown + DoubleDouble(1))).rounded
    return x < 0 ? -double / 2 : double / 2
  }

  /// The hyperbolic cosine.
  package static func cosh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude < 40 else { return halfExponential(magnitude) }
    guard magnitude > 0x1p-27 else { return 1 }
    let power = exponentialLessOne(magnitude) + DoubleDouble(1)
    return (power + DoubleDouble(1) / power).rounded / 2
  }

  /// The hyperbolic tangent.
  package static func tanh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude > 0x1p-27 else { return x }
    guard magnitude < 20 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
    let grown = exponentialLessOne(2 * magnitude)
    let tangent = (grown / (grown + DoubleDouble(2))).rounded
    return x < 0 ? -tangent : tangent
  }

  /// Half of `exp(x)`, finite up to 710.47; NaN for NaN.
  private static func halfExponential(_ x: Double) -> Double {
    guard x < 710.5 else { return x.isNaN ? x : .infinity }
    let power = exponential(x, 0)
    return scaled(power.mantissa.rounded, by: power.exponent - 1)
  }
}
