extension SpecialFunctions {
  /// The logarithm of the gamma function of a number above 0; NaN otherwise.
  ///
  /// The error is below 1e-15 of the value, near the zeros at 1 and 2 too.
  package static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    guard x < 1e305 else { return .infinity }
    if x < 0.5 { return logGammaAboveOne(x) - Elementary.log(x) }
    if x < 1.5 { return logGammaAboveOne(x - 1) }
    if x <= 2.5 { return logGammaNearTwo(x - 2) }
    if x < 12 {
      // Steps down to the neighbourhood of 2 by Γ(x) = (x - 1) Γ(x - 1).
      var argument = x
      var product = 1.0
      while argument > 2.5 {
        argument -= 1
        product *= argument
      }
      return Elementary.log(product) + logGammaNearTwo(argument - 2)
    }
    return (x - 0.5) * Elementary.log(x) - x + 0x1.d67f1c864beb5p-1 + stirlingCorrection(x)
  }

  /// The logarithm of the beta function of two numbers above 0.
  ///
  /// For a large argument the difference of its logarithms of gamma is taken before they can grow.
  /// Relative error below 1e-13, more where the logarithm itself is near 0.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    guard small > 0 else { return .nan }
    if large < 12 { return logGamma(small) + logGamma(large) - logGamma(small + large) }
    let sum = small + large
    let difference =
      -(large - 0.5) * Elementary.log1p(small / large) - small * Elementary.log(sum) + small
      + (stirlingCorrection(large) - stirlingCorrection(sum))
    return logGamma(small) + difference
  }
}

extension SpecialFunctions {
  /// `logGamma(1 + e)` for `e` from -0.5 to 0.5.
  private static func logGammaAboveOne(_ e: Double) -> Double {
    logGammaNearTwo(e) - Elementary.log1p(e)
  }

  /// `logGamma(2 + e)` for `e` from -0.5 to 0.5: `(1 - γ) e` and the sum of `(ζ(k) - 1) (-e)^k / k`.
  private static func logGammaNearTwo(_ e: Double) -> Double {
    var sum = 0.0
    for ratio in ElementaryTables.zetaRatios.reversed() { sum = ratio - e * sum }
    return e * (0x1.b0ee6072093cep-2 + e * sum)
  }

  /// What Stirling's formula leaves out, for `x` of at least 12.
  private static func stirlingCorrection(_ x: Double) -> Double {
    let square = 1 / (x * x)
    var series = square * (-691.0 / 360_360) + 1.0 / 1188
    series = series * square - 1.0 / 1680
    series = series * square + 1.0 / 1260
    series = series * square - 1.0 / 360
    series = series * square + 1.0 / 12
    return series / x
  }
}
