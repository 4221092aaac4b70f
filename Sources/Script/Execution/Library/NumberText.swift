import Formats
import Kernels

/// Numbers as text, by the patterns of the language: `#.##`, `0.00`, `#,##0.0`, `0.00%`.
enum NumberText {
  /// What stands for a missing value.
  static let missing = "NaN"

  /// A number as `str.tostring` writes it without a format: at most ten decimals.
  static func plain(_ value: Double) -> String { pattern(value, "#.##########") }

  /// A number by a pattern.
  ///
  /// `0` is a digit that is always shown, `#` one that may be left out, `,` before the point groups
  /// by thousands, `%` multiplies by 100, and `E0` asks for an exponent. Everything else around the
  /// digits is taken over. Halves round away from zero on the shortest decimal text.
  static func pattern(_ value: Double, _ pattern: String) -> String {
    guard !value.isNaN else { return missing }
    let parts = NumberPattern(pattern)
    guard value.isFinite else { return parts.prefix + (value < 0 ? "-∞" : "∞") + parts.suffix }
    if parts.exponentDigits > 0 { return exponent(value, parts) }
    let scaled = parts.isPercent ? value * 100 : value
    let body = decimal(abs(scaled), parts)
    let isZero = !body.contains { $0.isNumber && $0 != "0" }
    return parts.prefix + (scaled < 0 && !isZero ? "-" : "") + body + parts.suffix
  }

  /// A price on its grid, with as many decimals as the tick has.
  static func onTick(_ value: Double, tick: Double) -> String {
    guard value.isFinite, tick > 0 else { return plain(value) }
    let steps = (value / tick + 0.5).rounded(.down)
    return NumberFormat.fixed(steps * tick, decimals: decimals(of: tick))
  }

  /// A volume in thousands, millions and so on, with at most three decimals.
  static func volume(_ value: Double) -> String {
    guard value.isFinite else { return plain(value) }
    let units: [(size: Double, letter: String)] = [
      (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"),
    ]
    for unit in units where abs(value) >= unit.size {
      return pattern(value / unit.size, "#.###") + unit.letter
    }
    return pattern(value, "#.###")
  }

  /// Decimals of the shortest text of a step: 2 for 0.25, 0 for 5.
  static func decimals(of step: Double) -> Int {
    let text = NumberFormat.shortest(step)
    if let exponent = text.firstIndex(of: "e") {
      let power = Int(text[text.index(after: exponent)...]) ?? 0
      let mantissa = text[..<exponent].split(separator: ".")
      let digits = mantissa.count > 1 ? mantissa[1].count : 0
      return max(0, digits - power)
    }
    guard let point = text.firstIndex(of: ".") else { return 0 }
    let digits = text[text.index(after: point)...]
    return digits == "0" ? 0 : digits.count
  }

  private static func decimal(_ value: Double, _ parts: NumberPattern) -> String {
    var (whole, fraction) = digits(value, decimals: parts.mostDecimals)
    while fraction.count > parts.leastDecimals, fraction.last == "0" { fraction.removeLast() }
    while whole.count < parts.leastWhole { whole.insert("0", at: 0) }
    if parts.isGrouped {
      var place = whole.count - 3
      while place > 0 {
        whole.insert(",", at: place)
        place -= 3
      }
    }
    return String(whole) + (fraction.isEmpty ? "" : "." + String(fraction))
  }

  private static func digits(
    _ value: Double, decimals: Int
  ) -> (whole: [Character], fraction: [Character]) {
    let text = Array(rounded(value, decimals: decimals))
    guard let point = text.firstIndex(of: ".") else { return (text, []) }
    return (Array(text[..<point]), Array(text[(point + 1)...]))
  }

  /// Decimal text rounded half up by its shortest digits, so that 0.125 becomes 0.13.
  private static func rounded(_ value: Double, decimals: Int) -> String {
    let exact = NumberFormat.fixed(value, decimals: min(decimals, 16))
    let short = NumberFormat.shortest(value)
    guard !short.contains("e"), let point = short.firstIndex(of: ".") else { return exact }
    let fraction = Array(short[short.index(after: point)...])
    guard fraction.count > decimals, fraction[decimals] == "5",
      fraction[(decimals + 1)...].allSatisfy({ $0 == "0" })
    else { return exact }
    var figures = Array(short[..<point]) + fraction[..<decimals]
    var place = figures.count - 1
    while place >= 0, figures[place] == "9" {
      figures[place] = "0"
      place -= 1
    }
    if place >= 0 {
      figures[place] = Character(String((figures[place].wholeNumberValue ?? 0) + 1))
    } else {
      figures.insert("1", at: 0)
    }
    if decimals == 0 { return String(figures) }
    figures.insert(".", at: figures.count - decimals)
    return String(figures)
  }

  private static func exponent(_ value: Double, _ parts: NumberPattern) -> String {
    guard value != 0 else { return parts.prefix + decimal(0, parts) + "E0" + parts.suffix }
    var power = 0
    var mantissa = abs(value)
    while mantissa >= 10 {
      mantissa /= 10
      power += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      power -= 1
    }
    var digits = String(abs(power))
    while digits.count < parts.exponentDigits { digits = "0" + digits }
    return parts.prefix + (value < 0 ? "-" : "") + decimal(mantissa, parts) + "E"
      + (power < 0 ? "-" : "") + digits + parts.suffix
  }
}

/// A number pattern taken apart.
private struct NumberPattern {
  var prefix = ""
  var suffix = ""
  var leastWhole = 0
  var leastDecimals = 0
  var mostDecimals = 0
  var exponentDigits = 0
  var isGrouped = false
  var isPercent = false

  init(_ pattern: String) {
    var inFraction = false
    var hasDigits = false
    var isQuoted = false
    var characters = Array(pattern)[...]
    while let character = characters.popFirst() {
      if character == "'" {
        isQuoted.toggle()
      } else if isQuoted {
        literal(character, hasDigits)
      } else if character == "E", hasDigits, characters.first == "0" {
        exponentDigits = characters.prefix { $0 == "0" }.count
        characters = characters.dropFirst(exponentDigits)
      } else if character == "0" || character == "#" {
        hasDigits = true
        count(character, inFraction)
      } else if character == ".", !inFraction {
        hasDigits = true
        inFraction = true
      } else if character == ",", hasDigits, !inFraction {
        isGrouped = true
      } else {
        if character == "%" { isPercent = true }
        literal(character, hasDigits)
      }
    }
  }

  private mutating func count(_ character: Character, _ inFraction: Bool) {
    if inFraction {
      mostDecimals += 1
      if character == "0" { leastDecimals = mostDecimals }
    } else if character == "0" {
      leastWhole += 1
    }
  }

  private mutating func literal(_ character: Character, _ hasDigits: Bool) {
    if hasDigits { suffix.append(character) } else { prefix.append(character) }
  }
}
