extension Elementary {
  /// The natural logarithm.
  package static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return logarithmOfSpecial(x) }
    return logarithm(x).rounded
  }

  /// The natural logarithm of `1 + x`, exact to the last place near 0 too.
  package static func log1p(_ x: Double) -> Double {
    guard x > -1, x < .infinity else { return x == -1 ? -.infinity : logarithmOfSpecial(x) }
    guard x.magnitude > 0x1p-54 else { return x }
    guard x < 0x1p60 else { return logarithm(x).rounded }
    let sum = DoubleDouble.sum(1, x)
    return logarithm(sum.high, sum.low).rounded
  }

  /// The logarithm to base 2, exact for powers of 2.
  package static func log2(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return logarithmOfSpecial(x) }
    return (logarithm(x) * DoubleDouble(0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56)).rounded
  }

  /// The logarithm to base 10, exact for powers of 10.
  package static func log10(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return logarithmOfSpecial(x) }
    return (logarithm(x) * DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)).rounded
  }

  /// `x` to the power of `y`, exact where the power is a double.
  ///
  /// Negative bases have powers for whole `y` only and give NaN otherwise. As IEEE 754 has it,
  /// `pow(x, 0)` and `pow(1, y)` are 1 even for NaN.
  package static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    let isWhole = y.rounded(.towardZero) == y
    let isOdd = isWhole && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
    if x == 0 || x.isInfinite {
      let magnitude: Double = (x == 0) == (y < 0) ? .infinity : 0
      return isOdd && x.sign == .minus ? -magnitude : magnitude
    }
    if y.isInfinite {
      if x == -1 { return 1 }
      return (x.magnitude > 1) == (y > 0) ? .infinity : 0
    }
    if x < 0, !isWhole { return .nan }
    let magnitude = positivePower(x.magnitude, y)
    return x < 0 && isOdd ? -magnitude : magnitude
  }
}

extension Elementary {
  private static func positivePower(_ x: Double, _ y: Double) -> Double {
    let logarithm = logarithm(x)
    let estimate = logarithm.high * y
    if estimate > 710 { return .infinity }
    if estimate < -746 { return 0 }
    // A product this near 0 gives 1 whatever its digits, and larger ones split without overflow.
    if estimate.magnitude < 0x1p-60 { return 1 }
    let product = DoubleDouble.product(logarithm.high, y)
    return exponential(product.high, product.low + logarithm.low * y).value
  }

  private static func logarithmOfSpecial(_ x: Double) -> Double {
    x == 0 ? -.infinity : x == .infinity ? x : .nan
  }

  /// The logarithm of a finite positive number, to about 2^-68 of its value.
  static func logarithm(_ x: Double) -> DoubleDouble {
    x < 0x1p-1022 ? logarithm(x * 0x1p54, 0, exponent: -54) : logarithm(x, 0, exponent: 0)
  }

  /// The logarithm of `high + low`, a normal number and a small correction.
  static func logarithm(_ high: Double, _ low: Double) -> DoubleDouble {
    logarithm(high, low, exponent: 0)
  }

  /// The logarithm of `high + low` times 2 to the power of `exponent`.
  ///
  /// The mantissa times a tabulated factor of 11 bits is `1 + z` with `z` below 0.005; the
  /// logarithm is the sum of three: of the power of two, of the factor, and of `1 + z`.
  @inline(__always)
  private static func logarithm(
    _ high: Double, _ low: Double, exponent: Int
  ) -> DoubleDouble {
    var power = Int(high.bitPattern >> 52) - 1023
    let significand = high.bitPattern & 0xf_ffff_ffff_ffff
    let index = Int((significand + 1 << 44) >> 45)
    var mantissa = Double(bitPattern: significand | 1023 << 52)
    // `low` in the unit of the mantissa; it is 0 unless the power is small.
    var tail = low == 0 ? 0 : scaled(low, by: -power)
    if index >= 53 {
      power += 1
      mantissa *= 0.5
      tail *= 0.5
    }
    let entry = ElementaryTables.logarithms[index]
    let (top, bottom) = DoubleDouble.halves(mantissa)
    var z = DoubleDouble.sum(top * entry.factor - 1, bottom * entry.factor)
    z = .orderedSum(z.high, z.low + tail * entry.factor)
    return logarithm(power: Double(power + exponent), entry.high, entry.low, z)
  }

  /// `power ln 2 + tableHigh + tableLow + log(1 + z)`.
  @inline(__always)
  private static func logarithm(
    power: Double, _ tableHigh: Double, _ tableLow: Double, _ z: DoubleDouble
  ) -> DoubleDouble {
    let square = DoubleDouble.product(z.high, z.high)
    var series = z.high * (-1.0 / 10) + 1.0 / 9
    series = series * z.high - 1.0 / 8
    series = series * z.high + 1.0 / 7
    series = series * z.high - 1.0 / 6
    series = series * z.high + 1.0 / 5
    series = series * z.high - 1.0 / 4
    series = series * z.high + 1.0 / 3
    let cube = square.high * z.high * series
    // The first part of ln 2 has 40 bits, so that its product with a power is exact.
    let first = DoubleDouble.sum(power * 0x1.62e42fefa2000p-1, tableHigh)
    let second = DoubleDouble.sum(first.high, z.high)
    let third = DoubleDouble.sum(second.high, -0.5 * square.high)
    let small = z.low - 0.5 * square.low - z.high * z.low
    let rest = small + (power * 0x1.9ef35793c7673p-41 + tableLow)
    return .orderedSum(third.high, third.low + (second.low + (first.low + (cube + rest))))
  }
}
