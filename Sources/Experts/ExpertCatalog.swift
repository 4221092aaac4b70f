public import Formats
public import Trading

/// An input of a built-in expert.
public struct ExpertInput: Sendable, Hashable {
  /// What an input's value may be.
  public enum Kind: Sendable, Hashable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A number in a range.
    case number(ClosedRange<Double>)
    /// 0 or 1, `false` or `true`.
    case flag
  }

  /// The name on the command line.
  public let name: String
  /// What it does.
  public let summary: String
  /// What its value may be.
  public let kind: Kind
  /// The value when none is given.
  public let standard: Double
}

/// A built-in expert: what it is, its inputs and how to make it.
public struct ExpertDescription: Sendable {
  /// The name on the command line.
  public let name: String
  /// What it does.
  public let summary: String
  /// What the caller can set.
  public let inputs: [ExpertInput]
  /// Whether it trades all instruments from one account, instead of each from its own.
  public let tradesUniverse: Bool
  private let make: @Sendable (ExpertSettings) -> any Expert

  init(
    _ name: String, _ summary: String, inputs: [ExpertInput] = [], tradesUniverse: Bool = false,
    make: @escaping @Sendable (ExpertSettings) -> any Expert
  ) {
    self.name = name
    self.summary = summary
    self.inputs = inputs
    self.tradesUniverse = tradesUniverse
    self.make = make
  }

  /// Makes the expert with some inputs set.
  ///
  /// - Throws: A usage error for an unknown input or a value out of range.
  public func expert(
    setting values: [(name: String, value: String)] = []
  ) throws(LocatedError) -> any Expert {
    make(ExpertSettings(values: try settings(values)))
  }

  /// All inputs with their values, given or standard, in the order of `inputs`.
  ///
  /// - Throws: A usage error for an unknown input or a value out of range.
  public func settings(
    _ values: [(name: String, value: String)]
  ) throws(LocatedError) -> [String: Double] {
    var settings: [String: Double] = [:]
    for input in inputs { settings[input.name] = input.standard }
    for (name, text) in values {
      guard let input = inputs.first(where: { $0.name == name }) else {
        throw LocatedError(
          .usage, "expert '\(self.name)' has no such input", found: name,
          expected: inputs.map(\.name).joined(separator: ", "),
          hint: Suggestion.hint(for: name, in: inputs.map(\.name)))
      }
      settings[name] = try input.value(of: text)
    }
    return settings
  }
}

extension ExpertInput {
  fileprivate func value(of text: String) throws(LocatedError) -> Double {
    switch kind {
    case .integer(let range):
      if let number = NumberParser.integer(text).map({ Int($0) }), range.contains(number) {
        return Double(number)
      }
      throw LocatedError(
        .usage, "input '\(name)' is out of range", found: text,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .number(let range):
      if let number = NumberParser.double(text), range.contains(number) { return number }
      throw LocatedError(
        .usage, "input '\(name)' is out of range", found: text,
        expected: "a number from \(NumberFormat.shortest(range.lowerBound)) to "
          + NumberFormat.shortest(range.upperBound))
    case .flag:
      switch text.lowercased() {
      case "1", "true", "yes": return 1
      case "0", "false", "no": return 0
      default:
        throw LocatedError(
          .usage, "input '\(name)' is a flag", found: text, expected: "true or false")
      }
    }
  }
}

/// The inputs of an expert with their values, which the catalog has checked.
struct ExpertSettings {
  let values: [String: Double]

  /// A number.
  func number(_ name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("no input '\(name)' is declared") }
    return value
  }

  /// A whole number.
  func whole(_ name: String) -> Int { Int(number(name)) }

  /// A flag.
  func isSet(_ name: String) -> Bool { number(name) != 0 }
}
