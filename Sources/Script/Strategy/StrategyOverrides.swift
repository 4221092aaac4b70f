public import Formats

/// Arguments of `strategy()` that a user replaces, held to what they take.
extension StrategySettings {
  /// What a value of an argument may be.
  private enum Form {
    case number(ClosedRange<Double>)
    case wholeNumber(ClosedRange<Double>)
    case flag
    case choice([String])
  }

  private static let amounts = 0...Double.greatestFiniteMagnitude
  private static let positives = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude

  /// The arguments that change a result, ascending by name.
  private static let forms: [(name: String, form: Form)] = [
    ("backtest_fill_limits_assumption", .wholeNumber(0...1e9)),
    ("close_entries_rule", .choice(["FIFO", "ANY"])),
    ("commission_type", .choice(["percent", "cash_per_contract", "cash_per_order"])),
    ("commission_value", .number(amounts)),
    ("default_qty_type", .choice(["fixed", "cash", "percent_of_equity"])),
    ("default_qty_value", .number(positives)),
    ("initial_capital", .number(positives)),
    ("margin_long", .number(amounts)),
    ("margin_short", .number(amounts)),
    ("process_orders_on_close", .flag),
    ("pyramiding", .wholeNumber(0...1e9)),
    ("slippage", .wholeNumber(0...1e9)),
  ]

  /// The names of the arguments that change a result, ascending.
  public static var names: [String] { forms.map(\.name) }

  /// Replaces an argument by what a user gives for it.
  ///
  /// - Throws: A usage error for an argument that there is not or that changes nothing, and for a
  ///   value that it does not take.
  public mutating func set(_ name: String, to text: String) throws(LocatedError) {
    guard let form = Self.forms.first(where: { $0.name == name })?.form else {
      throw Self.unknown(name)
    }
    func refuse(_ expected: String) -> LocatedError {
      LocatedError(
        .usage, "argument '\(name)' of strategy() cannot have this value", found: text,
        expected: expected)
    }
    switch form {
    case .number(let range), .wholeNumber(let range):
      var isWhole = false
      if case .wholeNumber = form { isWhole = true }
      guard let number = NumberParser.double(text), range.contains(number),
        !isWhole || number == number.rounded()
      else {
        let kind = isWhole ? "a whole number" : "a number"
        throw refuse(range.lowerBound > 0 ? "\(kind) above 0" : "\(kind) of at least 0")
      }
      numbers[name] = number
    case .flag:
      guard ["true", "false"].contains(text) else { throw refuse("true or false") }
      numbers[name] = text == "true" ? 1 : 0
    case .choice(let choices):
      // A script says strategy.commission.percent; a user may.
      let last = text.split(separator: ".").last.map(String.init) ?? text
      guard choices.contains(last) else { throw refuse(choices.joined(separator: ", ")) }
      texts[name] = last
    }
  }

  private static func unknown(_ name: String) -> LocatedError {
    let all = Catalog.shared.function("strategy")?.overloads[0].parameters.map(\.name) ?? []
    if all.contains(name) {
      return LocatedError(
        .usage, "argument '\(name)' of strategy() changes no result here",
        expected: "one of " + names.joined(separator: ", "))
    }
    let hint = Suggestion.hint(for: name, in: all)
    return LocatedError(
      .usage, "strategy() has no argument '\(name)'",
      expected: hint == nil ? "one of " + names.joined(separator: ", ") : nil, hint: hint)
  }
}
