/// Renders the help of a command from its description.
package struct HelpText {
  private let path: CommandPath
  private let width: Int
  private let styling: Styling
  private var lines: [String] = []

  /// The widest that help becomes, and its width where there is no terminal.
  private static let widest = 100
  private static let usual = 80
  /// Names longer than this stand on a line of their own.
  private static let nameColumn = 30

  /// Returns the help of the command at a path.
  ///
  /// - Parameters:
  ///   - path: The program's name and the commands below; all have to exist.
  ///   - width: Of the terminal; nil if there is none.
  package static func render(
    _ root: CommandDescription, path names: [String], width: Int?, styling: Styling = .plain
  ) -> String {
    var path = CommandPath(root: root)
    for name in names.dropFirst() {
      guard let next = path.command.command(named: name) else { break }
      path.descend(to: next)
    }
    var help = HelpText(path, width: min(max(width ?? usual, 40), widest), styling: styling)
    return help.render()
  }

  private init(_ path: CommandPath, width: Int, styling: Styling) {
    self.path = path
    self.width = width
    self.styling = styling
  }

  private mutating func render() -> String {
    lines += TextLayout.wrap("\(path.text): \(path.command.summary)", width: width)
    addUsage()
    if !path.command.discussion.isEmpty {
      lines.append("")
      lines += TextLayout.wrap(path.command.discussion, width: width)
    }
    add("Commands", path.command.commands.map { ($0.name, $0.summary) })
    add("Arguments", path.command.arguments.map { ($0.usage, Self.summary($0)) })
    addOptions()
    addExamples()
    if !path.command.commands.isEmpty {
      lines += ["", "See '\(path.text) COMMAND --help' for one command."]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func addUsage() {
    let command = path.command
    let operands =
      command.commands.isEmpty ? command.arguments.map(\.usage).joined(separator: " ") : "COMMAND"
    addHeading("Usage")
    let usage = [path.text, "[OPTIONS]", operands].filter { !$0.isEmpty }
    lines.append("  " + usage.joined(separator: " "))
  }

  private mutating func addOptions() {
    var categories: [String] = []
    for option in path.options where !categories.contains(option.category) {
      categories.append(option.category)
    }
    for category in categories {
      let options = path.options.filter { $0.category == category }
      add(category, options.map { ($0.spelling, Self.summary($0)) })
    }
  }

  private mutating func addExamples() {
    if path.command.examples.isEmpty { return }
    addHeading("Examples")
    for example in path.command.examples {
      lines.append("  " + styling(.bold, example.commandLine))
      lines += TextLayout.wrap(example.effect, width: width - 6).map { "      " + $0 }
    }
  }

  private mutating func addHeading(_ title: String) {
    lines += ["", styling(.bold, title + ":")]
  }

  /// Adds a list of names with their meaning in a second column.
  private mutating func add(_ title: String, _ entries: [(name: String, summary: String)]) {
    if entries.isEmpty { return }
    addHeading(title)
    let fitting = entries.map { TextLayout.width(of: $0.name) }.filter { $0 <= Self.nameColumn }
    let column = (fitting.max() ?? Self.nameColumn) + 4
    for (name, summary) in entries {
      let wrapped = TextLayout.wrap(summary, width: max(20, width - column))
      let indented = wrapped.map { TextLayout.spaces(column) + $0 }
      if TextLayout.width(of: name) + 4 > column {
        lines += ["  " + name] + indented
      } else {
        lines.append(TextLayout.padRight("  " + name, to: column) + (wrapped.first ?? ""))
        lines += indented.dropFirst()
      }
    }
  }

  private static func summary(_ option: OptionDescription) -> String {
    withChoices(option.summary, option.choices)
      + (option.isRepeatable && !option.isFlag ? " (repeatable)" : "")
  }

  private static func summary(_ argument: ArgumentDescription) -> String {
    withChoices(argument.summary, argument.choices)
  }

  private static func withChoices(_ summary: String, _ choices: [String]) -> String {
    choices.isEmpty ? summary : "\(summary): \(ArgumentErrors.list(choices))"
  }
}
