import Analysis
import Contests
import Script

/// The shape of a roster document.
enum RosterShape {
  static let amount = Shape.number(0...1e308)

  static let agentFields: [Shape.Field] = [
    .init("name", .text, "the name in the table; the expert's with its inputs if left out"),
    .init("expert", .text, "a built-in expert; 'tourney experts' lists them"),
    .init("strategy", .text, "a script in the strategy language, in place of an expert"),
    .init("inputs", .map(.scalar), "the inputs of the expert or script by name"),
    .init(
      "settings", .map(.scalar),
      "arguments of a script's strategy() to be replaced, as far as the rulebook leaves them: "
        + StrategySettings.names(in: .contest).joined(separator: ", ")),
    .init("decisions", .text, "a file of decisions by time and symbol, in place of an expert"),
    .init("returns", .text, "a file of daily returns, in place of an expert"),
    .init(
      "symbols", .list(.text, minimum: 1), "what it trades; every instrument if left out"),
    .init(
      "pyramiding", .integer(1...1000),
      "most entries in one direction; the strategy's own if left out"),
  ]

  static let dataFields: [Shape.Field] = [
    .init("file", .text, "a price file, by its path from the roster", isRequired: true),
    .init("symbol", .text, "the instrument's symbol, or the one to take from a table of closes"),
    .init("timeframe", .text, "the bars' timeframe, such as 15m or 1d"),
    .init("session", .choice(["24x7", "fx", "us-equities"]), "trading hours"),
    .init("zone", .text, "clocks of times without an offset; UTC if left out"),
    .init("label", .choice(["open", "close"]), "which end of its bar a time names"),
    .init("repair", .text, "how to mend broken rows: drop, first, last, sort, clamp"),
    .init("tick", .positive, "the smallest price step"),
    .init("lot", .positive, "the smallest quantity step"),
    .init("pointValue", .positive, "account currency per unit and point"),
  ]

  static let rulebookFields: [Shape.Field] = [
    .init("convention", .choice(["strict", "tradingview"]), "how bars fill orders"),
    .init("capital", .positive, "cash of each agent at the start; 100000 if left out"),
    .init("size", .text, "units (10), cash (5000$) or equity share (50%) of an entry"),
    .init("commission", .number(0...100), "fee as percent of notional"),
    .init("feePerUnit", amount, "fee per unit"),
    .init("feePerOrder", amount, "fee per order"),
    .init("feeMinimum", amount, "least fee per order"),
    .init("slippage", .number(0...10_000), "basis points against market and stop orders"),
    .init("slippageTicks", amount, "ticks against market and stop orders"),
    .init("leverage", .number(1...1000), "notional per equity; 1 under strict"),
    .init("borrow", .number(0...1000), "yearly percent on short positions"),
    .init("interest", .number(-100...1000), "yearly percent on cash"),
    .init("participation", .number(0...100), "largest percent of a bar's volume; 0 for no limit"),
    .init(
      "window", .choice(Rulebook.Span.allCases.map(\.rawValue)),
      "compare on the days that all have in common, or on all days"),
    .init("score", .choice(Score.allCases.map(\.rawValue)), "what agents are ranked by"),
    .init("draws", .integer(100...1_000_000), "how often the days are drawn anew"),
    .init(
      "blockLength", .integer(1...10_000), "days in a block; chosen from the returns if left out"),
    .init("confidence", .number(50...99.9), "percent with which intervals hold the truth"),
    .init("lookback", .integer(2...10_000), "days that make a score when asking for predictions"),
    .init("horizon", .integer(1...10_000), "days that the score should predict"),
  ]

  static let fields: [Shape.Field] = [
    .init("name", .text, "what the contest is called"),
    .init(
      "data", .list(.textOrObject(dataFields), minimum: 1),
      "price files; others can be given on the command line"),
    .init("events", .text, "a file of dividends, splits, funding and rates"),
    .init("agents", .list(.object(agentFields), minimum: 1), "who takes part", isRequired: true),
    .init("rulebook", .object(rulebookFields), "the rules that all agents share"),
    .init("from", .date, "the first day that counts; earlier bars warm up"),
    .init("to", .date, "the last day that counts"),
    .init("seed", .integer(0...Int.max), "the key of all random numbers; 1 if left out"),
  ]

  static let root = Shape.object(fields)
}
