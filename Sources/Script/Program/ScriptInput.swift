/// A value that the user of a script can set, as an `input.*` call declares it.
public struct ScriptInput: Sendable, Hashable {
  /// What kind of value it takes.
  public enum Kind: String, Sendable, Hashable {
    /// A whole number.
    case int
    /// A number.
    case float
    /// True or false.
    case bool
    /// A text.
    case string
    /// A text of several lines.
    case textArea = "text_area"
    /// A colour, as 0xRRGGBBAA.
    case color
    /// A column of the bars, by name.
    case source
    /// A timeframe such as `60` or `1D`.
    case timeframe
    /// A session such as `0930-1600`.
    case session
    /// A symbol.
    case symbol
    /// A price.
    case price
    /// An instant in milliseconds.
    case time
    /// A member of one of the script's enumerations.
    case enumeration = "enum"
  }

  /// The variable that holds it; the title where there is none.
  public var name: String
  /// What the dialog shows.
  public var title: String
  /// What kind of value it takes.
  public var kind: Kind
  /// The value without a user's choice; nil for a source that is computed.
  public var defaultValue: ScriptInputValue?
  /// The smallest number allowed.
  public var minimum: Double?
  /// The largest number allowed.
  public var maximum: Double?
  /// The step of the dialog's arrows.
  public var step: Double?
  /// The values allowed; empty for all.
  public var options: [ScriptInputValue]
  /// The heading under which the dialog shows it.
  public var group: String?
  /// The remark that the dialog shows.
  public var tooltip: String?
  /// Which of the script's enumerations it takes a member of.
  var enumeration: Int?
}

/// The value of an input.
public enum ScriptInputValue: Sendable, Hashable {
  /// A number, an instant in milliseconds or a colour.
  case number(Double)
  /// True or false.
  case bool(Bool)
  /// A text, or the name of a column, a timeframe, a session, a symbol or a member.
  case text(String)
}

extension ScriptInputValue: CustomStringConvertible {
  /// The value as a user would type it.
  public var description: String {
    switch self {
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    case .bool(let flag): flag ? "true" : "false"
    case .text(let text): text
    }
  }
}
