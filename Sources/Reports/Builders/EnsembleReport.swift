import Analysis
import Contests
public import Ensembles
import Formats
import Replay
import Trading

/// Lays a contest and the master portfolios that follow its agents out for a reader.
public struct EnsembleReport: Sendable {
  /// The contest.
  public var contest: ContestReport
  /// The masters, in the order in which they are compared.
  public var ensembles: [EnsembleRecord]

  /// Makes the layout.
  public init(contest: ContestReport, ensembles: [EnsembleRecord]) {
    self.contest = contest
    self.ensembles = ensembles
  }

  /// The report.
  public func report() -> Report {
    var report = contest.report()
    report.title = "Ensemble: " + report.title
    let masters =
      [accounts(), curves()] + ensembles.filter(Self.varies).map(shares)
      + ensembles.filter(Self.varies).map(decisions)
    report.sections.insert(contentsOf: masters.compactMap { $0 }, at: 0)
    report.headlines = headlines() + report.headlines
    return report
  }

  private static func varies(_ ensemble: EnsembleRecord) -> Bool {
    Set(ensemble.decisions.map(\.allocation.weights)).count > 1
  }

  private func headlines() -> [Report.Headline] {
    ensembles.prefix(4).map { ensemble in
      let sharpe = ensemble.analysis[.sharpe]
      return .init(
        "Sharpe, \(ensemble.plan.allocator.name)", sharpe?.value == nil ? "–" : sharpe!.text,
        note: sharpe?.errorText.map { "± \($0)" } ?? "")
    }
  }

  private func accounts() -> ReportSection {
    var table = ReportTable([
      .text("rule"), .number("equity at the end"), .number("CAGR"), .number("Sharpe"),
      .number("volatility"), .number("drawdown"), .number("turnover a year"), .number("costs"),
      .number("netted away"),
    ])
    for ensemble in ensembles {
      func text(_ id: MetricID) -> ReportTable.Cell {
        .init(ensemble.analysis[id]?.textWithError ?? "–")
      }
      let costs = ensemble.master.ledger.balance(.fees) + ensemble.master.slippageCost
      let gain = ensemble.master.finalEquity - ensemble.master.rules.initialCapital
      table.append([
        .init(ensemble.plan.allocator.name),
        .init(moneyText(ensemble.master.finalEquity), .of(gain)), text(.cagr), text(.sharpe),
        text(.volatility), text(.maxDrawdown),
        .init(NumberFormat.fixed(ensemble.yearlyTurnover, decimals: 1) + "×"),
        .init(moneyText(costs)), .init(NumberFormat.compact(ensemble.nettedNotional)),
      ])
    }
    return ReportSection(
      "Master portfolios",
      note: "One account each: the agents' orders scaled by weights, opposing orders netted.",
      .table(table))
  }

  private func curves() -> ReportSection? {
    guard let days = ensembles.first?.analysis.input.days else { return nil }
    let lines = ensembles.filter { $0.analysis.input.days == days }.map { ensemble in
      LineChart.Line(
        ensemble.plan.allocator.name,
        ensemble.analysis.input.dailyEquity.map {
          max($0, 1e-9) / ensemble.master.rules.initialCapital
        })
    }
    return ReportSection(
      "Equity of the masters", note: "Each starts at 1.",
      .lines(LineChart(days: days, lines: lines, unit: .number)))
  }

  /// Weights over time: the largest seven on average by name, the others together.
  private func shares(_ ensemble: EnsembleRecord) -> ReportSection {
    let decisions = ensemble.decisions
    let means = ensemble.agents.indices.map { agent in
      decisions.reduce(0) { $0 + $1.allocation.weights[agent] }
    }
    let order = ensemble.agents.indices.sorted { (means[$1], $0) < (means[$0], $1) }
    let named = order.prefix(7)
    var shares = named.map { agent in
      (
        name: ensemble.agents[agent],
        values: decisions.map { $0.allocation.weights[agent] }
      )
    }
    let others = order.dropFirst(7)
    if !others.isEmpty {
      shares.append(
        (
          name: "\(others.count) others",
          values: decisions.map { decision in
            others.reduce(0) { $0 + decision.allocation.weights[$1] }
          }
        ))
    }
    return ReportSection(
      "Weights: \(ensemble.plan.allocator.name)",
      note: ensemble.plan.allocator.summary.capitalizedFirst
        + ". What is not covered is cash; steps may be means of several decisions.",
      .shares(
        ShareChart(
          days: decisions.map(\.day), lastDay: ensemble.analysis.input.days.last ?? 0,
          shares: shares)))
  }

  /// The audit record, newest first.
  private func decisions(_ ensemble: EnsembleRecord) -> ReportSection {
    var table = ReportTable([
      .text("day"), .text("ground"), .text("weights"), .text("utilities"),
      .text("orders to fit"),
    ])
    let limit = 200
    for (decision, orders) in zip(ensemble.decisions, ensemble.adjustments).reversed()
      .prefix(limit)
    {
      table.append([
        .init(dayText(decision.day)), .init(decision.allocation.ground),
        .init(
          pairs(ensemble.agents, decision.allocation.weights) {
            NumberFormat.percent($0, decimals: 0)
          }),
        .init(
          pairs(ensemble.agents, decision.allocation.utilities) {
            NumberFormat.fixed($0, decimals: 2, showsPlus: true)
          }, .quiet),
        .init(
          orders.map { "\($0.symbol) \(NumberFormat.shortest($0.units))" }
            .joined(separator: ", ")),
      ])
    }
    return ReportSection(
      "Decisions: \(ensemble.plan.allocator.name)",
      note: ensemble.decisions.count > limit
        ? "The last \(limit) of \(ensemble.decisions.count); all are in the JSON document." : "",
      isFolded: true, .table(table))
  }

  /// The largest five values with their names.
  private func pairs(
    _ names: [String], _ values: [Double], _ text: (Double) -> String
  ) -> String {
    zip(names, values).filter { $0.1 != 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(5)
      .map { "\($0.0) \(text($0.1))" }.joined(separator: ", ")
  }
}

extension String {
  /// The text with a capital first letter.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
