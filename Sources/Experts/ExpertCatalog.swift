public import Formats
public import Trading

/// An input of a built-in expert.
public struct ExpertInput: Sendable, Hashable {
  /// What an input's value may be.
  public enum Kind: Sendable, Hashable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
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
  public let standard: Int
}

/// A built-in expert: what it is, its inputs and how to make it.
public struct ExpertDescription: Sendable {
  /// The name on the command line.
  public let name: String
  /// What it does.
  public let summary: String
  /// What the caller can set.
  public let inputs: [ExpertInput]
  private let make: @Sendable ([String: Int]) -> any Expert

  init(
    _ name: String, _ summary: String, inputs: [ExpertInput],
    make: @escaping @Sendable ([String: Int]) -> any Expert
  ) {
    self.name = name
    self.summary = summary
    self.inputs = inputs
    self.make = make
  }

  /// Makes the expert with some inputs set.
  ///
  /// - Throws: A usage error for an unknown input or a value out of range.
  public func expert(
    setting values: [(name: String, value: String)] = []
  ) throws(LocatedError) -> any Expert {
    make(try settings(values))
  }

  /// All inputs with their values, given or standard, in the order of `inputs`.
  ///
  /// - Throws: A usage error for an unknown input or a value out of range.
  public func settings(
    _ values: [(name: String, value: String)]
  ) throws(LocatedError) -> [String: Int] {
    var settings: [String: Int] = [:]
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
  fileprivate func value(of text: String) throws(LocatedError) -> Int {
    switch kind {
    case .integer(let range):
      if let number = NumberParser.integer(text).map({ Int($0) }), range.contains(number) {
        return number
      }
      throw LocatedError(
        .usage, "input '\(name)' is out of range", found: text,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
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

/// The experts that come with the program.
public enum ExpertCatalog {
  /// All of them, in the order in which they are listed.
  public static let all: [ExpertDescription] = [
    ExpertDescription(
      "buy-and-hold", "buys at the start and keeps; dividends are reinvested",
      inputs: [
        ExpertInput(
          name: "reinvest", summary: "spend dividends at the next open", kind: .flag, standard: 1)
      ]
    ) { BuyAndHold(reinvests: $0["reinvest"] != 0) },
    ExpertDescription(
      "sma-cross", "holds while a fast simple moving average stands above a slow one",
      inputs: [
        ExpertInput(
          name: "fast", summary: "bars of the fast average", kind: .integer(1...10_000),
          standard: 10),
        ExpertInput(
          name: "slow", summary: "bars of the slow average", kind: .integer(1...10_000),
          standard: 30),
        ExpertInput(
          name: "short", summary: "sell short while the fast average stands below",
          kind: .flag, standard: 0),
      ]
    ) {
      MovingAverageCross(
        fast: $0["fast"] ?? 10, slow: $0["slow"] ?? 30, sellsShort: $0["short"] == 1)
    },
  ]

  /// The expert of a name.
  ///
  /// - Throws: A usage error with a suggestion when there is none.
  public static func expert(named name: String) throws(LocatedError) -> ExpertDescription {
    if let expert = all.first(where: { $0.name == name }) { return expert }
    throw LocatedError(
      .usage, "there is no such expert", found: name,
      expected: all.map(\.name).joined(separator: ", "),
      hint: Suggestion.hint(for: name, in: all.map(\.name)))
  }
}
