extension Completions {
  /// One function per command, each handing over to those of the commands below.
  static func zsh(_ program: String, _ paths: [CommandPath]) -> String {
    "#compdef \(program)\n\n" + paths.map(zshFunction).joined(separator: "\n") + """

      if [ "$funcstack[1]" = "_\(program)" ]; then
        _\(program) "$@"
      else
        compdef _\(program) \(program)
      fi

      """
  }

  private static func functionName(_ path: CommandPath) -> String {
    "_" + path.names.joined(separator: "_").map { $0 == "-" ? "_" : String($0) }.joined()
  }

  private static func zshFunction(_ path: CommandPath) -> String {
    let specifications = path.options.map(zshOption) + zshOperands(path)
    var lines = ["\(functionName(path))() {"]
    if !path.command.commands.isEmpty {
      lines.append("  local curcontext=\"$curcontext\" state line")
      lines.append("  typeset -A opt_args")
    }
    lines.append("  _arguments -s -S -C \\")
    lines.append(specifications.map { "    " + $0 }.joined(separator: " \\\n"))
    if !path.command.commands.isEmpty { lines += zshDispatch(path) }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func zshDispatch(_ path: CommandPath) -> [String] {
    let commands = path.command.commands
    let described = commands.map { "      \(quoted("\($0.name):\($0.summary)"))" }
    let branches = commands.map {
      "    \($0.name)) \(functionName(path.descending(to: $0))) ;;"
    }
    return ["  case $state in", "  command)", "    local -a commands=("] + described + [
      "    )", "    _describe command commands", "    ;;", "  rest)", "    case $line[1] in",
    ] + branches + ["    esac", "    ;;", "  esac"]
  }

  private static func zshOption(_ option: OptionDescription) -> String {
    let summary = "[\(escaped(option.summary))]"
    let value = option.valueName.map { ":\($0):\(zshValues(option.choices, option.completion))" }
    let names = spellings(option)
    // Before the names: what else is no longer offered once this was given.
    let exclusion = option.isRepeatable ? "*" : "(\(names.joined(separator: " ")))"
    let tail = quoted(summary + (value ?? ""))
    if names.count == 1 { return quoted(exclusion + names[0] + summary + (value ?? "")) }
    return quoted(exclusion) + "{\(names.joined(separator: ","))}" + tail
  }

  private static func zshOperands(_ path: CommandPath) -> [String] {
    guard path.command.commands.isEmpty else { return ["'1: :->command'", "'*:: :->rest'"] }
    return path.command.arguments.enumerated().map { index, argument in
      let place = argument.isRepeatable ? "*" : "\(index + 1)"
      let action = zshValues(argument.choices, argument.completion)
      return quoted("\(place):\(argument.name):\(action)")
    }
  }

  private static func zshValues(_ choices: [String], _ kind: CompletionKind) -> String {
    if !choices.isEmpty { return "(\(choices.joined(separator: " ")))" }
    return switch kind {
    case .none: " "
    case .file: "_files"
    case .directory: "_files -/"
    }
  }

  /// Brackets and colons separate the parts of a specification.
  private static func escaped(_ text: String) -> String {
    text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }
}
