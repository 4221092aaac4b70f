/// A number as the unevaluated sum of two doubles, good for about 105 bits.
///
/// The algorithms are those of Dekker, "A floating-point technique for extending the available
/// precision" (1971), and Knuth's sum. They use no fused multiply-add. Factors must stay below
/// 2^996, or the splitting overflows.
struct DoubleDouble {
  /// The number rounded to a double.
  var high: Double
  /// What the rounding left.
  var low: Double

  /// Makes a number from a double and a much smaller correction.
  @inline(__always)
  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The number rounded to a double.
  @inline(__always)
  var rounded: Double { high + low }

  /// The exact sum of two doubles.
  @inline(__always)
  static func sum(_ left: Double, _ right: Double) -> DoubleDouble {
    let total = left + right
    let other = total - left
    return DoubleDouble(total, (left - (total - other)) + (right - other))
  }

  /// The exact sum of two doubles of which the first is the larger in magnitude.
  @inline(__always)
  static func orderedSum(_ large: Double, _ small: Double) -> DoubleDouble {
    let total = large + small
    return DoubleDouble(total, small - (total - large))
  }

  /// The exact product of two doubles.
  @inline(__always)
  static func product(_ left: Double, _ right: Double) -> DoubleDouble {
    let total = left * right
    let (a, b) = halves(left)
    let (c, d) = halves(right)
    return DoubleDouble(total, ((a * c - total) + a * d + b * c) + b * d)
  }

  /// Two doubles of at most 26 significant bits that add up to `value`.
  @inline(__always)
  static func halves(_ value: Double) -> (high: Double, low: Double) {
    let scaled = value * 0x1.000_0002p27
    let high = scaled - (scaled - value)
    return (high, value - high)
  }
}

extension DoubleDouble {
  /// The sum, with a relative error of a few parts in 2^104 where nothing cancels.
  @inline(__always)
  static func + (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let highs = sum(left.high, right.high)
    let lows = sum(left.low, right.low)
    let first = orderedSum(highs.high, highs.low + lows.high)
    return orderedSum(first.high, first.low + lows.low)
  }

  /// The negated number.
  @inline(__always)
  static prefix func - (value: DoubleDouble) -> DoubleDouble {
    DoubleDouble(-value.high, -value.low)
  }

  /// The product.
  @inline(__always)
  static func * (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let highs = product(left.high, right.high)
    return orderedSum(highs.high, highs.low + (left.high * right.low + left.low * right.high))
  }

  /// The quotient.
  @inline(__always)
  static func / (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let first = left.high / right.high
    let back = product(first, right.high)
    let rest = ((left.high - back.high) - back.low) + left.low - first * right.low
    return orderedSum(first, rest / right.high)
  }

  /// The square root of a number above 0.
  @inline(__always)
  func squareRoot() -> DoubleDouble {
    let first = high.squareRoot()
    let back = Self.product(first, first)
    let rest = ((high - back.high) - back.low) + low
    return Self.orderedSum(first, rest / (2 * first))
  }
}
