import Formats

/// An argument of `strategy()`: what it may be, and what it changes.
struct StrategyArgument: Sendable {
  /// What a value may be.
  enum Form: Sendable {
    case text
    case number(ClosedRange<Double>)
    case wholeNumber(ClosedRange<Double>)
    case flag
    case choice([String])
  }

  /// What another value changes.
  enum Effect: Sendable {
    /// The logic of orders, which stays the strategy's own in a contest.
    case orders
    /// The account, which the rulebook decides in a contest by this member and option.
    case account(member: String, option: String)
    /// What a reader of a single run sees; `elsewhere` says why a contest has no use for it.
    case reading(elsewhere: String)
    /// No result, and why.
    case nothing(String)
  }

  let name: String
  let form: Form
  let effect: Effect

  init(_ name: String, _ form: Form, _ effect: Effect) {
    (self.name, self.form, self.effect) = (name, form, effect)
  }

  /// Whether it changes what a run gives.
  var isEffective: Bool {
    if case .nothing = effect { false } else { true }
  }

  /// Whether a contest leaves it to the strategy.
  var isOwnInContests: Bool {
    if case .orders = effect { true } else { false }
  }

  /// The argument of a name; nil if `strategy()` has none of that name.
  static func named(_ name: String) -> StrategyArgument? { all.first { $0.name == name } }

  private static let amounts = 0...Double.greatestFiniteMagnitude
  private static let positives = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
  private static let counts = 0...1e9
  private static let size = Effect.account(member: "size", option: "size")
  private static let commission = Effect.account(member: "commission", option: "commission")
  private static let margin = Effect.account(member: "leverage", option: "leverage")
  private static let drawing = Effect.nothing("it only changes how a chart is drawn")

  /// All of them, ascending by name.
  static let all: [StrategyArgument] = [
    .init(
      "backtest_fill_limits_assumption", .wholeNumber(counts),
      .account(member: "convention", option: "convention")),
    .init("behind_chart", .flag, drawing),
    .init(
      "calc_bars_count", .wholeNumber(counts),
      .nothing("a script runs on all bars; --from and --to choose the days")),
    .init(
      "calc_on_every_history_tick", .flag, .nothing("a replay has bars that are closed, no ticks")),
    .init("calc_on_every_tick", .flag, .nothing("a replay has bars that are closed, no ticks")),
    .init(
      "calc_on_order_fills", .flag,
      .nothing("a script runs at the close of each bar, not after fills too")),
    .init("close_entries_rule", .choice(["FIFO", "ANY"]), .orders),
    .init(
      "commission_type", .choice(["percent", "cash_per_contract", "cash_per_order"]), commission),
    .init("commission_value", .number(amounts), commission),
    .init("currency", .text, .nothing("amounts stay in the instrument's own currency")),
    .init("default_qty_type", .choice(["fixed", "cash", "percent_of_equity"]), size),
    .init("default_qty_value", .number(positives), size),
    .init("dynamic_requests", .flag, .nothing("requests may stand anywhere")),
    .init("explicit_plot_zorder", .flag, drawing),
    .init(
      "fill_orders_on_standard_ohlc", .flag,
      .nothing("the bars of a price file are what orders fill on")),
    .init("format", .text, drawing),
    .init(
      "initial_capital", .number(positives), .account(member: "capital", option: "capital")),
    .init("linktoseries", .flag, drawing),
    .init("margin_long", .number(amounts), margin),
    .init("margin_short", .number(amounts), margin),
    .init(
      "max_bars_back", .wholeNumber(counts), .nothing("histories reach as far as a script reads")),
    .init("max_boxes_count", .wholeNumber(counts), drawing),
    .init("max_labels_count", .wholeNumber(counts), drawing),
    .init("max_lines_count", .wholeNumber(counts), drawing),
    .init("max_polylines_count", .wholeNumber(counts), drawing),
    .init("overlay", .flag, .reading(elsewhere: "a contest draws no plots")),
    .init("precision", .wholeNumber(counts), drawing),
    .init("process_orders_on_close", .flag, .orders),
    .init("pyramiding", .wholeNumber(counts), .orders),
    .init(
      "risk_free_rate", .number(-99...1000),
      .reading(elsewhere: "all agents are measured against the rulebook's interest")),
    .init("scale", .text, drawing),
    .init("shorttitle", .text, drawing),
    .init(
      "slippage", .wholeNumber(counts),
      .account(member: "slippageTicks", option: "slippage-ticks")),
    .init("title", .text, .reading(elsewhere: "an agent's name is the roster's")),
    .init(
      "use_bar_magnifier", .flag,
      .nothing("fills within a bar follow its four prices, not finer bars")),
  ]
}
