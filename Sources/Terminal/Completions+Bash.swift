extension Completions {
  /// The function walks the words to find the command, then looks at the word before the cursor.
  static func bash(_ program: String, _ paths: [CommandPath]) -> String {
    let steps = paths.dropFirst().map { "\"\($0.text)\"" }.joined(separator: " | ")
    let walk = steps.isEmpty ? "" : "\n      \(steps)) place=\"$place $word\" ;;"
    let values = paths.flatMap(bashValues)
    return """
      # bash completion for \(program)
      _\(program)() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
        local place="\(program)" word index
        if [[ $current == "=" ]]; then
          current=""
        elif [[ $previous == "=" ]]; then
          previous="${COMP_WORDS[COMP_CWORD - 2]}"
        fi
        for ((index = 1; index < COMP_CWORD; index++)); do
          word="${COMP_WORDS[index]}"
          case "$place $word" in\(walk)
          *) ;;
          esac
        done
        COMPREPLY=()
        case "$place:$previous" in
      \(values.map { "  " + $0 + "\n" }.joined())  *) ;;
        esac
        local words=""
        case "$place:$current" in
      \(paths.flatMap(bashWords).map { "  " + $0 + "\n" }.joined())  *) ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
      }
      complete -F _\(program) \(program)

      """
  }

  /// The cases in which the word before the cursor is an option that wants a value.
  private static func bashValues(_ path: CommandPath) -> [String] {
    path.options.filter { !$0.isFlag }.map { option in
      let patterns = spellings(option).map { "\"\(path.text):\($0)\"" }
      let action =
        option.choices.isEmpty
        ? bashFiles(option.completion)
        : "mapfile -t COMPREPLY < <(compgen -W \"\(option.choices.joined(separator: " "))\""
          + " -- \"$current\")"
      return patterns.joined(separator: " | ") + ")"
        + (action.isEmpty ? "" : "\n      \(action)") + "\n      return\n      ;;"
    }
  }

  /// The cases of a command: options if a dash was typed, otherwise commands, words or files.
  private static func bashWords(_ path: CommandPath) -> [String] {
    let options = path.options.flatMap(spellings).joined(separator: " ")
    let words = path.command.commands.map(\.name) + argumentChoices(path.command)
    let files = bashFiles(argumentKind(path.command))
    let plain =
      words.isEmpty && !files.isEmpty
      ? "\n      \(files)\n      return\n      ;;"
      : " words=\"\(words.joined(separator: " "))\" ;;"
    return ["\"\(path.text):-\"*) words=\"\(options)\" ;;", "\"\(path.text):\"*)" + plain]
  }

  private static func bashFiles(_ kind: CompletionKind) -> String {
    switch kind {
    case .none: ""
    case .file:
      "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"
    case .directory:
      "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")"
    }
  }
}
