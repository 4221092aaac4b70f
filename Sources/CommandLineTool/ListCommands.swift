import Experts
import Formats
import Platform
import Terminal

/// `tourney experts`: the built-in experts with their inputs.
enum ExpertsCommand {
  static func run(_ arguments: ParsedArguments) {
    let output = StandardStream.output
    let styling = Styling.suited(to: output)
    for expert in ExpertCatalog.all {
      output.write(styling(.bold, expert.name) + "  \(expert.summary)\n")
      for input in expert.inputs {
        output.write("  \(input.name)=\(NumberFormat.shortest(input.standard))  \(input.summary)\n")
      }
    }
  }
}

/// `tourney completions`: a script for a shell.
enum CompletionsCommand {
  static func run(_ arguments: ParsedArguments) {
    guard let shell = arguments.arguments.first.flatMap(Completions.Shell.init(rawValue:)) else {
      preconditionFailure("the parser admits known shells only")
    }
    StandardStream.output.write(Completions.script(for: shell, CommandTree.root))
  }
}
