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
    let run = try store.load(store.run(named: arguments.arguments[0]))
    let output = StandardStream.output
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
        + "convention \(summary.convention)",
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
