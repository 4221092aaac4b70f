import Analysis
import Experts
import Files
import Formats
import Market
import Replay
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
    return styling(.bold, "\(result.request.expert.name) on \(shown)")
  }

  private func facts() -> [String] {
    let series = result.request.data.map(\.series)
    let days = record.days
    let span = [days.first, days.last].map { day in
      day.map { CivilDate(daysSinceEpoch: Int($0)).description } ?? "-"
    }
    let bars = NumberFormat.fixed(Double(record.times.count), decimals: 0, isGrouped: true)
    let settings = (try? result.request.expert.settings(result.request.inputs)) ?? [:]
    let inputs = result.request.expert.inputs.map { "\($0.name)=\(settings[$0.name] ?? 0)" }
    var facts = [
      "\(span[0]) to \(span[1]), \(bars) bars of \(series[0].timeframe)",
      "convention \(record.rules.fills.name), \(result.analysis.input.periodsPerYear) days a year, "
        + "path \(record.path.rawValue)",
    ]
    if !inputs.isEmpty { facts.insert("inputs " + inputs.joined(separator: " "), at: 0) }
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
    return [.init(metric.title.lowercasedFirst), .init(text(metric), style)]
  }

  private func text(_ metric: Metric) -> String {
    guard let value = metric.value else { return "– (\(metric.missing?.code ?? "missing"))" }
    let number: String
    switch metric.unit {
    case .percent: number = NumberFormat.percent(value, decimals: 2)
    case .count, .days: number = NumberFormat.fixed(value, decimals: 0, isGrouped: true)
    case .bars: number = NumberFormat.fixed(value, decimals: 1)
    case .currency: number = NumberFormat.fixed(value, decimals: 2, isGrouped: true)
    case .ratio: number = NumberFormat.fixed(value, decimals: 2)
    }
    guard let error = metric.standardError, metric.unit == .ratio else { return number }
    return number + " ± " + NumberFormat.fixed(error, decimals: 2)
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
        metric.title, text(metric), "\(metric.sampleSize)",
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

  /// What a reader must know before believing the figures.
  private func warnings() -> [String] {
    var notes: [String] = []
    let counts = Certainty.allCases.map { record.fillCount($0) }
    if !record.fills.isEmpty {
      notes.append(
        "fills: \(counts[0]) exact, \(counts[1]) path-assumed, \(counts[2]) ambiguous")
    }
    if let better = result.optimisticEquity {
      notes.append(
        "equity band: \(money(record.finalEquity)) to \(money(better)) with the better assumption")
    }
    if record.trailsOpenToPath > 0 {
      notes.append(
        "\(record.trailsOpenToPath) bars could have met a trailing stop if the high came first")
    }
    if result.request.isFrictionless { notes.append("frictionless: no fees, no slippage") }
    let open = record.openLots.enumerated().filter { !$0.element.isEmpty }
    if !open.isEmpty {
      let symbols = open.prefix(5).map { record.instruments[$0.offset].symbol }
      notes.append(
        "open at the end, marked at the last close: \(symbols.joined(separator: ", "))")
    }
    notes += rejections()
    for loaded in result.request.data {
      notes += loaded.warnings.map { "\(loaded.path): \($0)" }
      notes += loaded.repairs.summary.map { "\(loaded.path): \($0)" }
      if loaded.isCloseOnly { notes.append("\(loaded.path): closes only, bars have no range") }
      if record.rules.fills.participation.isFinite, !loaded.series.hasVolume {
        notes.append("\(loaded.path): no volume, so the volume cap is off")
      }
    }
    if record.isRuined { notes.append("the account was ruined") }
    if let saved = result.kept?.saved, !saved.agrees {
      notes.append(
        "run \(saved.id) has the same fingerprint and another result: see tourney runs verify "
          + "\(saved.id)")
    }
    return notes
  }

  private func rejections() -> [String] {
    var notes: [String] = []
    for reason in RejectionReason.allCases {
      let count = record.rejections.count { $0.reason == reason }
      if count > 0 { notes.append("rejected or cut, \(reason): \(count)") }
    }
    if record.trades.isEmpty, record.fills.isEmpty {
      notes.append(
        "no trade: \(record.orderCount) orders were placed, "
          + "\(record.rejections.count) were rejected")
    }
    return notes
  }

  private func money(_ value: Double) -> String {
    NumberFormat.fixed(value, decimals: 2, isGrouped: true)
  }
}

extension String {
  /// The text with a small first letter, unless it begins with an abbreviation.
  fileprivate var lowercasedFirst: String {
    guard count > 1, !dropFirst().first!.isUppercase else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
