import Terminal

extension CommandTree {
  private static let run = ArgumentDescription(
    "RUN", "a run's number, the beginning of its hash, 'last', or a contest such as c4")

  /// What can be asked of the runs in the store.
  static let runs = CommandDescription(
    "runs", "list, show, compare, verify and delete what the store keeps",
    commands: [
      CommandDescription(
        "list", "list runs and contests, oldest first",
        options: [.flag("json", "write one JSON document", category: "Output")],
        examples: [.init("tourney runs list", "number, strategy, symbols and result of each")]),
      CommandDescription(
        "show", "show a run with its metrics, or a contest with its standings", arguments: [run],
        options: [.flag("json", "write one JSON document with all trades", category: "Output")],
        examples: [.init("tourney runs show last", "the run that was saved last")]),
      CommandDescription(
        "diff", "show what differs between two runs",
        arguments: [
          ArgumentDescription("RUN", "the first run"),
          ArgumentDescription("OTHER", "the second run"),
        ],
        options: [
          .flag("json", "write one JSON document", category: "Output"),
          .flag("all", "compare every metric", category: "Output"),
        ],
        examples: [
          .init("tourney runs diff 3 last", "configuration, data, metrics, the first other trade")
        ]),
      CommandDescription(
        "verify", "replay runs and contests and compare them to the bit",
        discussion: "Bars come from the store if they were imported, otherwise from the file that "
          + "the run read, if it still has the same content.",
        arguments: [
          ArgumentDescription(
            "RUN", "runs as in 'show'; all if none is named", isRequired: false,
            isRepeatable: true)
        ],
        examples: [.init("tourney runs verify", "every run in the store")]),
      CommandDescription(
        "delete", "delete runs and contests; the ledger of attempts keeps its rows",
        arguments: [
          ArgumentDescription("RUN", "runs as in 'show'", isRepeatable: true)
        ],
        examples: [.init("tourney runs delete 3 4", "two runs")]),
    ])

  /// What can be done with bars in the store.
  static let storedData = [
    CommandDescription(
      "import", "keep the bars of price files in the store",
      arguments: [
        ArgumentDescription("DATA", "price files", isRepeatable: true, completion: .file)
      ],
      options: dataOptions,
      examples: [
        .init("tourney data import data/daily/ACM-1d.csv", "then: tourney backtest ACM --expert …")
      ]),
    CommandDescription(
      "list", "list the bars in the store",
      options: [.flag("json", "write one JSON document", category: "Output")],
      examples: [.init("tourney data list", "symbols, spans, origins and fingerprints")]),
    CommandDescription(
      "export", "write bars from the store as CSV",
      arguments: [ArgumentDescription("SYMBOL", "a symbol that was imported")],
      options: [
        .option(
          "out", "FILE", "where to write; standard output by default", category: "Output",
          completion: .file),
        .option("timeframe", "T", "which of the symbol's timeframes", category: "Data"),
        .flag("force", "replace the file if there is one", category: "Output"),
      ],
      examples: [.init("tourney data export ACM --out ACM-1d.csv", "reads back as the same bars")]),
  ]
}
