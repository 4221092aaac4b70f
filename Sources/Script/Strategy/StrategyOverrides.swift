public import Formats

/// Arguments of `strategy()` that a user replaces, held to what they take.
extension StrategySettings {
  /// What is run, which decides what a user may replace.
  public enum Occasion: Sendable, Hashable {
    /// One script on its own, whose settings are its own.
    case backtest
    /// A contest, whose rulebook gives all agents the same account.
    case contest
  }

  /// The names of the arguments that change what a backtest gives, ascending.
  public static var names: [String] { names(in: .backtest) }

  /// The names of the arguments that may be replaced, ascending.
  public static func names(in occasion: Occasion) -> [String] {
    StrategyArgument.all.filter {
      occasion == .contest ? $0.isOwnInContests : $0.isEffective
    }.map(\.name)
  }

  /// An argument's value as a user would give it; nil if it is not among the settings.
  public func text(of name: String) -> String? {
    if let text = texts[name] { return text }
    guard let number = numbers[name] else { return nil }
    if case .flag? = StrategyArgument.named(name)?.form { return number == 0 ? "false" : "true" }
    return NumberFormat.shortest(number)
  }

  /// Replaces an argument by what a user gives for it.
  ///
  /// - Throws: A usage error for an argument that there is not, that changes nothing or that a
  ///   contest decides, and for a value that it does not take.
  public mutating func set(
    _ name: String, to text: String, in occasion: Occasion = .backtest
  ) throws(LocatedError) {
    guard let argument = StrategyArgument.named(name) else {
      throw Self.unknown(name, in: occasion)
    }
    if let refusal = argument.refusal(in: occasion) { throw refusal }
    switch argument.form {
    case .text: texts[name] = text
    case .number(let range):
      numbers[name] = try argument.number(text, in: range, isWhole: false)
    case .wholeNumber(let range):
      numbers[name] = try argument.number(text, in: range, isWhole: true)
    case .flag:
      guard ["true", "false"].contains(text) else {
        throw argument.misfit(text, expected: "true or false")
      }
      numbers[name] = text == "true" ? 1 : 0
    case .choice(let choices):
      // A script says strategy.commission.percent; a user may.
      let last = text.split(separator: ".").last.map(String.init) ?? text
      guard choices.contains(last) else {
        throw argument.misfit(text, expected: choices.joined(separator: ", "))
      }
      texts[name] = last
    }
  }

  private static func unknown(_ name: String, in occasion: Occasion) -> LocatedError {
    let hint = Suggestion.hint(for: name, in: StrategyArgument.all.map(\.name))
    return LocatedError(
      .usage, "strategy() has no argument '\(name)'",
      expected: hint == nil ? "one of " + names(in: occasion).joined(separator: ", ") : nil,
      hint: hint)
  }
}

extension StrategyArgument {
  /// Why the argument cannot be replaced; nil if it can.
  fileprivate func refusal(in occasion: StrategySettings.Occasion) -> LocatedError? {
    let subject = "argument '\(name)' of strategy()"
    switch (effect, occasion) {
    case (.orders, _), (.account, .backtest), (.reading, .backtest): return nil
    case (.account(let member, let option), .contest):
      return LocatedError(
        .usage, "\(subject) is not an agent's to choose: a contest gives all the same account",
        hint: "set '\(member)' in the roster's rulebook, or --\(option) where there is no roster")
    case (.reading(let reason), .contest), (.nothing(let reason), _):
      return LocatedError(
        .usage, "\(subject) changes no result here: \(reason)",
        expected: occasion == .backtest
          ? nil : "one of " + StrategySettings.names(in: occasion).joined(separator: ", "))
    }
  }

  fileprivate func misfit(_ text: String, expected: String) -> LocatedError {
    LocatedError(
      .usage, "argument '\(name)' of strategy() cannot have this value", found: text,
      expected: expected)
  }

  fileprivate func number(
    _ text: String, in range: ClosedRange<Double>, isWhole: Bool
  ) throws(LocatedError) -> Double {
    guard let number = NumberParser.double(text), range.contains(number),
      !isWhole || number == number.rounded()
    else {
      let kind = isWhole ? "a whole number" : "a number"
      let isExclusive = range.lowerBound == .leastNonzeroMagnitude
      let least = NumberFormat.shortest(range.lowerBound)
      throw misfit(text, expected: kind + (isExclusive ? " above 0" : " of at least \(least)"))
    }
    return number
  }
}
