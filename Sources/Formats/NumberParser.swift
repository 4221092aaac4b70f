/// Reads numbers from bytes: decimal, in ASCII, never by locale.
///
/// A number is an optional sign, digits with at most one point among or beside them, and an
/// optional exponent: `-1`, `.5`, `5.`, `6.02e23`. There are no spaces, separators, infinities or
/// NaNs. Results are correctly rounded (to nearest, ties to even).
public enum NumberParser {
  /// Reads text that is a number and nothing else; nil otherwise or beyond the range of `Double`.
  public static func double(_ text: some StringProtocol) -> Double? {
    var text = String(text)
    return text.withUTF8 { double($0) }
  }

  /// Reads bytes that are a number and nothing else; nil otherwise or beyond the range of `Double`.
  @inlinable
  package static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard var cursor = bytes.baseAddress else { return nil }
    let end = cursor + bytes.count
    let value = scanDouble(&cursor, end)
    return cursor == end ? value : nil
  }

  /// Reads text that is a whole number and nothing else; nil otherwise or beyond 64 bits.
  public static func integer(_ text: some StringProtocol) -> Int64? {
    var text = String(text)
    return text.withUTF8 { integer($0) }
  }

  /// Reads bytes that are a whole number and nothing else; nil otherwise or beyond 64 bits.
  @inlinable
  package static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard var cursor = bytes.baseAddress else { return nil }
    let end = cursor + bytes.count
    let value = scanInteger(&cursor, end)
    return cursor == end ? value : nil
  }
}

extension NumberParser {
  /// Reads the longest number that starts at `cursor` and moves `cursor` behind it.
  ///
  /// Nil if there is none, and then the place of `cursor` says how far the bytes made sense.
  /// - Complexity: O(*n*); about 10 ns for a price, without allocation up to 19 digits.
  @inlinable
  package static func scanDouble(
    _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Double? {
    let start = cursor
    var decimal = Decimal()
    let isNegative = scanSign(&cursor, end)
    let integerDigits = decimal.scanDigits(&cursor, end)
    var fractionDigits = 0
    if cursor < end, cursor.pointee == 0x2E {
      cursor += 1
      fractionDigits = decimal.scanDigits(&cursor, end)
      decimal.exponent -= fractionDigits
    }
    guard integerDigits + fractionDigits > 0 else { return nil }
    if cursor < end, cursor.pointee | 0x20 == 0x65 {
      guard let exponent = scanExponent(&cursor, end) else { return nil }
      decimal.exponent += exponent
    }
    if decimal.significand <= 1 << 53, decimal.significantDigits <= 19, decimal.exponent <= 0,
      decimal.exponent >= -22
    {
      // Both operands are exact, so the one division is correctly rounded (Clinger 1990).
      let magnitude = Double(decimal.significand) / powerOfTen(-decimal.exponent)
      return isNegative ? -magnitude : magnitude
    }
    let digits = UnsafeBufferPointer(start: start, count: cursor - start)
    guard let magnitude = wideMagnitude(decimal, text: digits) else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  /// Reads the longest whole number that starts at `cursor` and moves `cursor` behind it.
  ///
  /// Nil if there is none or if it needs more than 64 bits.
  @inlinable
  package static func scanInteger(
    _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Int64? {
    let isNegative = scanSign(&cursor, end)
    var decimal = Decimal()
    guard decimal.scanDigits(&cursor, end) > 0, decimal.significantDigits <= 19 else { return nil }
    if isNegative {
      return decimal.significand <= 1 << 63
        ? Int64(truncatingIfNeeded: 0 &- decimal.significand) : nil
    }
    return Int64(exactly: decimal.significand)
  }

  @inlinable
  static func scanSign(
    _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Bool {
    guard cursor < end, cursor.pointee == 0x2D || cursor.pointee == 0x2B else { return false }
    defer { cursor += 1 }
    return cursor.pointee == 0x2D
  }

  /// Reads `e` and what follows it; nil if no digit follows.
  @usableFromInline
  static func scanExponent(
    _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Int? {
    cursor += 1
    let isNegative = scanSign(&cursor, end)
    var decimal = Decimal()
    guard decimal.scanDigits(&cursor, end) > 0 else { return nil }
    // Far outside the range of Double all exponents are the same.
    let magnitude = decimal.significantDigits > 6 ? 1_000_000 : Int(decimal.significand)
    return isNegative ? -magnitude : magnitude
  }
}

extension NumberParser {
  /// A number as it stands in the text: `significand` times ten to the power `exponent`.
  @usableFromInline
  struct Decimal {
    /// The digits as one whole number; meaningless beyond 19 significant digits.
    @usableFromInline var significand: UInt64 = 0
    /// How many digits there are, leading zeros not counted.
    @usableFromInline var significantDigits = 0
    @usableFromInline var exponent = 0

    @inlinable init() {}

    /// Appends the digits at `cursor` and returns how many there are.
    @inlinable
    mutating func scanDigits(
      _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> Int {
      let start = cursor
      if significand == 0 {
        while cursor < end, cursor.pointee == 0x30 { cursor += 1 }
      }
      let firstSignificant = cursor
      while cursor < end {
        let digit = cursor.pointee &- 0x30
        guard digit <= 9 else { break }
        significand = significand &* 10 &+ UInt64(digit)
        cursor += 1
      }
      significantDigits += cursor - firstSignificant
      return cursor - start
    }
  }

  /// Ten to the power `exponent`, which is exact from 0 to 22.
  @inlinable
  static func powerOfTen(_ exponent: Int) -> Double {
    switch exponent {
    case 0: 1
    case 1: 1e1
    case 2: 1e2
    case 3: 1e3
    case 4: 1e4
    case 5: 1e5
    case 6: 1e6
    case 7: 1e7
    case 8: 1e8
    case 9: 1e9
    case 10: 1e10
    case 11: 1e11
    case 12: 1e12
    case 13: 1e13
    case 14: 1e14
    case 15: 1e15
    case 16: 1e16
    case 17: 1e17
    case 18: 1e18
    case 19: 1e19
    case 20: 1e20
    case 21: 1e21
    default: 1e22
    }
  }

  /// The magnitude where one division of doubles would not do; nil beyond the range of `Double`.
  @usableFromInline
  static func wideMagnitude(_ decimal: Decimal, text: UnsafeBufferPointer<UInt8>) -> Double? {
    if decimal.significand == 0, decimal.significantDigits == 0 { return 0 }
    if decimal.significantDigits <= 19, abs(decimal.exponent) <= 19 {
      return decimal.exponent < 0
        ? quotient(decimal.significand, byPowerOfTen: -decimal.exponent)
        : product(decimal.significand, byPowerOfTen: decimal.exponent)
    }
    // Rare enough to pay for a string.
    let value = Double(String(decoding: text, as: UTF8.self))?.magnitude
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Divides exactly to 64 bits and lets the last one stand for all that follow, then rounds once.
  private static func quotient(_ significand: UInt64, byPowerOfTen exponent: Int) -> Double {
    let divisor = wholePowerOfTen(exponent)
    let divisorShift = divisor.leadingZeroBitCount
    let dividendShift = significand.leadingZeroBitCount
    // Normalised, and halved so that the quotient fits: it lies between 2^62 and 2^64.
    let high = (significand << dividendShift) >> 1
    let low = (significand << dividendShift) << 63
    let (whole, rest) = (divisor << divisorShift).dividingFullWidth((high, low))
    let sticky: UInt64 = rest == 0 ? 0 : 1
    return scaled(whole | sticky, byPowerOfTwo: divisorShift - dividendShift - 63)
  }

  /// Multiplies exactly, lets bit 0 of the upper half stand for the lower half, then rounds once.
  private static func product(_ significand: UInt64, byPowerOfTen exponent: Int) -> Double {
    let (high, low) = significand.multipliedFullWidth(by: wholePowerOfTen(exponent))
    if high == 0 { return Double(low) }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    let sticky: UInt64 = low << shift == 0 ? 0 : 1
    return scaled(top | sticky, byPowerOfTwo: 64 - shift)
  }

  /// Rounds to `Double`, then multiplies by a power of two, which is exact in this range.
  private static func scaled(_ significand: UInt64, byPowerOfTwo exponent: Int) -> Double {
    Double(significand)
      * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Ten to the power `exponent`, from 0 to 19.
  static func wholePowerOfTen(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
