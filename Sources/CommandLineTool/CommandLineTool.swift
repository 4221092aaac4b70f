import Formats
import Platform
import Terminal

/// The program: arguments, then validated options, then the run, then the output.
public enum CommandLineTool {
  /// The version that the program and its records carry.
  public static let version = Version.current

  /// Runs the program and returns its exit code.
  ///
  /// - Parameter words: The command line without the program's name.
  public static func run(_ words: [String]) -> Int32 {
    let output = StandardStream.output
    do throws(LocatedError) {
      switch try ArgumentParser.parse(words, for: CommandTree.root) {
      case .version: output.write("tourney \(version)\n")
      case .help(let path):
        output.write(
          HelpText.render(
            CommandTree.root, path: path, width: output.width, styling: .suited(to: output)))
      case .run(let arguments): try run(arguments)
      }
      output.flush()
      // A reader that has seen enough, such as `head`, is no failure.
      if let failure = output.failure, !output.isClosed {
        throw LocatedError(failure, as: .failed)
      }
      return 0
    } catch {
      output.flush()
      StandardStream.error.write(Styling.suited(to: StandardStream.error).render(error) + "\n")
      StandardStream.error.flush()
      return error.exitClass.rawValue
    }
  }

  private static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    switch arguments.command {
    case ["backtest"]: try BacktestCommand.run(arguments)
    case ["rank"]: try RankCommand.run(arguments)
    case ["strategies", "show"]: try StrategiesCommand.show(arguments)
    case ["explain"]: try ExplainCommand.run(arguments)
    case ["report"]: try ReportCommand.run(arguments)
    case ["ensemble"]: try EnsembleCommand.run(arguments)
    case ["runs", "list"]: try RunsListCommand.run(arguments)
    case ["runs", "show"]: try RunsShowCommand.run(arguments)
    case ["runs", "diff"]: try RunsDiffCommand.run(arguments)
    case ["runs", "verify"]: try RunsVerifyCommand.run(arguments)
    case ["runs", "delete"]: try RunsDeleteCommand.run(arguments)
    case ["compare"]: try CompareCommand.run(arguments)
    case ["check"]: try CheckCommand.run(arguments)
    case ["data", "import"]: try DataImportCommand.run(arguments)
    case ["data", "list"]: try DataListCommand.run(arguments)
    case ["data", "export"]: try DataExportCommand.run(arguments)
    case ["data", "check"]: try DataCheckCommand.run(arguments)
    case ["data", "simulate"]: try DataSimulateCommand.run(arguments)
    case ["data", "resample"]: try DataResampleCommand.run(arguments)
    case ["indicators", "list"]: try IndicatorsListCommand.run(arguments)
    case ["indicators", "show"]: try IndicatorsShowCommand.run(arguments)
    case ["indicators", "compute"]: try IndicatorsComputeCommand.run(arguments)
    case ["experts"]: ExpertsCommand.run(arguments)
    case ["completions"]: CompletionsCommand.run(arguments)
    default: preconditionFailure("a command of the tree has no code")
    }
  }
}
