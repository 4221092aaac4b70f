import Experts
import Files
import Terminal

/// Every command with its options, help and examples, as data.
enum CommandTree {
  static let root = CommandDescription(
    "tourney", "backtest trading strategies honestly",
    discussion: "Reads price files, replays them to an expert and measures what it would have "
      + "earned, after costs and without a look at the future.",
    options: [
      .option(
        "workers", "N", "threads to use; results do not depend on it", category: "General"),
      .flag("quiet", short: "q", "print errors only", category: "General"),
    ] + storeOptions,
    commands: [
      backtest, rank, ensemble, runs, report, explain, compare, check, strategies, data, indicators,
      experts,
      completions,
    ])

  static let dataOptions: [OptionDescription] = [
    .option("symbol", "NAME", "the instrument's symbol", category: "Data"),
    .option("timeframe", "T", "the bars' timeframe, such as 15m or 1d", category: "Data"),
    .option("zone", "NAME", "clocks of times without an offset; UTC by default", category: "Data"),
    .option(
      "label", "END", "which end of its bar a time names", category: "Data",
      choices: ["open", "close"]),
    .option(
      "repair", "HOW", "mend broken rows: drop, first, last, sort, clamp, joined by commas",
      category: "Data"),
    .option(
      "session", "S", "trading hours", category: "Data", choices: ["24x7", "fx", "us-equities"]),
    .option("tick", "SIZE", "the smallest price step", category: "Data"),
    .option("lot", "SIZE", "the smallest quantity step", category: "Data"),
    .option("point-value", "V", "account currency per unit and point", category: "Data"),
  ]

  static let costOptions: [OptionDescription] = [
    .option(
      "convention", "C", "how bars fill orders", category: "Trading",
      choices: ["strict", "tradingview"]),
    .option("capital", "AMOUNT", "cash at the start; 100000", category: "Trading"),
    .option(
      "size", "SIZE", "units (10), cash (5000$) or equity share (50%) of an entry",
      category: "Trading"),
    .option("commission", "PERCENT", "fee as percent of notional", category: "Trading"),
    .option("fee-per-unit", "AMOUNT", "fee per unit", category: "Trading"),
    .option("fee-per-order", "AMOUNT", "fee per order", category: "Trading"),
    .option("fee-minimum", "AMOUNT", "least fee per order", category: "Trading"),
    .option(
      "slippage", "BPS", "basis points against market and stop orders; 5 under strict",
      category: "Trading"),
    .option("slippage-ticks", "N", "ticks against market and stop orders", category: "Trading"),
    .flag("frictionless", "no fees and no slippage; the output says so", category: "Trading"),
    .option("leverage", "X", "notional per equity; 1 under strict", category: "Trading"),
    .option("borrow", "PERCENT", "yearly rate on short positions", category: "Trading"),
    .option("interest", "PERCENT", "yearly rate on cash", category: "Trading"),
    .option("participation", "PERCENT", "largest share of a bar's volume", category: "Trading"),
  ]

  static let overrideOption = OptionDescription.option(
    "override", "ARG=VALUE", "replace an argument of the scripts' strategy()",
    category: "Expert", isRepeatable: true)

  static let reportOptions: [OptionDescription] = [
    .option(
      "report", "FILE", "also write a report: .html, .md", category: "Output",
      completion: .file),
    .flag("force", "replace a report that exists", category: "Output"),
  ]

  private static let backtest = CommandDescription(
    "backtest", "replay price files to an expert and measure the result",
    arguments: [
      ArgumentDescription(
        "DATA", "a script (.pine), and price files or imported symbols",
        isRepeatable: true, completion: .file)
    ],
    options: [
      .option(
        "expert", "NAME", "the built-in expert to run", category: "Expert",
        choices: ExpertCatalog.all.map(\.name)),
      .option("set", "INPUT=VALUE", "set an input", category: "Expert", isRepeatable: true),
      overrideOption,
      .option(
        "with", "FILE", "bars that a script requests: another symbol, a finer timeframe",
        category: "Data", isRepeatable: true, completion: .file),
      .option("from", "DATE", "first day traded; earlier bars warm up", category: "Data"),
      .option("to", "DATE", "last day", category: "Data"),
      .option(
        "events", "FILE", "dividends, splits, funding and rates", category: "Data",
        completion: .file),
      .flag("json", "write one JSON document", category: "Output"),
      .option("csv", "FILE", "also write the trades as CSV", category: "Output", completion: .file),
    ] + reportOptions + [
      .flag("all", "show every metric with its formula and error", category: "Output")
    ] + dataOptions + costOptions,
    examples: [
      .init(
        "tourney backtest data/daily/ACM-1d.csv --expert sma-cross --set fast=10 --set slow=50",
        "two averages on simulated daily bars"),
      .init(
        "tourney backtest strategies/sma-cross.pine data/daily/ACM-1d.csv",
        "a script with its own settings, under its platform's convention"),
      .init(
        "tourney backtest prices.csv --expert buy-and-hold --events actions.csv",
        "raw prices with dividends and splits as dated events"),
    ])

  private static let data = CommandDescription(
    "data", "look at price files and change their form",
    commands: storedData + [
      CommandDescription(
        "check", "report what is in price files and what is wrong with them",
        arguments: [
          ArgumentDescription("DATA", "price files", isRepeatable: true, completion: .file)
        ],
        options: dataOptions,
        examples: [.init("tourney data check prices.csv", "rows, span, gaps and broken rows")]),
      CommandDescription(
        "simulate", "write the simulated sample markets",
        options: [
          .option("out", "FOLDER", "where to write", category: "Output", completion: .directory),
          .option("seed", "N", "another seed gives other markets", category: "Output"),
        ],
        examples: [.init("tourney data simulate --out data", "the files of the repository")]),
      CommandDescription(
        "resample", "build coarser bars, by the session's hours",
        arguments: [ArgumentDescription("DATA", "a price file", completion: .file)],
        options: [
          .option("to", "T", "the coarser timeframe, such as 1h or 1d", category: "Output"),
          .option("out", "FILE", "where to write; standard output by default", category: "Output"),
        ] + dataOptions,
        examples: [.init("tourney data resample m1.csv --to 1h --out h1.csv", "hours of minutes")]),
    ])

  private static let experts = CommandDescription(
    "experts", "list the built-in experts with their inputs",
    examples: [.init("tourney experts", "names, inputs and ranges")])

  private static let completions = CommandDescription(
    "completions", "print a script that completes commands and options",
    arguments: [
      ArgumentDescription("SHELL", "the shell", choices: ["bash", "zsh", "fish"])
    ],
    examples: [.init("tourney completions bash > tourney.bash", "then source it")])
}
