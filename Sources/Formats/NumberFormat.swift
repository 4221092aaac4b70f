/// Writes numbers as text: decimal, in ASCII, never by locale.
///
/// NaN is `nan`, infinities are `inf` and `-inf`.
public enum NumberFormat {
  /// Returns the shortest digits that read back as the same number.
  ///
  /// Plain digits for zero and for magnitudes from 1e-6 up to 1e15 (`0.000001`, `12345.6`, `100`),
  /// an exponent otherwise (`1e-7`, `1.5e20`). Negative zero is `-0`.
  public static func shortest(_ value: Double) -> String {
    if let integer = Int64(exactly: value), integer.magnitude < 1_000_000_000_000_000,
      !(integer == 0 && value.sign == .minus)
    {
      return String(integer)
    }
    guard value.isFinite else { return special(value) }
    return DecimalDigits(shortest: value).text
  }

  /// Returns the number rounded to a fixed count of decimals.
  ///
  /// What is rounded is the exact decimal expansion of the binary number, half to even: a tie
  /// arises only where the binary number is one (`0.125`, not `1.005`). A result of zero has no
  /// sign.
  ///
  /// - Parameters:
  ///   - decimals: Digits after the point, 0 to 19.
  ///   - isGrouped: Whether commas stand between thousands.
  ///   - showsPlus: Whether positive numbers get a sign too.
  public static func fixed(
    _ value: Double, decimals: Int, isGrouped: Bool = false, showsPlus: Bool = false
  ) -> String {
    fixed(
      value, scale: decimals, decimals: decimals, isGrouped: isGrouped, showsPlus: showsPlus)
  }

  /// Returns a fraction as percent: 0.1234 with one decimal is `12.3%`.
  ///
  /// Rounds as ``fixed(_:decimals:isGrouped:showsPlus:)`` does, after an exact multiplication.
  /// - Parameter decimals: Digits after the point, 0 to 17.
  public static func percent(
    _ fraction: Double, decimals: Int = 2, isGrouped: Bool = false, showsPlus: Bool = false
  ) -> String {
    let text = fixed(
      fraction, scale: decimals + 2, decimals: decimals, isGrouped: isGrouped,
      showsPlus: showsPlus)
    return fraction.isFinite ? text + "%" : text
  }

  /// Returns three significant digits with a unit of thousands: `950`, `12.3k`, `4.5M`, `1.07B`.
  ///
  /// Units are k, M, B (1e9) and T (1e12); trailing zeros after the point are left out.
  public static func compact(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    var scaled = value
    for (index, unit) in compactUnits.enumerated() {
      let text = threeDigits(scaled)
      // 999.7 shows as 1000, which the next unit shows as 1.
      if text.utf8.count(where: { $0 != 0x2D }) < 4 || text.utf8.contains(0x2E)
        || index == compactUnits.count - 1
      {
        return text + unit
      }
      scaled /= 1000
    }
    preconditionFailure("the last unit takes every number")
  }

  private static let compactUnits = ["", "k", "M", "B", "T"]

  private static func threeDigits(_ value: Double) -> String {
    var limit = 100.0
    var decimals = 0
    while value.magnitude < limit, decimals < 8, value != 0 {
      limit /= 10
      decimals += 1
    }
    var text = fixed(value, decimals: decimals)
    guard text.utf8.contains(0x2E) else { return text }
    while text.utf8.last == 0x30 { text.removeLast() }
    if text.utf8.last == 0x2E { text.removeLast() }
    return text
  }

  static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  /// Writes `value` times ten to the power `scale - decimals`, rounded to `decimals`.
  private static func fixed(
    _ value: Double, scale: Int, decimals: Int, isGrouped: Bool, showsPlus: Bool
  ) -> String {
    precondition(decimals >= 0 && scale <= 19, "a fixed number has 0 to 19 decimals")
    guard value.isFinite else { return special(value) }
    let digits = DecimalDigits.fixed(value.magnitude, scale: scale)
    let isZero = digits.allSatisfy { $0 == 0x30 }
    var text: [UInt8] = []
    if !isZero, value < 0 { text.append(0x2D) }
    if !isZero, value > 0, showsPlus { text.append(0x2B) }
    let padded = [UInt8](repeating: 0x30, count: max(0, decimals + 1 - digits.count)) + digits
    let wholeCount = padded.count - decimals
    for (index, digit) in padded.enumerated() {
      if index == wholeCount { text.append(0x2E) }
      if isGrouped, index > 0, index < wholeCount, (wholeCount - index) % 3 == 0 {
        text.append(0x2C)
      }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
