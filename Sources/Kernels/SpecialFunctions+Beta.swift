extension SpecialFunctions {
  /// The regularized incomplete beta function I(x; a, b).
  ///
  /// A continued fraction (Abramowitz and Stegun 26.5.8), by the method of Lentz. Relative error
  /// below 1e-13 for parameters up to 100, below 1e-12 up to 10,000.
  /// - Parameters:
  ///   - x: From 0 to 1.
  ///   - complement: `1 - x`, where the caller knows it better than the subtraction does.
  ///   - a: Above 0.
  ///   - b: Above 0.
  package static func regularizedIncompleteBeta(
    _ x: Double, complement: Double? = nil, a: Double, b: Double
  ) -> Double {
    let y = complement ?? 1 - x
    guard a > 0, b > 0, x >= 0, y >= 0 else { return .nan }
    if x == 0 { return 0 }
    if y == 0 { return 1 }
    let logX = x < 0.5 ? Elementary.log(x) : Elementary.log1p(-y)
    let logY = y < 0.5 ? Elementary.log(y) : Elementary.log1p(-x)
    let front = Elementary.exp(a * logX + b * logY - logBeta(a, b))
    // The fraction converges fast below the mean; above it the mirrored one does.
    if x < (a + 1) / (a + b + 2) { return front * betaFraction(x, a, b) / a }
    return 1 - front * betaFraction(y, b, a) / b
  }

  /// The probability that a number of Student's t distribution is at most `t`.
  ///
  /// Relative error below 1e-12 up to 10,000 degrees of freedom.
  /// - Parameter degreesOfFreedom: Above 0.
  package static func studentCDF(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    let tail = studentTail(t.magnitude, degreesOfFreedom)
    return t < 0 ? tail : 1 - tail
  }

  /// The number that Student's t distribution does not exceed with a probability.
  ///
  /// Newton's method from the normal quantile, on the side from which it cannot overshoot.
  /// Probabilities 0 and 1 give infinities, those outside NaN. Relative error below 1e-12.
  /// - Parameter degreesOfFreedom: Above 0.
  package static func studentQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0.5 { return 0 }
    let tail = min(probability, 1 - probability)
    if tail == 0 { return probability == 0 ? -.infinity : .infinity }
    let t =
      tail > 0.25
      ? studentCenter(0.5 - tail, degreesOfFreedom) : studentFar(tail, degreesOfFreedom)
    return probability < 0.5 ? -t : t
  }
}

extension SpecialFunctions {
  /// The probability beyond `t`, which is at least 0.
  private static func studentTail(_ t: Double, _ df: Double) -> Double {
    guard t < 1e150 else { return 0 }
    let sum = df + t * t
    return 0.5
      * regularizedIncompleteBeta(df / sum, complement: t * t / sum, a: df / 2, b: 0.5)
  }

  private static func studentDensity(_ t: Double, _ df: Double) -> Double {
    let logDensity =
      -(df + 1) / 2 * Elementary.log1p(t * t / df) - logBeta(df / 2, 0.5)
      - 0.5 * Elementary.log(df)
    return Elementary.exp(logDensity)
  }

  /// The `t` above 0 with the given probability between 0 and `t`.
  private static func studentCenter(_ probability: Double, _ df: Double) -> Double {
    var t = normalQuantile(0.5 + probability)
    for _ in 0..<60 {
      let sum = df + t * t
      let inside =
        0.5 * regularizedIncompleteBeta(t * t / sum, complement: df / sum, a: 0.5, b: df / 2)
      let step = (probability - inside) / studentDensity(t, df)
      t += step
      if step.magnitude <= 0x1p-52 * t { break }
    }
    return t
  }

  /// The `t` above 0 with the given probability beyond it; the steps are in the logarithms, where
  /// the tail is nearly straight and bent towards the axis.
  private static func studentFar(_ probability: Double, _ df: Double) -> Double {
    var t = -normalQuantile(probability)
    for _ in 0..<100 {
      let tail = studentTail(t, df)
      let slope = -t * studentDensity(t, df) / tail
      let step = Elementary.log(probability / tail) / slope
      t *= Elementary.exp(step)
      guard t < 1e150 else { return t }
      if step.magnitude <= 0x1p-52 { break }
    }
    return t
  }

  /// The continued fraction of the incomplete beta function.
  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    func nonzero(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for index in 1...10_000 {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      fraction *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      let change = c * d
      fraction *= change
      if (change - 1).magnitude < 0x1p-52 { break }
    }
    return fraction
  }
}
