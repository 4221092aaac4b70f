import Analysis
import Formats
import Trading

extension Standings {
  /// How everything was counted.
  func conventionLines(_ contest: Contest) -> [String] {
    let rules = contest.rulebook.rules
    let capital = NumberFormat.fixed(rules.initialCapital, decimals: 0, isGrouped: true)
    let draws = NumberFormat.fixed(Double(resampling.draws), decimals: 0, isGrouped: true)
    let level = NumberFormat.fixed(resampling.confidence * 100, decimals: 0)
    let beyond = score.isOfExcess ? " beyond cash" : ""
    var lines = [
      "ranked by \(score.title) of daily returns\(beyond), \(window.periodsPerYear) days a year",
      "one rulebook for all: convention \(rules.fills.name), capital \(capital) each, "
        + "fees \(Self.text(rules.fees)), slippage \(Self.text(rules.slippage))",
      "\(level) % intervals and chances: \(draws) draws of \(blockLength)-day blocks, the same "
        + "days for all, seed \(contest.seed)",
    ]
    if contest.series.count > 1 {
      lines.append(
        "an expert for one instrument runs \(contest.series.count) accounts with equal capital, "
          + "not rebalanced")
    }
    let said = Set(contest.agents.flatMap(\.overrides)).sorted().map { name in
      let agents = contest.agents.filter { $0.overrides.contains(name) }.map(\.name)
      return "\(name) (\(agents.joined(separator: ", ")))"
    }
    if !said.isEmpty {
      lines.append(
        "the rulebook stands above what strategies say of their own "
          + said.joined(separator: ", "))
    }
    let waiting = contest.agents.filter { $0.fillsAtClose && rules.fills.intrabar == .range }
    if !waiting.isEmpty {
      lines.append(
        "convention \(rules.fills.name) fills nothing at the close it was decided on, which is "
          + "asked for by \(waiting.map(\.name).joined(separator: ", "))")
    }
    if contest.rulebook.span == .union {
      lines.append("compared on all days; an agent without prices on a day holds what it holds")
    }
    return lines
  }

  private static func text(_ fees: FeeModel) -> String {
    if fees.isFree { return "none" }
    var parts: [String] = []
    if fees.takerRate != 0 {
      parts.append("\(NumberFormat.shortest(fees.takerRate * 100)) %")
    }
    if fees.perUnit != 0 { parts.append("\(NumberFormat.shortest(fees.perUnit)) a unit") }
    if fees.perOrder != 0 { parts.append("\(NumberFormat.shortest(fees.perOrder)) an order") }
    if fees.minimum != 0 { parts.append("at least \(NumberFormat.shortest(fees.minimum))") }
    return parts.joined(separator: ", ")
  }

  private static func text(_ slippage: SlippageModel) -> String {
    var parts: [String] = []
    if slippage.basisPoints != 0 {
      parts.append("\(NumberFormat.shortest(slippage.basisPoints)) bp")
    }
    if slippage.ticks != 0 { parts.append("\(NumberFormat.shortest(slippage.ticks)) ticks") }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  /// What a reader must know before believing the figures.
  func warningLines(_ records: [AgentRecord], _ rules: TradingRules) -> [String] {
    var lines: [String] = []
    if rules.fees.isFree, rules.slippage == .none {
      lines.append("frictionless: no fees, no slippage")
    }
    let unfinished = records.count { $0.outcome == .unfinished }
    if unfinished > 0 {
      lines.append("interrupted: \(unfinished) of \(records.count) agents are not ranked")
    }
    let ranked = rows.filter { $0.score != nil }
    if ranked.count > 1, ranked.allSatisfy({ $0.tiedWith.count == ranked.count - 1 }) {
      lines.append("no agent can be told apart from any other: the order may be luck")
    }
    for group in ties {
      lines.append("tied to the last digit: " + group.joined(separator: ", "))
    }
    if window.count < 250 {
      lines.append("\(window.count) days are less than a year: expect wide intervals")
    }
    for record in records {
      if record.agent.kind == .returnsSeries {
        lines.append("\(record.name): returns as given, not replayed under these rules")
      }
      lines += record.warnings.map { "\(record.name): \($0)" }
      switch record.outcome {
      case .disqualified(let reason): lines.append("\(record.name): disqualified, \(reason)")
      case .ruined: lines.append("\(record.name): lost everything and ranks last")
      case .finished, .unfinished: break
      }
    }
    return lines
  }
}
