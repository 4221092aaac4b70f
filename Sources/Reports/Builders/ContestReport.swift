import Analysis
public import Contests
import Formats
import Market

/// Lays a contest out for a reader.
public struct ContestReport: Sendable {
  /// What the contest is called.
  public var title: String
  /// The contest that was held.
  public var record: ContestRecord
  /// What must be known of the data before believing the figures.
  public var notes: [String]
  /// Settings beyond the contest's own.
  public var facts: [Report.Fact]
  /// How many curves a chart shows at most.
  public var curveLimit = 8

  /// Makes the layout of a contest.
  public init(
    title: String, record: ContestRecord, notes: [String] = [], facts: [Report.Fact] = []
  ) {
    self.title = title
    self.record = record
    self.notes = notes
    self.facts = facts
  }

  private var standings: Standings { record.standings }

  /// The report.
  public func report() -> Report {
    let window = standings.window
    let instruments = record.contest.series.map(\.instrument.symbol)
    let shown = instruments.prefix(8).joined(separator: " ") + (instruments.count > 8 ? " …" : "")
    return Report(
      title: title,
      subtitle: "\(record.records.count) agents on \(shown), \(window.first) to "
        + "\(window.last), \(window.days.count) days",
      facts: facts, warnings: standings.warnings + notes, headlines: headlines(),
      sections: [places(), curves(), falls(), measures(), luck(), remarks(), conventions()]
        .compactMap { $0 })
  }

  // MARK: - Parts

  private func headlines() -> [Report.Headline] {
    var headlines: [Report.Headline] = []
    if let best = standings.headline {
      headlines = [
        .init("Best agent", best.agent),
        .init(
          "Its Sharpe ratio", best.sharpe.text,
          note: best.sharpe.errorText.map { "± \($0)" } ?? ""),
        .init("Truly above 0", best.probabilistic.text, note: "if it were the only attempt"),
        .init(
          "Deflated", best.deflated.text,
          note: "after \(best.trialCount) attempts on these data"),
      ]
    }
    if let prediction = standings.prediction {
      headlines.append(
        .init(
          "Does the ranking predict?",
          "t = \(NumberFormat.fixed(prediction.tStatistic, decimals: 2))",
          note: "p = \(NumberFormat.fixed(prediction.pValue, decimals: 2)), "
            + "\(prediction.periodCount) periods"))
    }
    return headlines
  }

  /// The lowest and highest end of all intervals of scores.
  private var scoreScale: ClosedRange<Double> {
    let ends = standings.rows.flatMap { row in
      row.scoreInterval.map { [$0.lowerBound, $0.upperBound] } ?? []
    }.filter(\.isFinite)
    guard let low = ends.min(), let high = ends.max(), low < high else { return 0...1 }
    return low...high
  }

  private func places() -> ReportSection {
    let level = NumberFormat.percent(standings.resampling.confidence, decimals: 0)
    var table = ReportTable([
      .number("place"), .text("agent"), .number(standings.score.title),
      .number("places (\(level))"), .number("best"), .number("return"), .number("drawdown"),
      .number("trades"), .text("not told apart from"),
    ])
    let scale = scoreScale
    let last = Double(max(2, standings.rows.count { $0.rank != nil }))
    for row in standings.rows {
      let score = row.score.map { NumberFormat.fixed($0, decimals: 2) } ?? "–"
      let scoreInterval = row.scoreInterval.flatMap { ends in
        row.score.map {
          ReportTable.Interval(ends.lowerBound, $0, ends.upperBound, on: scale)
        }
      }
      let placeInterval = row.rankInterval.flatMap { ends in
        row.rank.map {
          ReportTable.Interval(
            Double(ends.lowerBound), Double($0), Double(ends.upperBound), on: 1...last)
        }
      }
      let places = row.rankInterval.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "–"
      let total = row[.totalReturn]
      table.append([
        .init(row.rank.map(String.init) ?? "–"),
        .init(row.agent, row.kind == .reference ? .quiet : .plain),
        .init(score, interval: scoreInterval), .init(places, interval: placeInterval),
        .init(row.probabilityOfBest.map { NumberFormat.percent($0, decimals: 0) } ?? "–"),
        .init(total?.text ?? "–", .of(total?.value ?? 0)),
        .init(row[.maxDrawdown]?.text ?? "–"), .init(row[.trades]?.text ?? "–"),
        .init(row.reason ?? shortened(row.tiedWith), .quiet),
      ])
    }
    return ReportSection(
      "Standings",
      note: "Bars show \(level) intervals from \(standings.resampling.draws) draws of blocks "
        + "of \(standings.blockLength) days, the same for all agents.", .table(table))
  }

  private func shortened(_ names: [String]) -> String {
    if names.count <= 4 { return names.joined(separator: ", ") }
    return "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more"
  }

  /// The best agents by place, then the references.
  private var drawn: [AgentRecord] {
    let ranked = standings.rows.compactMap { record[$0.agent] }.filter {
      !$0.equity.isEmpty && $0.equity.count == standings.window.days.count
    }
    let agents = ranked.filter { $0.agent.kind != .reference }.prefix(curveLimit)
    return agents + ranked.filter { $0.name == Agent.holdName }
  }

  private func curves() -> ReportSection? {
    guard !drawn.isEmpty else { return nil }
    let lines = drawn.map { agent in
      LineChart.Line(
        agent.name, agent.equity.map { max($0, 1e-9) / agent.startEquity },
        isReference: agent.agent.kind == .reference)
    }
    let all = lines.flatMap(\.values)
    let isWide = (all.max() ?? 1) > 8 * (all.min() ?? 1)
    return ReportSection(
      "Equity", note: "Each starts at 1." + (isWide ? " Equal distances are equal ratios." : ""),
      .lines(
        LineChart(
          days: standings.window.days, lines: lines, unit: .number, isLogarithmic: isWide)))
  }

  private func falls() -> ReportSection? {
    guard let best = drawn.first else { return nil }
    return ReportSection(
      "Drawdown of \(best.name)",
      .lines(
        LineChart(
          days: standings.window.days,
          lines: [
            .init(best.name, Drawdown.underwater(start: best.startEquity, equity: best.equity))
          ],
          unit: .percent, isFilled: true)))
  }

  private func measures() -> ReportSection {
    let ids: [MetricID] = [
      .cagr, .volatility, .sharpe, .sortino, .calmar, .maxDrawdown, .exposure, .winRate,
      .profitFactor, .averageBars,
    ]
    let titles = ids.map { id in
      PerformanceAnalysis.definitions.first { $0.id == id }?.title ?? id.rawValue
    }
    var table = ReportTable(
      [.text("agent")] + titles.map { .number($0) } + [.number("fees"), .number("turnover")])
    for row in standings.rows {
      guard let agent = record[row.agent] else { continue }
      let turnover = agent.turnover.reduce(0, +) / Double(max(1, agent.turnover.count))
      let yearly = turnover * Double(standings.window.periodsPerYear)
      table.append(
        [.init(row.agent)]
          + ids.map { id in
            let metric = row[id]
            return .init(metric?.value == nil ? "–" : metric!.text)
          } + [
            .init(moneyText(agent.fees)), .init(NumberFormat.fixed(yearly, decimals: 1) + "×"),
          ])
    }
    return ReportSection(
      "Measures", note: "Turnover is notional traded a year over equity.", isFolded: true,
      .table(table))
  }

  private func luck() -> ReportSection? {
    guard let prediction = standings.prediction else { return nil }
    var table = ReportTable([.text("question"), .number("answer")])
    func add(_ question: String, _ answer: Double) {
      table.append([.init(question), .init(NumberFormat.fixed(answer, decimals: 3))])
    }
    add("mean rank correlation with the next period", prediction.meanCorrelation)
    add("its deviation", prediction.deviation)
    add("t-statistic", prediction.tStatistic)
    add("probability of so much by luck", prediction.pValue)
    return ReportSection(
      "Does such a ranking predict the next period?",
      note: "\(prediction.periodCount) periods that do not overlap.", .table(table))
  }

  private func remarks() -> ReportSection? {
    var table = ReportTable([.text("agent"), .text("remark")])
    for row in standings.rows {
      for warning in row.warnings { table.append([.init(row.agent), .init(warning)]) }
    }
    return table.rows.isEmpty
      ? nil : ReportSection("Remarks on agents", isFolded: true, .table(table))
  }

  private func conventions() -> ReportSection {
    let lines = standings.conventions + ["code paths of the accounts: \(record.pathText)"]
    return ReportSection(
      "How it is counted", isFolded: true,
      .table(ReportTable([.text("convention")], rows: lines.map { [.init($0)] })))
  }
}
