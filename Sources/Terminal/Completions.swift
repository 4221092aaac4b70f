/// Writes the scripts with which shells complete a command line.
package enum Completions {
  /// A shell that we write scripts for.
  package enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish
  }

  /// Returns the script for a program.
  package static func script(for shell: Shell, _ root: CommandDescription) -> String {
    let paths = allPaths(below: CommandPath(root: root))
    return switch shell {
    case .bash: bash(root.name, paths)
    case .zsh: zsh(root.name, paths)
    case .fish: fish(root.name, paths)
    }
  }

  /// A command and all commands below it, parents first.
  private static func allPaths(below path: CommandPath) -> [CommandPath] {
    [path] + path.command.commands.flatMap { allPaths(below: path.descending(to: $0)) }
  }

  /// The forms of an option: `--seed`, `-s`.
  static func spellings(_ option: OptionDescription) -> [String] {
    ["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])
  }

  /// The words allowed as the next argument of a command; empty if they are not known.
  static func argumentChoices(_ command: CommandDescription) -> [String] {
    command.arguments.flatMap(\.choices)
  }

  /// What the arguments of a command are.
  static func argumentKind(_ command: CommandDescription) -> CompletionKind {
    command.arguments.map(\.completion).first { $0 != .none } ?? .none
  }
}
