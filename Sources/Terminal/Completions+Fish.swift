extension Completions {
  /// One line per command and option, each with the place where it may stand.
  static func fish(_ program: String, _ paths: [CommandPath]) -> String {
    let walk = paths.dropFirst().map { quoted($0.text) }.joined(separator: " ")
    let steps = walk.isEmpty ? "" : "\n      case \(walk)\n        set place \"$place $word\""
    return """
      # fish completion for \(program)
      function __\(program)_at
        set -l place \(program)
        for word in (commandline -opc)[2..]
          switch "$place $word"\(steps)
          end
        end
        test "$place" = "$argv"
      end

      complete -c \(program) -f
      \(paths.flatMap { fishLines(program, $0) }.joined(separator: "\n"))

      """
  }

  private static func fishLines(_ program: String, _ path: CommandPath) -> [String] {
    let start = "complete -c \(program) -n \(quoted("__\(program)_at \(path.text)"))"
    let commands = path.command.commands.map {
      "\(start) -a \($0.name) -d \(quoted($0.summary))"
    }
    let options = path.options.map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.isFlag ? "" : " -x" + fishValues(option.choices, option.completion)
      return "\(start) -l \(option.name)\(short)\(value) -d \(quoted(option.summary))"
    }
    let values = fishValues(argumentChoices(path.command), argumentKind(path.command))
    return commands + options + (values.isEmpty ? [] : [start + values])
  }

  private static func fishValues(_ choices: [String], _ kind: CompletionKind) -> String {
    if !choices.isEmpty { return " -a \(quoted(choices.joined(separator: " ")))" }
    return switch kind {
    case .none: ""
    case .file: " -a '(__fish_complete_path)'"
    case .directory: " -a '(__fish_complete_directories)'"
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
  }
}
