import Analysis
import Formats
import Market
import Platform
import Store
import Terminal

/// `tourney runs show`: a run with its configuration, data and metrics.
enum RunsShowCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let output = StandardStream.output
    if let contest = try store.contest(named: arguments.arguments[0]) {
      let entry = ContestEntry(contest)
      if arguments.has("json") { return output.write(try Document.json(entry) + "\n") }
      return output.write(text(contest, output.width, .suited(to: output)))
    }
    let run = try store.load(store.run(named: arguments.arguments[0]))
    if arguments.has("json") { return output.write(try Document.json(RunDocument(run)) + "\n") }
    let styling = Styling.suited(to: output)
    output.write(head(run, styling) + metrics(run, output.width, styling))
  }

  private static func head(_ run: StoredRun, _ styling: Styling) -> String {
    let summary = run.summary
    let totals = run.content.totals
    var lines = [
      styling(.bold, "run \(run.id): \(summary.strategy) on \(summary.symbols)"),
      "fingerprint  \(run.fingerprint)",
      "saved        \(summary.savedAt) by version \(summary.engineVersion)",
      "days         \(summary.firstDay ?? "-") to \(summary.lastDay ?? "-"), "
        + "convention \(summary.convention), path \(totals.codePath)",
    ]
    if !summary.inputs.isEmpty { lines.append("inputs       \(summary.inputs)") }
    for (series, source) in zip(run.configuration.series, run.sources) {
      lines.append(
        "data         \(series.symbol) \(series.timeframe), \(series.fingerprint.prefix(12)), "
          + source.path)
    }
    if let events = run.events {
      lines.append("events       \(events.events.count) from \(events.origin)")
    }
    lines.append(
      "equity       \(money(totals.initialCapital)) to \(money(totals.finalEquity)), fees "
        + "\(money(totals.fees)), slippage \(money(totals.slippageCost))")
    lines.append(
      "rows         \(run.content.fills.count) fills, \(run.content.trades.count) trades, "
        + "\(run.content.rejections.count) rejections")
    if let failure = totals.failure { lines.append("stopped      \(failure)") }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private static func text(
    _ contest: StoredContest, _ width: Int?, _ styling: Styling
  ) -> String {
    var lines = [
      styling(
        .bold, "contest \(contest.title): \(contest.name ?? "standings") on \(contest.symbols)"),
      "fingerprint  \(contest.fingerprint)",
      "saved        \(contest.savedAt) by version \(contest.engineVersion)",
      "days         \(contest.configuration.first) to \(contest.configuration.last), seed "
        + "\(contest.configuration.seed)",
    ]
    for (series, source) in zip(contest.configuration.series, contest.sources) {
      lines.append(
        "data         \(series.symbol) \(series.timeframe), \(series.fingerprint.prefix(12)), "
          + source.path)
    }
    if let events = contest.events {
      lines.append("events       \(events.events.count) from \(events.origin)")
    }
    var table = Table([
      .init("rank", .right), .init("among"), .init("agent"), .init("score", .decimal),
      .init("return", .right), .init("best", .right), .init(""),
    ])
    for row in contest.standings {
      table.append([
        row.rank.map { "\($0)" } ?? "–",
        row.rankLow.map { "\($0) to \(row.rankHigh ?? $0)" } ?? "", row.agent,
        row.score.map { NumberFormat.fixed($0, decimals: 3) } ?? "–",
        NumberFormat.percent(row.finalEquity / row.startEquity - 1, decimals: 2),
        row.probabilityOfBest.map { NumberFormat.percent($0, decimals: 1) } ?? "–",
        row.reason ?? "",
      ])
    }
    return lines.joined(separator: "\n") + "\n\n" + table.render(width: width, styling: styling)
  }

  private static func money(_ value: Double) -> String {
    NumberFormat.fixed(value, decimals: 2, isGrouped: true)
  }

  private static func metrics(_ run: StoredRun, _ width: Int?, _ styling: Styling) -> String {
    var table = Table([.init("metric"), .init("value", .decimal), .init("n", .right)])
    for metric in run.content.metrics {
      guard let value = metric.value else { continue }
      table.append([
        metric.id.rawValue, NumberFormat.fixed(value, decimals: 4), "\(metric.sampleSize)",
      ])
    }
    return table.render(width: width, styling: styling)
  }
}

/// A run for machines, with everything that its rows say.
struct RunDocument: Encodable {
  struct Trade: Encodable {
    let symbol: String
    let direction: String
    let quantity: Double
    let entryTime: String
    let entryPrice: Double
    let exitTime: String
    let exitPrice: Double
    let grossProfit: Double
    let fees: Double
    let netProfit: Double
    let entry: String
    let exit: String
    let certainty: String
  }

  struct Measure: Encodable {
    let id: String
    let value: Double?
    let missing: String?
    let sampleSize: Int
    let standardError: Double?
    let formula: String
  }

  struct Day: Encodable {
    let day: String
    let equity: Double
    let exposure: Double
  }

  let summary: RunEntry
  let configuration: RunConfiguration
  let paths: [String]
  /// The code path that produced the run.
  let codePath: String
  let fees: Double
  let slippage: Double
  let turnover: Double
  let metrics: [Measure]
  let trades: [Trade]
  let days: [Day]

  init(_ run: StoredRun) {
    let content = run.content
    summary = RunEntry(run.summary)
    configuration = run.configuration
    paths = run.sources.map(\.path)
    codePath = content.totals.codePath
    fees = content.totals.fees
    slippage = content.totals.slippageCost
    turnover = content.totals.turnover
    metrics = content.metrics.map {
      Measure(
        id: $0.id.rawValue, value: $0.value, missing: $0.missing, sampleSize: $0.sampleSize,
        standardError: $0.standardError, formula: $0.formula)
    }
    trades = content.trades.map(Trade.init)
    days = content.days.indices.map {
      Day(
        day: CivilDate(daysSinceEpoch: Int(content.days[$0])).description,
        equity: content.equity[$0], exposure: content.exposure[$0])
    }
  }
}

extension RunDocument.Trade {
  fileprivate init(_ row: TradeRow) {
    self.init(
      symbol: row.symbol, direction: "\(row.direction)", quantity: row.quantity,
      entryTime: ISODateFormat.instant(nanoseconds: row.entryTime.nanoseconds),
      entryPrice: row.entryPrice,
      exitTime: ISODateFormat.instant(nanoseconds: row.exitTime.nanoseconds),
      exitPrice: row.exitPrice, grossProfit: row.grossProfit, fees: row.fees,
      netProfit: row.netProfit, entry: row.entryName, exit: row.exitName,
      certainty: "\(row.certainty)")
  }
}
