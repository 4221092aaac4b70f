import Formats

/// A number that the caller of an indicator can set.
public struct IndicatorParameter: Sendable, Hashable {
  /// What numbers are allowed, besides the range.
  public enum Kind: String, Sendable {
    /// Whole numbers.
    case whole
    /// All numbers.
    case number
    /// 0 for no and 1 for yes.
    case flag
  }

  /// The name, for example `length`.
  public let name: String
  /// What numbers are allowed, besides the range.
  public let kind: Kind
  /// The value if the caller gives none.
  public let standard: Double
  /// The least and the greatest value allowed.
  public let range: ClosedRange<Double>

  /// The longest length, beyond any series.
  static let longest = 1e9

  /// A count of bars, at least 1.
  ///
  /// A length beyond the data is allowed and gives NaN only.
  static func length(
    _ name: String = "length", standard: Int, atLeast least: Int = 1
  ) -> IndicatorParameter {
    IndicatorParameter(
      name: name, kind: .whole, standard: Double(standard), range: Double(least)...longest)
  }

  /// One of so many ways, counted from 0.
  static func choice(_ name: String, standard: Int, count: Int) -> IndicatorParameter {
    IndicatorParameter(
      name: name, kind: .whole, standard: Double(standard), range: 0...Double(count - 1))
  }

  /// A number in a range.
  static func number(
    _ name: String, standard: Double, in range: ClosedRange<Double>
  ) -> IndicatorParameter {
    IndicatorParameter(name: name, kind: .number, standard: standard, range: range)
  }

  /// A choice between yes and no.
  static func flag(_ name: String, standard: Bool = false) -> IndicatorParameter {
    IndicatorParameter(name: name, kind: .flag, standard: standard ? 1 : 0, range: 0...1)
  }

  /// What is allowed, in words.
  public var expectation: String {
    let (least, most) = (Self.text(range.lowerBound), Self.text(range.upperBound))
    return switch kind {
    case .whole where range.upperBound == Self.longest: "a whole number from \(least) on"
    case .whole: "a whole number from \(least) to \(most)"
    case .number: "a number from \(least) to \(most)"
    case .flag: "0 or 1"
    }
  }

  /// Throws unless the parameter of an indicator may have a value.
  func check(_ value: Double, of indicator: String) throws(LocatedError) {
    let isWhole = value.rounded(.towardZero) == value
    guard range.contains(value), isWhole || kind == .number else {
      throw LocatedError(
        .usage, "parameter '\(name)' of indicator '\(indicator)' is out of range",
        found: Self.text(value),
        expected: kind == .whole && value > Self.longest && value.isFinite
          ? Self.limit : expectation)
    }
  }

  /// What is allowed, in words, of a length beyond all.
  static var limit: String { "at most \(text(longest))" }

  /// A number, without a decimal point if it is whole.
  static func text(_ value: Double) -> String {
    value.magnitude < 1e15 && value.rounded(.towardZero) == value ? String(Int(value)) : "\(value)"
  }
}
