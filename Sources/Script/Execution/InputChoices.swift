import Formats
import Market

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
      let index = try script.inputIndex(named: name)
      // What the script itself says is taken as it is.
      if value.description == script.inputs[index].defaultValue?.description { continue }
      choices.choices[index] = try choice(value, for: script.inputs[index], of: script)
    }
    return choices
  }

  private static func choice(
    _ value: ScriptInputValue, for input: ScriptInput, of script: Script
  ) throws(LocatedError) -> Choice {
    let value = named(value, of: input, in: script)
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
    case .int, .float, .price:
      let isWhole = input.kind == .int
      guard let number = number(value), !isWhole || number == number.rounded() else {
        throw refuse(isWhole ? "a whole number" : "a number")
      }
      if let minimum = input.minimum, number < minimum {
        throw refuse("at least \(NumberFormat.shortest(minimum))")
      }
      if let maximum = input.maximum, number > maximum {
        throw refuse("at most \(NumberFormat.shortest(maximum))")
      }
      return .word(number)
    case .time:
      guard let milliseconds = number(value) ?? instant(value) else {
        throw refuse("a date such as 2024-01-31 or 2024-01-31T09:30Z")
      }
      return .word(milliseconds)
    case .color:
      guard let color = number(value) ?? color(value) else { throw refuse("#RRGGBB or #RRGGBBAA") }
      return .word(color)
    case .bool:
      switch value.description {
      case "true": return .word(1)
      case "false": return .word(0)
      default: throw refuse("true or false")
      }
    case .source:
      guard case .text(let name) = value, let column = BarColumn(name: name) else {
        throw refuse("a column such as close, high or hl2")
      }
      return .word(Double(column.rawValue))
    case .enumeration:
      let members = input.enumeration.map { script.enumerations[$0] } ?? []
      guard let ordinal = members.firstIndex(where: { $0.name == value.description }) else {
        throw refuse("one of " + members.map { "'\($0.name)'" }.joined(separator: ", "))
      }
      return .word(Double(ordinal))
    case .timeframe:
      guard TimeframeText.parse(value.description, chart: Timeframe(1, .day)) != nil else {
        throw refuse("a timeframe such as 60, 240, 1D or 1W, or nothing for the chart's")
      }
      return .text(value.description)
    case .session:
      guard SessionFilter(value.description) != nil else {
        throw refuse("a session such as 0930-1600 or 0930-1600:23456")
      }
      return .text(value.description)
    case .string, .textArea, .symbol: return .text(value.description)
    }
  }

  /// The member of an enumeration whose title was given; any other value as it is.
  private static func named(
    _ value: ScriptInputValue, of input: ScriptInput, in script: Script
  ) -> ScriptInputValue {
    guard let members = input.enumeration.map({ script.enumerations[$0] }) else { return value }
    let text = value.description
    if members.contains(where: { $0.name == text }) { return value }
    return members.first { $0.title == text }.map { .text($0.name) } ?? value
  }

  private static func number(_ value: ScriptInputValue) -> Double? {
    switch value {
    case .number(let number): number.isNaN ? nil : number
    case .text(let text): NumberParser.double(text).flatMap { $0.isNaN ? nil : $0 }
    case .bool: nil
    }
  }

  /// A date or a date with a time, UTC unless it says otherwise, in milliseconds.
  private static func instant(_ value: ScriptInputValue) -> Double? {
    guard case .text(let text) = value else { return nil }
    let milliseconds = TimeFunctions.timestamp(text)
    return milliseconds.isNaN ? nil : milliseconds
  }

  /// `#RRGGBB` or `#RRGGBBAA` as 0xRRGGBBAA.
  private static func color(_ value: ScriptInputValue) -> Double? {
    guard case .text(let text) = value, text.first == "#",
      text.dropFirst().allSatisfy(\.isHexDigit), let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    switch text.count {
    case 7: return Double(number << 8 | 0xFF)
    case 9: return Double(number)
    default: return nil
    }
  }
}

// MARK: - Names

extension Script {
  /// What each input is called by whoever sets it, all different.
  ///
  /// It is the title; the variable where several inputs share a title; the title with a number
  /// where that does not tell them apart either.
  public var inputNames: [String] {
    let titles = Dictionary(grouping: inputs.map(\.title)) { $0 }.mapValues(\.count)
    let names = Dictionary(grouping: inputs.map(\.name)) { $0 }.mapValues(\.count)
    var seen: [String: Int] = [:]
    return inputs.map { input in
      seen[input.title, default: 0] += 1
      if titles[input.title] == 1, !input.title.isEmpty { return input.title }
      if names[input.name] == 1, input.name == input.title || titles[input.name] == nil {
        return input.name
      }
      return "\(input.title)#\(seen[input.title] ?? 1)"
    }
  }

  /// The input that a name means: its variable, its title, or what ``inputNames`` calls it.
  func inputIndex(named name: String) throws(LocatedError) -> Int {
    let own = inputNames
    if let index = own.firstIndex(of: name) { return index }
    let variables = inputs.indices.filter { inputs[$0].name == name }
    if variables.count == 1 { return variables[0] }
    let places = variables.isEmpty ? inputs.indices.filter { inputs[$0].title == name } : variables
    if let first = places.first, places.count == 1 { return first }
    if !places.isEmpty {
      throw LocatedError(
        .usage, "\(places.count) inputs of the script are called '\(name)'",
        expected: places.map { "'\(own[$0])'" }.joined(separator: " or "))
    }
    throw LocatedError(
      .usage, "the script has no input '\(name)'",
      hint: Suggestion.hint(for: name, in: own + inputs.map(\.name))
        ?? (own.isEmpty ? nil : "it has " + own.map { "'\($0)'" }.joined(separator: ", ")))
  }
}
