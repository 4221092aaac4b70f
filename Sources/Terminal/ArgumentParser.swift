package import Formats

/// Takes a command line apart as a command's description says.
///
/// `--opt value` and `--opt=value`, `-q`, `-qv` for several flags, `-o value` and `-ovalue`; after
/// `--` everything is an argument. Options stand anywhere, those of the program also before the
/// command. `-h` wins over any mistake.
package struct ArgumentParser {
  private var words: ArraySlice<String>
  private var path: CommandPath
  private var arguments: [String] = []
  private var given: [(name: String, value: String)] = []

  private init(_ root: CommandDescription, _ words: [String]) {
    self.words = words[...]
    path = CommandPath(root: root)
  }

  /// Takes apart the words after the program's name.
  /// - Throws: A usage error that names the word and suggests what was meant.
  package static func parse(
    _ words: [String], for root: CommandDescription
  ) throws(LocatedError) -> Invocation {
    var parser = ArgumentParser(root, words)
    do throws(LocatedError) {
      return try parser.parse()
    } catch {
      guard parser.asksForHelp else { throw error }
      return .help(path: parser.path.names)
    }
  }

  /// Tells whether a word still to come is a call for help.
  private var asksForHelp: Bool {
    words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }

  private mutating func parse() throws(LocatedError) -> Invocation {
    var takesOptions = true
    while let word = words.popFirst() {
      if takesOptions, word == "--" {
        takesOptions = false
      } else if takesOptions, word.hasPrefix("--") {
        try takeLongOption(word)
      } else if takesOptions, word.hasPrefix("-"), word != "-" {
        try takeShortOptions(word)
      } else if !path.command.commands.isEmpty {
        if word == "help", path.names.count == 1 { return try helpCommand() }
        path.descend(to: try command(named: word))
      } else {
        arguments.append(word)
      }
      if wasGiven(CommandPath.help) { return .help(path: path.names) }
      if wasGiven(CommandPath.version) { return .version }
    }
    return try finish()
  }

  private func wasGiven(_ option: OptionDescription) -> Bool {
    given.contains { $0.name == option.name }
  }

  private func finish() throws(LocatedError) -> Invocation {
    if !path.command.commands.isEmpty {
      if path.names.count == 1, given.isEmpty { return .help(path: path.names) }
      throw ArgumentErrors.missingCommand(path)
    }
    try checkArguments()
    return .run(
      ParsedArguments(
        command: Array(path.names.dropFirst()), arguments: arguments, given: given,
        declared: Set(path.options.map(\.name))))
  }

  private mutating func helpCommand() throws(LocatedError) -> Invocation {
    while let word = words.popFirst() { path.descend(to: try command(named: word)) }
    return .help(path: path.names)
  }

  private func command(named word: String) throws(LocatedError) -> CommandDescription {
    guard let command = path.command.command(named: word) else {
      throw ArgumentErrors.unknownCommand(word, path)
    }
    return command
  }
}

extension ArgumentParser {
  private mutating func takeLongOption(_ word: String) throws(LocatedError) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = path.options.first(where: { $0.name == name }) else {
      throw ArgumentErrors.unknownOption("--" + name, path)
    }
    try take(option, attachedValue: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func takeShortOptions(_ word: String) throws(LocatedError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = path.options.first(where: { $0.short == letter }) else {
        throw ArgumentErrors.unknownOption("-\(letter)", path)
      }
      if option.isFlag {
        try take(option, attachedValue: nil)
      } else {
        return try take(option, attachedValue: letters.isEmpty ? nil : String(letters))
      }
    }
  }

  private mutating func take(
    _ option: OptionDescription, attachedValue: String?
  ) throws(LocatedError) {
    if option.isFlag {
      if attachedValue != nil { throw ArgumentErrors.unwantedValue(option) }
      return given.append((option.name, ""))
    }
    if !option.isRepeatable, given.contains(where: { $0.name == option.name }) {
      throw ArgumentErrors.givenTwice(option)
    }
    guard let value = attachedValue ?? nextValue() else {
      throw ArgumentErrors.missingValue(option)
    }
    try ArgumentErrors.check(value, among: option.choices, of: "--" + option.name)
    given.append((option.name, value))
  }

  /// The next word if it can be a value: negative numbers and a lone dash can, options cannot.
  private mutating func nextValue() -> String? {
    guard let next = words.first else { return nil }
    let isOption = next.hasPrefix("-") && next != "-" && NumberParser.double(next) == nil
    return isOption ? nil : words.popFirst()
  }

  private func checkArguments() throws(LocatedError) {
    let descriptions = path.command.arguments
    for (index, description) in descriptions.enumerated() {
      if index >= arguments.count {
        if description.isRequired { throw ArgumentErrors.missingArgument(description, path) }
        continue
      }
      let mine = description.isRepeatable ? arguments[index...] : arguments[index...index]
      for value in mine {
        try ArgumentErrors.check(value, among: description.choices, of: description.name)
      }
    }
    if arguments.count > descriptions.count, descriptions.last?.isRepeatable != true {
      throw ArgumentErrors.unexpectedArgument(arguments[descriptions.count], path)
    }
  }
}
