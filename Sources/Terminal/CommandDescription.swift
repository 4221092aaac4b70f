/// A command as data: parsing, help and completions all follow from it.
package struct CommandDescription: Sendable {
  /// The word that calls it; at the root the program's name.
  package var name: String
  /// What it does, in one line without a final period.
  package var summary: String
  /// What a person should know before using it; paragraphs are separated by empty lines.
  package var discussion: String
  /// What stands on the command line without dashes, in order.
  package var arguments: [ArgumentDescription]
  /// What stands there with dashes; commands below accept these too.
  package var options: [OptionDescription]
  /// Command lines worth imitating.
  package var examples: [Example]
  /// The commands below.
  package var commands: [CommandDescription]

  package init(
    _ name: String, _ summary: String, discussion: String = "",
    arguments: [ArgumentDescription] = [], options: [OptionDescription] = [],
    examples: [Example] = [], commands: [CommandDescription] = []
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.arguments = arguments
    self.options = options
    self.examples = examples
    self.commands = commands
  }

  /// A command line and what it does.
  package struct Example: Sendable {
    package let commandLine: String
    package let effect: String

    package init(_ commandLine: String, _ effect: String) {
      self.commandLine = commandLine
      self.effect = effect
    }
  }

  func command(named name: String) -> CommandDescription? { commands.first { $0.name == name } }
}

/// What a completion offers for a value.
package enum CompletionKind: Sendable, Hashable {
  /// Nothing.
  case none
  /// Files and the directories on the way to them.
  case file
  /// Directories.
  case directory
}

/// Something on the command line that stands without dashes: `FILE...`.
package struct ArgumentDescription: Sendable {
  /// The name in upper case, as help shows it.
  package var name: String
  package var summary: String
  package var isRequired: Bool
  package var isRepeatable: Bool
  /// The words that are allowed; any if empty.
  package var choices: [String]
  package var completion: CompletionKind

  package init(
    _ name: String, _ summary: String, isRequired: Bool = true, isRepeatable: Bool = false,
    choices: [String] = [], completion: CompletionKind = .none
  ) {
    self.name = name
    self.summary = summary
    self.isRequired = isRequired
    self.isRepeatable = isRepeatable
    self.choices = choices
    self.completion = completion
  }

  /// The form in a usage line: `FILE...`, `[FORMAT]`.
  var usage: String {
    let text = isRepeatable ? name + "..." : name
    return isRequired ? text : "[\(text)]"
  }
}

/// Something on the command line that stands with dashes: `--seed N`, `-q`.
package struct OptionDescription: Sendable {
  /// The name without its two dashes.
  package var name: String
  /// The letter that stands for the name after one dash.
  package var short: Character?
  /// The name of the value in upper case; nil for a flag, which has none.
  package var valueName: String?
  package var summary: String
  /// The heading under which help lists it.
  package var category: String
  /// The values that are allowed; any if empty.
  package var choices: [String]
  package var isRepeatable: Bool
  package var completion: CompletionKind

  /// The heading of options that name none.
  package static let generalCategory = "Options"

  /// Makes an option without a value.
  package static func flag(
    _ name: String, short: Character? = nil, _ summary: String,
    category: String = generalCategory
  ) -> OptionDescription {
    OptionDescription(
      name: name, short: short, valueName: nil, summary: summary, category: category,
      choices: [], isRepeatable: true, completion: .none)
  }

  /// Makes an option with a value.
  package static func option(
    _ name: String, short: Character? = nil, _ valueName: String, _ summary: String,
    category: String = generalCategory, choices: [String] = [], isRepeatable: Bool = false,
    completion: CompletionKind = .none
  ) -> OptionDescription {
    OptionDescription(
      name: name, short: short, valueName: valueName, summary: summary, category: category,
      choices: choices, isRepeatable: isRepeatable, completion: completion)
  }

  /// Tells whether it has no value.
  package var isFlag: Bool { valueName == nil }

  /// The forms in which it is written: `-o, --output FILE`.
  var spelling: String {
    let long = "--" + name + (valueName.map { " " + $0 } ?? "")
    return short.map { "-\($0), " + long } ?? "    " + long
  }
}

/// A command with the way to it and the options it inherits.
struct CommandPath {
  /// The program's name and the commands down to this one.
  private(set) var names: [String]
  private(set) var command: CommandDescription
  /// Those of the command first, then those of the commands above it.
  private(set) var options: [OptionDescription]

  /// What every command understands.
  static let help = OptionDescription.flag(
    "help", short: "h", "show this help", category: "Help")
  static let version = OptionDescription.flag("version", "show the version", category: "Help")

  init(root: CommandDescription) {
    names = [root.name]
    command = root
    options = root.options + [Self.help, Self.version]
  }

  /// The way as it is typed: `tourney data check`.
  var text: String { names.joined(separator: " ") }

  mutating func descend(to next: CommandDescription) {
    names.append(next.name)
    command = next
    options = next.options + options
  }

  func descending(to next: CommandDescription) -> CommandPath {
    var path = self
    path.descend(to: next)
    return path
  }
}
