/// The decimal digits of a number and where its point stands.
struct DecimalDigits {
  private let isNegative: Bool
  /// ASCII digits without leading or trailing zeros, at least one.
  private let digits: [UInt8]
  /// How many of the digits stand before the point; negative if zeros stand between.
  private let pointPosition: Int

  /// Takes the shortest digits that read back as `value`, which is finite.
  init(shortest value: Double) {
    // The standard library finds the digits; where it puts the point and exponent is its own taste.
    let parts = value.magnitude.description.utf8.split(separator: 0x65)
    let exponent = parts.count > 1 ? Int(String(Substring(parts[1])))! : 0
    let mantissa = parts[0].split(separator: 0x2E)
    let all = mantissa.flatMap(Array.init)
    let leading = all.prefix { $0 == 0x30 }.count
    let trailing = all.reversed().prefix { $0 == 0x30 }.count
    isNegative = value.sign == .minus
    digits = leading == all.count ? [0x30] : Array(all[leading..<all.count - trailing])
    pointPosition = leading == all.count ? 1 : mantissa[0].count + exponent - leading
  }

  /// The digits with point, or with an exponent below 1e-6 and from 1e15.
  var text: String {
    var text: [UInt8] = isNegative ? [0x2D] : []
    if pointPosition < -5 || pointPosition > 15 {
      text.append(digits[0])
      if digits.count > 1 { text += [0x2E] + digits[1...] }
      text += "e\(pointPosition - 1)".utf8
    } else if pointPosition <= 0 {
      text += [0x30, 0x2E] + Self.zeros(-pointPosition) + digits
    } else if pointPosition >= digits.count {
      text += digits + Self.zeros(pointPosition - digits.count)
    } else {
      text += digits[..<pointPosition] + [0x2E] + digits[pointPosition...]
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x30, count: count) }
}

extension DecimalDigits {
  /// The digits of `value` times ten to the power `scale`, rounded half to even, exactly.
  ///
  /// - Precondition: `value` is finite and not negative, `scale` is 0 to 19.
  static func fixed(_ value: Double, scale: Int) -> [UInt8] {
    // value = significand · 2^exponent with a whole significand below 2^53.
    let isSubnormal = value.exponentBitPattern == 0
    let significand = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
    let exponent = (isSubnormal ? 1 : Int(value.exponentBitPattern)) - 1075
    let power = NumberParser.wholePowerOfTen(scale)
    if exponent < 0 {
      return Array(String(roundedQuotient(significand, power, shift: -exponent)).utf8)
    }
    // Below 2^117: 53 bits times 64 bits; what is shifted further is handled limb by limb.
    let product = UInt128(significand) * UInt128(power)
    if exponent <= 10 { return Array(String(product << UInt128(exponent)).utf8) }
    return shiftedDigits(product, by: exponent)
  }

  /// `significand` times `power` divided by two to the power `shift`, rounded half to even.
  private static func roundedQuotient(
    _ significand: UInt64, _ power: UInt64, shift: Int
  ) -> UInt128 {
    let product = UInt128(significand) * UInt128(power)
    guard shift < 128 else { return 0 }
    let quotient = product >> UInt128(shift)
    let rest = product & (UInt128(1) << UInt128(shift) - 1)
    let half = UInt128(1) << UInt128(shift - 1)
    let roundsUp = rest > half || (rest == half && quotient & 1 == 1)
    return roundsUp ? quotient + 1 : quotient
  }

  /// The digits of `value` times two to the power `shift`: long multiplication in base 1e9.
  private static func shiftedDigits(_ value: UInt128, by shift: Int) -> [UInt8] {
    let base: UInt64 = 1_000_000_000
    var limbs: [UInt64] = []
    var rest = value
    while rest > 0 {
      limbs.append(UInt64(rest % UInt128(base)))
      rest /= UInt128(base)
    }
    for _ in 0..<shift {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let doubled = limbs[index] * 2 + carry
        limbs[index] = doubled % base
        carry = doubled / base
      }
      if carry > 0 { limbs.append(carry) }
    }
    var digits = Array(String(limbs.last ?? 0).utf8)
    for limb in limbs.dropLast().reversed() {
      let text = Array(String(limb).utf8)
      digits += [UInt8](repeating: 0x30, count: 9 - text.count) + text
    }
    return digits
  }
}
