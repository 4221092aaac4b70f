import Files
import Formats
import Market
import Platform
import Store
import Terminal

extension CommandTree {
  /// `tourney compare`.
  static let compare = CommandDescription(
    "compare", "compare a run's trades with another tool's list of trades",
    discussion: "Trades are the same when both times, the side, both prices and the quantity are, "
      + "and the profit is within 0.25 %. A trade that stands twice must stand twice in both.",
    arguments: [
      ArgumentDescription("RUN", "a run's number, the beginning of its hash, or 'last'"),
      ArgumentDescription("TRADES", "a list of trades as CSV", completion: .file),
    ],
    options: [
      .option("zone", "NAME", "clocks of the list; UTC by default", category: "Data"),
      .option("symbol", "NAME", "compare the trades of this symbol only", category: "Data"),
      .option("show", "N", "differences to show; 1 by default", category: "Output"),
    ],
    examples: [
      .init("tourney compare last trades.csv --zone +08:00", "a list whose clocks are of UTC+8")
    ])
}

/// `tourney compare`: a stored run against a list of trades, the first difference and why.
enum CompareCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let run = try store.load(store.run(named: arguments.arguments[0]))
    let zone = try arguments.value("zone").map(TimeZoneRules.named) ?? .utc
    let listed = try TradeListReader.load(arguments.arguments[1], zone: zone)
    let place = try place(of: arguments.value("symbol"), in: run)
    let symbol = run.configuration.series[place].symbol
    let loaded = try StoredData.again(
      run.configuration.series[place], from: run.sources[place], in: store,
      workers: try arguments.workers())
    let trades = run.content.trades.filter { $0.symbol == symbol }.map(FoundTrade.init)
    let comparison = TradeListComparison(
      listed, trades, tolerance: .init(price: 0.26 * loaded.series.instrument.tickSize))
    let text = DifferenceText(feed: loaded.series)
    let output = StandardStream.output
    let count = try arguments.integer("show", in: 1...1_000_000) ?? 1
    for difference in comparison.differences.prefix(count) {
      output.write(text.describe(difference).map { $0 + "\n" }.joined() + "\n")
    }
    if let cause = LikelyCause(comparison, listed, text).sentence {
      output.write("likely cause: \(cause)\n")
    }
    output.write(summary(comparison) + "\n")
    guard comparison.isComplete else {
      throw LocatedError(
        .failed, "the trades differ", found: "\(comparison.exactCount) equal trades",
        expected: "\(comparison.totalCount)")
    }
  }

  private static func place(of symbol: String?, in run: StoredRun) throws(LocatedError) -> Int {
    let symbols = run.configuration.series.map(\.symbol)
    guard let symbol else {
      guard symbols.count == 1 else {
        throw LocatedError(
          .usage, "the run has \(symbols.count) symbols", found: symbols.joined(separator: ", "),
          hint: "name one with --symbol")
      }
      return 0
    }
    guard let place = symbols.firstIndex(of: symbol) else {
      throw LocatedError(
        .usage, "the run has no such symbol", found: symbol,
        expected: symbols.joined(separator: ", "))
    }
    return place
  }

  private static func summary(_ comparison: TradeListComparison) -> String {
    let missing = comparison.listedCount - comparison.exactCount
    let extra = comparison.foundCount - comparison.exactCount
    return "\(comparison.exactCount) trades are equal, \(missing) of the list's "
      + "\(comparison.listedCount) are missing, \(extra) of the run's \(comparison.foundCount) "
      + "are not in the list"
  }
}

/// The most likely reason why two lists of trades differ.
struct LikelyCause {
  let sentence: String?

  init(_ comparison: TradeListComparison, _ listed: [ListedTrade], _ text: DifferenceText) {
    guard let first = comparison.differences.first, !listed.isEmpty else {
      sentence = nil
      return
    }
    if text.countInside(listed) * 2 < listed.count {
      sentence = Self.clocks(listed, text) ?? "the list was made on other prices"
      return
    }
    let start = text.feed.openTimes.first ?? .max
    let properties = Set(comparison.differences.map { $0.property ?? "" })
    if comparison.exactCount > 0, listed.contains(where: { $0.entryTime.nanoseconds < start }) {
      sentence = "the list begins before the data"
    } else if properties == ["profit"] {
      sentence = "costs or the account's currency: only profits differ"
    } else if properties.isSubset(of: ["quantity", "profit"]) {
      sentence = "sizing, capital or costs: only quantities and what follows from them differ"
    } else if Self.isOffGrid(first, tick: text.feed.instrument.tickSize) {
      sentence = "the tick size: listed prices lie on a finer grid"
    } else if first.time.nanoseconds - start < 200 * Self.barLength(text.feed) {
      sentence = "the history's start: the two part within its first 200 bars"
    } else {
      sentence = nil
    }
  }

  /// Whether the list fits the bars at another offset of its clocks.
  private static func clocks(_ listed: [ListedTrade], _ text: DifferenceText) -> String? {
    let half = 1800 * Timestamp.nanosecondsPerSecond
    let fitting = (-28...28).filter {
      $0 != 0 && text.countInside(listed, shift: Int64($0) * half) * 10 > listed.count * 9
    }
    guard let shift = fitting.min(by: { abs($0) < abs($1) }) else { return nil }
    let offset = ISODateFormat.offset(-shift * 1800)
    return "the list's clocks: its times fit where they are \(offset) ahead of the zone given"
  }

  private static func isOffGrid(
    _ difference: TradeListComparison.Difference, tick: Double
  ) -> Bool {
    guard let listed = difference.listed else { return false }
    let ticks = listed.entryPrice / tick
    return abs(ticks - ticks.rounded()) > 0.01
  }

  private static func barLength(_ feed: BarSeries) -> Int64 {
    guard feed.count > 1 else { return 0 }
    return feed.openTimes[1] - feed.openTimes[0]
  }
}
