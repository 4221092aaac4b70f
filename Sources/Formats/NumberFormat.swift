/// Writes numbers as text: decimal, in ASCII, never by locale.
///
/// NaN is `nan`, infinities are `inf` and `-inf`.
public enum NumberFormat {
  /// Returns the shortest digits that read back as the same number.
  ///
  /// Plain digits for zero and for magnitudes from 1e-6 up to 1e15 (`0.000001`, `12345.6`, `100`),
  /// an exponent otherwise (`1e-7`, `1.5e20`). Negative zero is `-0`.
  public static func shortest(_ value: Double) -> String {
    var text: [UInt8] = []
    appendShortest(value, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the text of ``shortest(_:)`` to a buffer.
  /// - Complexity: About 35 ns for a number of up to 15 digits and 8 decimals, more otherwise.
  package static func appendShortest(_ value: Double, to text: inout [UInt8]) {
    if appendShort(value, to: &text) { return }
    text += (value.isFinite ? DecimalDigits(shortest: value).text : special(value)).utf8
  }

  /// Appends a number of few digits; false if it is none.
  ///
  /// No two decimals of up to 15 digits are nearest to the same double, so the one with the fewest
  /// decimals that reads back is the shortest.
  private static func appendShort(_ value: Double, to text: inout [UInt8]) -> Bool {
    let magnitude = value.magnitude
    guard magnitude < 1e15, magnitude >= 1e-6 || value.bitPattern == 0 else { return false }
    for decimals in 0...8 {
      let power = NumberParser.powerOfTen(decimals)
      let shifted = magnitude * power
      guard shifted < 1e15 else { return false }
      let digits = Int64(shifted + 0.5)
      guard Double(digits) / power == magnitude else { continue }
      if value < 0 { text.append(0x2D) }
      let scale = NumberParser.wholePowerOfTen(decimals)
      let (whole, fraction) = UInt64(digits).quotientAndRemainder(dividingBy: scale)
      appendDigits(whole, minimumCount: 1, to: &text)
      if decimals > 0 {
        text.append(0x2E)
        appendDigits(fraction, minimumCount: decimals, to: &text)
      }
      return true
    }
    return false
  }

  private static func appendDigits(
    _ number: UInt64, minimumCount: Int, to text: inout [UInt8]
  ) {
    var buffer = [20 of UInt8](repeating: 0x30)
    var first = 20
    var rest = number
    while rest > 0 {
      first -= 1
      buffer[first] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
    for index in min(first, 20 - minimumCount)..<20 { text.append(buffer[index]) }
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
