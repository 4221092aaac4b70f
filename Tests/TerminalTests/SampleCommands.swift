@testable import Terminal

/// A program with everything that a description can say.
enum SampleCommands {
  static let root = CommandDescription(
    "sample", "run strategies on price files",
    discussion: "Reads what it is given and writes nothing unless it is asked to.",
    options: [
      .flag("quiet", short: "q", "print only what was asked for"),
      .flag("verbose", short: "v", "print more; twice for more still"),
      .option("workers", short: "w", "N", "how many threads work", category: "Performance"),
    ],
    commands: [backtest, data])

  static let backtest = CommandDescription(
    "backtest", "run a strategy and print a summary",
    discussion: """
      Orders are filled on the bar after the one that gave rise to them. Costs are those of the \
      instrument unless an option says otherwise.

      A file's name tells symbol and timeframe: SPY-1d.csv.
      """,
    arguments: [
      ArgumentDescription(
        "FILE", "price files, or - for standard input", isRepeatable: true,
        completion: .file)
    ],
    options: [
      .option(
        "expert", short: "e", "NAME", "the strategy", choices: ["buy-and-hold", "sma-cross"]),
      .option("set", "INPUT=VALUE", "an input of the strategy", isRepeatable: true),
      .option("seed", "N", "the start of all random streams"),
      .option("report", "FILE", "where the report goes", category: "Output", completion: .file),
      .option(
        "commission-percent-of-value", "PERCENT",
        "what the broker takes of each fill's value, in percent [both sides], don't forget it",
        category: "Costs"),
    ],
    examples: [
      .init(
        "sample backtest -e sma-cross --set fast=10 SPY-1d.csv",
        "Runs a moving-average cross with a shorter fast average than usual and prints a summary."),
      .init("sample backtest -e buy-and-hold - < SPY-1d.csv", "Reads standard input."),
    ])

  static let data = CommandDescription(
    "data", "look at and change price files",
    options: [.option("store", "DIRECTORY", "where the store is", completion: .directory)],
    commands: [
      CommandDescription(
        "check", "look for errors",
        arguments: [ArgumentDescription("FILE", "a price file", completion: .file)]),
      CommandDescription(
        "export", "write a file in another form",
        arguments: [
          ArgumentDescription("FORM", "the form", choices: ["csv", "json"]),
          ArgumentDescription("FILE", "a price file", isRequired: false, completion: .file),
        ]),
    ])
}
