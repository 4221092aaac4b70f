import Analysis
import Contests
import Ensembles
import Formats
import Market
import Replay
import Reports
import Terminal
import Trading

/// Master portfolios beside the agents they follow, as a person reads them in a terminal.
struct EnsembleTable {
  let result: EnsembleResult
  let width: Int
  let styling: Styling
  let showsAll: Bool

  init(_ result: EnsembleResult, width: Int, styling: Styling, showsAll: Bool) {
    self.result = result
    self.width = min(max(width, 72), 120)
    self.styling = styling
    self.showsAll = showsAll
  }

  private static let ids: [MetricID] = [.sharpe, .cagr, .volatility, .maxDrawdown]

  func render() -> String {
    let standings = result.contest.record.standings
    let symbols = result.contest.record.contest.series.map(\.instrument.symbol)
    let shown = symbols.prefix(6).joined(separator: " ") + (symbols.count > 6 ? " …" : "")
    var lines = [
      styling(.bold, "One account following \(agentCount) agents on \(shown)"),
      styling(
        .dim,
        "\(standings.window.first) to \(standings.window.last), \(standings.window.count) days; "
          + "decided every \(result.ensembles.first?.plan.interval ?? 1) days"),
      "", table(), "",
    ]
    lines += verdict()
    if let last = result.ensembles.first(where: { $0.plan.allocator is ContestRule }) {
      lines += [""] + latest(last)
    }
    if showsAll {
      for ensemble in result.ensembles {
        lines.append(
          styling(
            .dim,
            "\(ensemble.plan.allocator.name): \(ensemble.plan.allocator.summary); path "
              + ensemble.master.path.rawValue))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var agentCount: Int { result.ensembles.first?.agents.count ?? 0 }

  private func table() -> String {
    var table = Table([
      .init("account"), .init("Sharpe", .right), .init("±", .right), .init("CAGR", .right),
      .init("volatility", .right), .init("drawdown", .right), .init("turnover", .right),
      .init("costs", .right), .init("in cash", .right),
    ])
    for ensemble in result.ensembles { table.append(row(ensemble)) }
    let followed = Set(result.ensembles.first?.agents ?? [])
    for standing in result.contest.record.standings.rows {
      guard followed.contains(standing.agent) || standing.kind == .reference,
        let agent = result.contest.record[standing.agent]
      else { continue }
      table.append(row(agent))
    }
    var text = table.render(width: width, styling: styling)
    text.removeLast()
    return text
  }

  private func row(_ ensemble: EnsembleRecord) -> [Table.Cell] {
    let cash = ensemble.decisions.map { 1 - $0.allocation.weights.reduce(0, +) }
    let mean = cash.reduce(0, +) / Double(max(1, cash.count))
    let costs = ensemble.master.ledger.balance(.fees) + ensemble.master.slippageCost
    return cells(ensemble.plan.allocator.name, { ensemble.analysis[$0] }, style: .bold) + [
      .init(NumberFormat.fixed(ensemble.yearlyTurnover, decimals: 1) + "×"),
      .init(NumberFormat.fixed(costs, decimals: 0, isGrouped: true)),
      .init(NumberFormat.percent(max(0, mean), decimals: 0)),
    ]
  }

  private func row(_ agent: AgentRecord) -> [Table.Cell] {
    let days = Double(max(1, agent.turnover.count))
    let year = Double(result.contest.record.contest.window.periodsPerYear)
    let turnover = agent.turnover.reduce(0, +) / days * year
    return cells(agent.name, { agent[$0] }, style: .dim) + [
      .init(NumberFormat.fixed(turnover, decimals: 1) + "×"),
      .init(NumberFormat.fixed(agent.fees + agent.slippageCost, decimals: 0, isGrouped: true)),
      .init(""),
    ]
  }

  private func cells(
    _ name: String, _ metric: (MetricID) -> Metric?, style: Style
  ) -> [Table.Cell] {
    let sharpe = metric(.sharpe)
    func text(_ id: MetricID) -> Table.Cell {
      guard let one = metric(id), one.value != nil else { return .init("–") }
      return .init(one.text)
    }
    return [
      .init(name, style), text(.sharpe), .init(sharpe?.errorText ?? ""), text(.cagr),
      text(.volatility), text(.maxDrawdown),
    ]
  }

  /// Whether any rule beats equal weights by more than luck would.
  private func verdict() -> [String] {
    guard let equal = result.ensembles.first(where: { $0.plan.allocator is EqualWeight }) else {
      return []
    }
    return result.ensembles.filter { !($0.plan.allocator is EqualWeight) }.map { ensemble in
      let test = DifferenceTest(ensemble.analysis.input.returns, equal.analysis.input.returns)
      let statistic = NumberFormat.fixed(test.tStatistic, decimals: 2)
      let saying =
        abs(test.tStatistic) < 2
        ? "cannot be told from equal weights"
        : test.tStatistic > 0 ? "beats equal weights" : "loses to equal weights"
      return "\(ensemble.plan.allocator.name) \(saying): t = \(statistic) over "
        + "\(test.count) days"
    }
  }

  /// The last decision, with its ground.
  private func latest(_ ensemble: EnsembleRecord) -> [String] {
    guard let decision = ensemble.decisions.last else { return [] }
    let shares = zip(ensemble.agents, decision.allocation.weights).filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .prefix(5).map { "\($0.0) \(NumberFormat.percent($0.1, decimals: 0))" }
    let text = shares.isEmpty ? "all in cash" : shares.joined(separator: ", ")
    return [
      "last decision of \(ensemble.plan.allocator.name), \(dayText(decision.day)) "
        + "(\(decision.allocation.ground)): \(text)"
    ]
  }
}
