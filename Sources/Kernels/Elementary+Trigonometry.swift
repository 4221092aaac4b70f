extension Elementary {
  /// The largest angle, in radians, that the trigonometric functions accept: 2^29.
  package static let largestAngle = 0x1p29

  /// The sine of an angle in radians; NaN beyond `largestAngle`.
  package static func sin(_ x: Double) -> Double {
    guard x.magnitude <= largestAngle else { return .nan }
    guard x.magnitude > 0x1p-27 else { return x }
    let (quarter, rest) = reducedAngle(x)
    let value = quarter & 1 == 0 ? sineKernel(rest) : cosineKernel(rest)
    return quarter & 2 == 0 ? value.rounded : -value.rounded
  }

  /// The cosine of an angle in radians; NaN beyond `largestAngle`.
  package static func cos(_ x: Double) -> Double {
    guard x.magnitude <= largestAngle else { return .nan }
    let (quarter, rest) = reducedAngle(x)
    let value = quarter & 1 == 0 ? cosineKernel(rest) : sineKernel(rest)
    return (quarter + 1) & 2 == 0 ? value.rounded : -value.rounded
  }

  /// The tangent of an angle in radians; NaN beyond `largestAngle`.
  package static func tan(_ x: Double) -> Double {
    guard x.magnitude <= largestAngle else { return .nan }
    guard x.magnitude > 0x1p-27 else { return x }
    let (quarter, rest) = reducedAngle(x)
    let sine = sineKernel(rest)
    let cosine = cosineKernel(rest)
    return quarter & 1 == 0 ? (sine / cosine).rounded : -(cosine / sine).rounded
  }

  /// The angle in radians, from -π/2 to π/2, whose sine is `x`.
  package static func asin(_ x: Double) -> Double {
    guard x.magnitude <= 1 else { return .nan }
    guard x.magnitude > 0x1p-27 else { return x }
    let angle = angle(DoubleDouble(x.magnitude), cathetus(x)).rounded
    return x < 0 ? -angle : angle
  }

  /// The angle in radians, from 0 to π, whose cosine is `x`.
  package static func acos(_ x: Double) -> Double {
    guard x.magnitude <= 1 else { return .nan }
    if x == 1 { return 0 }
    let angle = angle(cathetus(x), DoubleDouble(x.magnitude))
    return x < 0 ? (pi + -angle).rounded : angle.rounded
  }

  /// The angle in radians, from -π/2 to π/2, whose tangent is `x`.
  package static func atan(_ x: Double) -> Double {
    guard x.magnitude > 0x1p-27 else { return x }
    if x.isNaN { return x }
    let angle =
      x.magnitude > 0x1p60 ? pi.high / 2 : angle(DoubleDouble(x.magnitude), DoubleDouble(1)).rounded
    return x < 0 ? -angle : angle
  }

  /// The angle in radians, from -π to π, of the point with ordinate `y` and abscissa `x`.
  package static func atan2(_ y: Double, _ x: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let angle = angleOfPoint(y.magnitude, x.magnitude)
    let turned = x.sign == .minus ? pi + -angle : angle
    return y.sign == .minus ? -turned.rounded : turned.rounded
  }
}

extension Elementary {
  private static let pi = DoubleDouble(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53)

  /// The sine of the angle whose cosine is `x`, of magnitude at most 1.
  private static func cathetus(_ x: Double) -> DoubleDouble {
    if x.magnitude == 1 { return DoubleDouble(0) }
    return (DoubleDouble.sum(1, x) * DoubleDouble.sum(1, -x)).squareRoot()
  }

  /// The angle in the first quarter of a point with coordinates of at least 0.
  private static func angleOfPoint(_ y: Double, _ x: Double) -> DoubleDouble {
    if y == 0 { return DoubleDouble(0) }
    if y.isInfinite {
      let half = DoubleDouble(pi.high / 2, pi.low / 2)
      return x.isInfinite ? DoubleDouble(half.high / 2, half.low / 2) : half
    }
    // Beyond these ratios the series adds nothing, and the splitting would overflow.
    let ratio = y / x
    if ratio < 0x1p-60 { return DoubleDouble(ratio) }
    if ratio > 0x1p60 { return DoubleDouble(pi.high / 2, pi.low / 2) }
    let power = -Int(Swift.max(y, x).exponent)
    return angle(DoubleDouble(rescaled(y, power)), DoubleDouble(rescaled(x, power)))
  }

  private static func rescaled(_ value: Double, _ power: Int) -> Double {
    scaled(scaled(value, by: power / 2), by: power - power / 2)
  }

  /// The arc tangent of a quotient of two numbers of at least 0, not both 0.
  ///
  /// With c the nearest eighth to the quotient t, atan t = atan c + atan((t - c) / (1 + c t)), and
  /// the last argument is below 1/16.
  private static func angle(_ numerator: DoubleDouble, _ denominator: DoubleDouble) -> DoubleDouble
  {
    if numerator.high > denominator.high {
      let complement = angle(denominator, numerator)
      return DoubleDouble(pi.high / 2, pi.low / 2) + -complement
    }
    let eighths = (numerator.high / denominator.high * 8).rounded()
    let center = DoubleDouble(eighths / 8)
    let top = numerator + -(center * denominator)
    let bottom = denominator + center * numerator
    let t = top / bottom
    let square = t.high * t.high
    var series = square * (1.0 / 13) - 1.0 / 11
    series = series * square + 1.0 / 9
    series = series * square - 1.0 / 7
    series = series * square + 1.0 / 5
    series = series * square - 1.0 / 3
    let (tableHigh, tableLow) = ElementaryTables.arcTangents[Int(eighths)]
    let sum = DoubleDouble.sum(tableHigh, t.high)
    return .orderedSum(sum.high, sum.low + (tableLow + (t.low + t.high * square * series)))
  }

  /// The angle less the nearest multiple of π/2, and that multiple's number.
  ///
  /// π/2 is cut into parts of 24 bits, whose products with up to 29 bits are exact (Cody, Waite).
  @inline(__always)
  private static func reducedAngle(_ x: Double) -> (quarter: Int, rest: DoubleDouble) {
    let count = (x * 0x1.45f306dc9c883p-1).rounded()
    if count == 0 { return (0, DoubleDouble(x)) }
    let first = x - count * 0x1.921fb4p0
    let second = DoubleDouble.sum(first, -count * 0x1.4442dp-24)
    let third = DoubleDouble.sum(second.high, -count * 0x1.8469880000000p-48)
    let fourth = DoubleDouble.sum(third.high, -count * 0x1.8cc5160000000p-72)
    let last = (second.low + third.low) + fourth.low - count * 0x1.01b839a25204ap-96
    return (Int(count), .sum(fourth.high, last))
  }

  /// The sine of an angle of magnitude up to π/4.
  @inline(__always)
  private static func sineKernel(_ angle: DoubleDouble) -> DoubleDouble {
    let square = angle.high * angle.high
    var series = square * (1.0 / 355_687_428_096_000) - 1.0 / 1_307_674_368_000
    series = series * square + 1.0 / 6_227_020_800
    series = series * square - 1.0 / 39_916_800
    series = series * square + 1.0 / 362_880
    series = series * square - 1.0 / 5040
    series = series * square + 1.0 / 120
    series = series * square - 1.0 / 6
    let cubic = angle.high * square * series
    return .orderedSum(angle.high, cubic + angle.low * (1 - 0.5 * square))
  }

  /// The cosine of an angle of magnitude up to π/4.
  @inline(__always)
  private static func cosineKernel(_ angle: DoubleDouble) -> DoubleDouble {
    let exact = DoubleDouble.product(angle.high, angle.high)
    let square = exact.high
    var series = square * (1.0 / 20_922_789_888_000) - 1.0 / 87_178_291_200
    series = series * square + 1.0 / 479_001_600
    series = series * square - 1.0 / 3_628_800
    series = series * square + 1.0 / 40320
    series = series * square - 1.0 / 720
    series = series * square + 1.0 / 24
    let first = DoubleDouble.orderedSum(1, -0.5 * square)
    let tail = -0.5 * exact.low - angle.high * angle.low + square * square * series
    return .orderedSum(first.high, first.low + tail)
  }
}
