import Analysis
import Experts
import Files
import Formats
import Market
import Replay
import Reports
import Store
import Terminal
import Trading

/// A backtest as a person reads it in a terminal.
struct BacktestSummary {
  let result: BacktestResult
  let width: Int
  let styling: Styling
  let showsAll: Bool

  init(_ result: BacktestResult, width: Int, styling: Styling, showsAll: Bool) {
    self.result = result
    self.width = min(max(width, 60), 110)
    self.styling = styling
    self.showsAll = showsAll
  }

  private var record: RunRecord { result.record }

  func render() -> String {
    var lines = [title(), ""] + facts() + [""]
    lines += Chart.curve(record.equity, width: width, height: 8) {
      NumberFormat.compact($0)
    }
    lines += [""] + figures() + attempts()
    if showsAll { lines += [""] + everything() }
    lines += [""] + drawdowns()
    let notes = warnings()
    if !notes.isEmpty {
      lines.append("")
      lines += notes.map { styling(.yellow, "! ") + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func title() -> String {
    let symbols = record.instruments.map(\.symbol)
    let shown = symbols.prefix(6).joined(separator: " ") + (symbols.count > 6 ? " …" : "")
    return styling(.bold, "\(result.request.strategy.name) on \(shown)")
  }

  private func facts() -> [String] {
    let series = result.request.data.map(\.series)
    let days = record.days
    let span = [days.first, days.last].map { day in
      day.map { CivilDate(daysSinceEpoch: Int($0)).description } ?? "-"
    }
    let bars = NumberFormat.fixed(Double(record.times.count), decimals: 0, isGrouped: true)
    let inputs = result.inputText
    var facts = [
      "\(span[0]) to \(span[1]), \(bars) bars of \(series[0].timeframe)",
      "convention \(record.rules.fills.name), \(result.analysis.input.periodsPerYear) days a year, "
        + "path \(record.path.rawValue)",
    ]
    if !inputs.isEmpty { facts.insert("inputs " + inputs, at: 0) }
    return facts.map { styling(.dim, $0) }
  }

  private func figures() -> [String] {
    let left: [MetricID] = [
      .totalReturn, .cagr, .volatility, .sharpe, .sortino, .calmar, .maxDrawdown, .longestDrawdown,
    ]
    let right: [MetricID] = [
      .trades, .winRate, .profitFactor, .expectancy, .averageBars, .beta, .probabilisticSharpe,
      .exposure,
    ]
    var table = Table(
      [.init(""), .init("", .right), .init("  "), .init(""), .init("", .right)], hasHeader: false)
    let start = NumberFormat.fixed(record.rules.initialCapital, decimals: 2, isGrouped: true)
    let end = NumberFormat.fixed(record.finalEquity, decimals: 2, isGrouped: true)
    let fees = NumberFormat.fixed(record.ledger.balance(.fees), decimals: 2, isGrouped: true)
    let slippage = NumberFormat.fixed(record.slippageCost, decimals: 2, isGrouped: true)
    table.append([
      .init("equity at start"), .init(start), .init(""), .init("fees"), .init(fees),
    ])
    table.append([
      .init("equity at end"),
      .init(end, .gain(record.finalEquity - record.rules.initialCapital)), .init(""),
      .init("slippage"), .init(slippage),
    ])
    for (first, second) in zip(left, right) {
      table.append(cells(first) + [.init("")] + cells(second))
    }
    return [table.render(width: width, styling: styling)]
  }

  private func cells(_ id: MetricID) -> [Table.Cell] {
    guard let metric = result.analysis[id] else { return [.init(id.rawValue), .init("-")] }
    let style: Style = metric.id == .totalReturn ? .gain(metric.value ?? 0) : .plain
    return [.init(metric.title.lowercasedFirst), .init(metric.textWithError, style)]
  }

  /// What the number of attempts on the same data leaves of the Sharpe ratio.
  private func attempts() -> [String] {
    guard let kept = result.kept else {
      return [styling(.dim, "not kept, so nobody counts the attempts on these data")]
    }
    let metric = result.analysis[.deflatedSharpe]
    let count = kept.attemptCount == 1 ? "1 attempt" : "\(kept.attemptCount) attempts"
    let value = metric?.value.map { NumberFormat.percent($0, decimals: 1) }
    let reason = metric?.missing.map { " (\($0.code))" } ?? ""
    let again = kept.saved.isRepeated ? ", there already" : ""
    return [
      "deflated Sharpe \(value ?? "–" + reason) after \(count) on these data",
      styling(.dim, "kept as \(kept.saved.title)\(again)"),
    ]
  }

  private func everything() -> [String] {
    var table = Table([
      .init("metric"), .init("value", .right), .init("n", .right), .init("formula"),
    ])
    for metric in result.analysis.metrics {
      table.append([
        metric.title, metric.textWithError, "\(metric.sampleSize)",
        "\(metric.formulaID): \(metric.definition.formula)",
      ])
    }
    return [table.render(styling: styling)]
  }

  private func drawdowns() -> [String] {
    let worst = Drawdown.deepest(result.analysis.drawdowns, count: 3)
    guard !worst.isEmpty else { return [] }
    var table = Table([
      .init("drawdown", .right), .init("peak"), .init("trough"), .init("recovered"),
      .init("days", .right),
    ])
    for drawdown in worst {
      table.append([
        NumberFormat.percent(drawdown.depth, decimals: 2), date(drawdown.peakDay),
        date(drawdown.troughDay), drawdown.recoveryDay.map(date) ?? "not yet",
        "\(drawdown.lengthDays)",
      ])
    }
    return [table.render(width: width, styling: styling)]
  }

  private func date(_ day: Int32) -> String { CivilDate(daysSinceEpoch: Int(day)).description }

  private func warnings() -> [String] {
    var notes = RunNotes.notes(
      of: record, optimisticEquity: result.optimisticEquity, dataNotes: result.dataNotes)
    if let saved = result.kept?.saved, !saved.agrees {
      notes.append(
        "run \(saved.id) has the same fingerprint and another result: see tourney runs verify "
          + "\(saved.id)")
    }
    return notes
  }
}

extension String {
  /// The text with a small first letter, unless it begins with an abbreviation.
  fileprivate var lowercasedFirst: String {
    guard count > 1, !dropFirst().first!.isUppercase else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
