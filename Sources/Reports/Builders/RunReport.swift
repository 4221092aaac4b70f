public import Analysis
import Formats
import Market
public import Replay
import Trading

/// Lays a run out for a reader.
public struct RunReport: Sendable {
  /// What ran, for the title.
  public var title: String
  /// On what it ran, for the line below.
  public var subtitle: String
  /// Settings and conventions.
  public var facts: [Report.Fact]
  /// What must be known before believing the figures.
  public var notes: [String]
  /// The run.
  public var record: RunRecord
  /// Its measures.
  public var analysis: PerformanceAnalysis
  /// The name of what `analysis` compares with.
  public var benchmarkName: String
  /// What the script plots, in sections of their own.
  public var plots: [ReportSection] = []
  /// How many trades the table lists at most.
  public var tradeLimit = 1000

  /// Makes the layout of a run.
  public init(
    title: String, subtitle: String, facts: [Report.Fact], notes: [String], record: RunRecord,
    analysis: PerformanceAnalysis, benchmarkName: String = "benchmark"
  ) {
    self.title = title
    self.subtitle = subtitle
    self.facts = facts
    self.notes = notes
    self.record = record
    self.analysis = analysis
    self.benchmarkName = benchmarkName
  }

  /// The report.
  public func report() -> Report {
    // Flat curves of a run without a fill would only stand in the way of what it plots.
    if record.fills.isEmpty, !plots.isEmpty {
      return Report(
        title: title, subtitle: subtitle, facts: facts, warnings: notes,
        sections: plots + [metrics()])
    }
    return Report(
      title: title, subtitle: subtitle, facts: facts, warnings: notes, headlines: headlines(),
      sections: [equity(), underwater()] + plots + [months(), drawdowns()].compactMap { $0 }
        + RunTables.trades(record, limit: tradeLimit) + [RunTables.costs(record), metrics()])
  }

  private func headlines() -> [Report.Headline] {
    var headlines = [
      Report.Headline(
        "Equity at the end", Self.rounded(record.finalEquity),
        note: "from \(Self.rounded(record.rules.initialCapital))",
        tone: .of(record.finalEquity - record.rules.initialCapital))
    ]
    let ids: [MetricID] = [
      .totalReturn, .cagr, .sharpe, .deflatedSharpe, .maxDrawdown, .trades, .winRate,
      .profitFactor,
    ]
    for id in ids {
      guard let metric = analysis[id] else { continue }
      let isReturn = id == .totalReturn || id == .cagr
      let tone = isReturn ? Tone.of(metric.value ?? 0) : .plain
      let note = metric.errorText.map { "± \($0), n = \(metric.sampleSize)" } ?? ""
      let value = metric.value == nil ? "–" : metric.text
      let reason = metric.missing?.code ?? ""
      headlines.append(
        .init(metric.title, value, note: note.isEmpty ? reason : note, tone: tone))
    }
    return headlines
  }

  /// An amount without cents unless it is small.
  private static func rounded(_ amount: Double) -> String {
    NumberFormat.fixed(amount, decimals: abs(amount) < 10_000 ? 2 : 0, isGrouped: true)
  }

  private func equity() -> ReportSection {
    let input = analysis.input
    let equity = Self.padded(input.dailyEquity, count: input.days.count)
    var lines = [LineChart.Line(title, equity)]
    if let returns = input.benchmarkReturns {
      var value = input.startEquity
      let curve = returns.map { change in
        value *= 1 + change
        return value
      }
      lines.append(LineChart.Line(benchmarkName, curve, isReference: true))
    }
    let all = lines.flatMap(\.values).filter(\.isFinite)
    let isWide = (all.min() ?? 0) > 0 && (all.max() ?? 0) > 8 * (all.min() ?? 1)
    return ReportSection(
      "Equity", note: isWide ? "Logarithmic: equal distances are equal ratios." : "",
      .lines(
        LineChart(
          days: input.days, lines: lines, isLogarithmic: isWide)))
  }

  private func underwater() -> ReportSection {
    ReportSection(
      "Drawdown",
      .lines(
        LineChart(
          days: analysis.input.days,
          lines: [
            .init(
              "drawdown", Self.padded(analysis.underwater, count: analysis.input.days.count))
          ],
          unit: .percent, isFilled: true)))
  }

  /// A column that ends at ruin, with gaps for the days after.
  private static func padded(_ values: [Double], count: Int) -> [Double] {
    values + [Double](repeating: .nan, count: max(0, count - values.count))
  }

  private func months() -> ReportSection? {
    let rows = analysis.monthly.rows
    guard !rows.isEmpty else { return nil }
    var years: [MonthGrid.Year] = []
    for row in rows {
      if years.last?.year != row.year {
        let total = analysis.yearly.rows.first { $0.year == row.year }
        years.append(
          .init(row.year, months: Array(repeating: nil, count: 12), total: total?.value))
      }
      if let month = row.month { years[years.count - 1].months[month - 1] = row.value }
    }
    return ReportSection(
      "Monthly returns", note: "In percent. The first and the last month may be incomplete.",
      .months(MonthGrid(years: years)))
  }

  private func drawdowns() -> ReportSection? {
    let worst = Drawdown.deepest(analysis.drawdowns, count: 10)
    guard !worst.isEmpty else { return nil }
    var table = ReportTable([
      .number("depth"), .text("peak"), .text("trough"), .text("recovered"), .number("days"),
    ])
    for drawdown in worst {
      table.append([
        .init(NumberFormat.percent(drawdown.depth, decimals: 2), .loss),
        .init(dayText(drawdown.peakDay)), .init(dayText(drawdown.troughDay)),
        .init(drawdown.recoveryDay.map(dayText) ?? "not yet"), .init("\(drawdown.lengthDays)"),
      ])
    }
    return ReportSection("Deepest drawdowns", .table(table))
  }

  private func metrics() -> ReportSection {
    var table = ReportTable([
      .text("metric"), .number("value"), .number("standard error"), .number("n"),
      .text("formula"),
    ])
    for metric in analysis.metrics {
      table.append([
        .init(metric.title), .init(metric.text, metric.value == nil ? .quiet : .plain),
        .init(metric.errorText ?? ""), .init("\(metric.sampleSize)"),
        .init("\(metric.formulaID): \(metric.definition.formula)", .quiet),
      ])
    }
    return ReportSection(
      "All metrics",
      note: "Daily session returns, \(analysis.input.periodsPerYear) periods a year; n is the "
        + "number of observations.", isFolded: true, .table(table))
  }
}
