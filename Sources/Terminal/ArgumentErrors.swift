import Formats

/// What is said about a command line that cannot be understood; all the wording is here.
enum ArgumentErrors {
  static func unknownCommand(_ word: String, _ path: CommandPath) -> LocatedError {
    LocatedError(
      .usage, "unknown command '\(word)'",
      hint: Suggestion.hint(for: word, in: path.command.commands.map(\.name)) ?? seeHelp(path))
  }

  static func missingCommand(_ path: CommandPath) -> LocatedError {
    LocatedError(
      .usage, "'\(path.text)' needs a command",
      expected: list(path.command.commands.map(\.name)), hint: seeHelp(path))
  }

  static func unknownOption(_ word: String, _ path: CommandPath) -> LocatedError {
    // One letter resembles every other, so only long names are worth a guess.
    let nearest =
      word.hasPrefix("--")
      ? Suggestion.nearest(to: String(word.dropFirst(2)), in: path.options.map(\.name)) : nil
    return LocatedError(
      .usage, "unknown option '\(word)'",
      hint: nearest.map { "did you mean '--\($0)'?" } ?? seeHelp(path))
  }

  static func unwantedValue(_ option: OptionDescription) -> LocatedError {
    LocatedError(.usage, "option '--\(option.name)' takes no value")
  }

  static func missingValue(_ option: OptionDescription) -> LocatedError {
    let form = "--\(option.name) \(option.valueName ?? "")"
    return LocatedError(
      .usage, "missing value for '\(form)'",
      expected: option.choices.isEmpty ? nil : list(option.choices))
  }

  static func givenTwice(_ option: OptionDescription) -> LocatedError {
    LocatedError(.usage, "option '--\(option.name)' was given twice")
  }

  static func missingArgument(
    _ argument: ArgumentDescription, _ path: CommandPath
  ) -> LocatedError {
    LocatedError(
      .usage, "missing argument \(argument.name) for '\(path.text)'", hint: seeHelp(path))
  }

  static func unexpectedArgument(_ word: String, _ path: CommandPath) -> LocatedError {
    LocatedError(
      .usage, "unexpected argument '\(word)' for '\(path.text)'", hint: seeHelp(path))
  }

  /// Refuses a value that is not among the choices, if there are any.
  static func check(
    _ value: String, among choices: [String], of owner: String
  ) throws(LocatedError) {
    if choices.isEmpty || choices.contains(value) { return }
    throw LocatedError(
      .usage, "the value of '\(owner)' is wrong", found: value, expected: list(choices),
      hint: Suggestion.hint(for: value, in: choices) ?? hint(forFile: value, owner))
  }

  /// What to do about a file's name where a word is expected.
  private static func hint(forFile value: String, _ owner: String) -> String? {
    guard owner.hasPrefix("--"), value.contains(".") || value.contains("/") else { return nil }
    return "a file is named without '\(owner)'"
  }

  /// The words in the form `open or close`, `csv, json or html`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func seeHelp(_ path: CommandPath) -> String { "see '\(path.text) --help'" }
}
