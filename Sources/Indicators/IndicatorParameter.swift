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

  /// A count of bars, at least 1.
  ///
  /// A length beyond the data is allowed and gives NaN only.
  static func length(
    _ name: String = "length", standard: Int, atLeast least: Int = 1
  ) -> IndicatorParameter {
    IndicatorParameter(
      name: name, kind: .whole, standard: Double(standard), range: Double(least)...1e9)
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
    switch kind {
    case .whole: "a whole number from \(Self.text(range.lowerBound)) on"
    case .number: "a number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: "0 or 1"
    }
  }

  /// Throws unless the parameter of an indicator may have a value.
  func check(_ value: Double, of indicator: String) throws(LocatedError) {
    let isWhole = value.rounded(.towardZero) == value
    guard range.contains(value), isWhole || kind == .number else {
      throw LocatedError(
        .usage, "parameter '\(name)' of indicator '\(indicator)' is out of range",
        found: Self.text(value), expected: expectation)
    }
  }

  /// A number, without a decimal point if it is whole.
  static func text(_ value: Double) -> String {
    value.magnitude < 1e15 && value.rounded(.towardZero) == value ? String(Int(value)) : "\(value)"
  }
}
