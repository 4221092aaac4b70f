import Formats

/// What a user chose for a script's inputs, checked.
struct InputChoices: Sendable {
  private enum Choice {
    case word(Double)
    case text(String)
  }

  private var choices: [Int: Choice] = [:]

  /// The word of an input; nil for its default.
  func word(_ input: Int, _ heap: Heap) -> Double? {
    switch choices[input] {
    case nil: nil
    case .word(let word): word
    case .text(let text): heap.string(text)
    }
  }

  /// Finds the inputs of names or titles and holds the values to what they take.
  static func resolve(
    _ values: [String: ScriptInputValue], of script: Script
  ) throws(LocatedError) -> InputChoices {
    var choices = InputChoices()
    for name in values.keys.sorted() {
      guard let value = values[name] else { continue }
      let places = script.inputs.indices.filter { script.inputs[$0].name == name }
      let titled = script.inputs.indices.filter { script.inputs[$0].title == name }
      guard let index = places.first ?? titled.first else {
        throw LocatedError(
          .usage, "the script has no input '\(name)'",
          hint: Suggestion.hint(for: name, in: script.inputs.flatMap { [$0.name, $0.title] }))
      }
      choices.choices[index] = try choice(value, for: script.inputs[index], of: script)
    }
    return choices
  }

  private static func choice(
    _ value: ScriptInputValue, for input: ScriptInput, of script: Script
  ) throws(LocatedError) -> Choice {
    func refuse(_ expected: String) -> LocatedError {
      LocatedError(
        .usage, "input '\(input.title)' cannot have this value", found: value.description,
        expected: expected)
    }
    if !input.options.isEmpty,
      !input.options.contains(where: { $0.description == value.description })
    {
      throw refuse(
        "one of " + input.options.map { "'\($0.description)'" }.joined(separator: ", "))
    }
    switch input.kind {
    case .int, .float, .price, .time, .color:
      guard let number = number(value) else { throw refuse("a number") }
      if let minimum = input.minimum, number < minimum { throw refuse("at least \(minimum)") }
      if let maximum = input.maximum, number > maximum { throw refuse("at most \(maximum)") }
      return .word(number)
    case .bool:
      switch value {
      case .bool(let flag): return .word(flag ? 1 : 0)
      case .text("true"): return .word(1)
      case .text("false"): return .word(0)
      default: throw refuse("true or false")
      }
    case .source:
      guard case .text(let name) = value, let column = BarColumn(name: name) else {
        throw refuse("a column such as close, high or hl2")
      }
      return .word(Double(column.rawValue))
    case .enumeration:
      guard case .text(let name) = value else { throw refuse("a member") }
      for members in script.enumerations {
        if let ordinal = members.firstIndex(of: name) { return .word(Double(ordinal)) }
      }
      throw refuse("a member of the enumeration")
    case .string, .textArea, .timeframe, .session, .symbol:
      return .text(value.description)
    }
  }

  private static func number(_ value: ScriptInputValue) -> Double? {
    switch value {
    case .number(let number): number
    case .text(let text): Double(text)
    case .bool: nil
    }
  }
}
