import Experts
import Formats
import Indicators
import Platform
import Terminal

/// `tourney indicators`: what there is, or one in full.
enum IndicatorsCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let output = StandardStream.output
    if let name = arguments.arguments.first {
      let indicator = try IndicatorRegistry.indicator(named: name)
      output.write(
        "\(indicator.id)  \(indicator.title)\n  formula   \(indicator.formula)\n"
          + "  source    \(indicator.reference)\n  lookback  \(try indicator.lookback()) bars with "
          + "the standard parameters\n")
      for parameter in indicator.parameters {
        output.write(
          "  \(parameter.name)  \(parameter.kind.rawValue), standard "
            + "\(NumberFormat.shortest(parameter.standard))\n")
      }
      return
    }
    var table = Table([.init("name"), .init("title"), .init("parameters"), .init("formula")])
    for indicator in IndicatorRegistry.all {
      table.append([
        indicator.id, indicator.title,
        indicator.parameters.map {
          "\($0.name)=\(NumberFormat.shortest($0.standard))"
        }.joined(separator: " "), indicator.formula,
      ])
    }
    output.write(table.render(width: output.width, styling: .suited(to: output)))
  }
}

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
