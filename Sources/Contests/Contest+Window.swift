import Analysis
import Formats
import Market
import Trading

extension Contest {
  /// What has prices or returns, and from when to when.
  struct Span {
    let name: String
    let first: Int32
    let last: Int32

    var text: String {
      "\(name) \(CivilDate(daysSinceEpoch: Int(first))) to "
        + "\(CivilDate(daysSinceEpoch: Int(last)))"
    }
  }

  /// The days of the window: the session days of all instruments between its ends.
  static func window(
    of series: [BarSeries], _ agents: [Agent], _ rule: Rulebook.Span, from: Int32?, to: Int32?
  ) throws(LocatedError) -> Window {
    let spans = Self.spans(series, agents)
    var first = spans.map(\.first).max() ?? 0
    var last = spans.map(\.last).min() ?? 0
    if rule == .union {
      first = spans.map(\.first).min() ?? 0
      last = spans.map(\.last).max() ?? 0
    }
    guard first <= last else {
      throw LocatedError(
        .data,
        "the histories have no day in common: "
          + spans.map(\.text).joined(separator: "; "),
        hint: "leave one out, or compare on all days with --window union")
    }
    if let from { first = max(first, from) }
    if let to { last = min(last, to) }
    var days: Set<Int32> = []
    for one in series { days.formUnion(one.days.lazy.filter { $0 >= first && $0 <= last }) }
    guard !days.isEmpty else {
      throw LocatedError(
        .data,
        "no day of the histories lies in the days asked for: "
          + spans.map(\.text).joined(separator: "; "))
    }
    let ordered = days.sorted()
    let tradesEveryDay = SessionDays.periodsPerYear(ordered) == 365
    return Window(days: ordered, periodsPerYear: tradesEveryDay ? 365 : 252)
  }

  private static func spans(_ series: [BarSeries], _ agents: [Agent]) -> [Span] {
    var spans = series.map {
      Span(name: $0.instrument.symbol, first: $0.days[0], last: $0.days[$0.count - 1])
    }
    for agent in agents {
      if case .returns(let returns) = agent.performer {
        spans.append(
          Span(name: agent.name, first: returns.days[0], last: returns.days.last ?? 0))
      }
    }
    return spans
  }

  /// Refuses what cannot be compared.
  static func check(
    _ agents: [Agent], _ series: [BarSeries], _ rulebook: Rulebook
  ) throws(LocatedError) {
    guard !series.isEmpty else { throw LocatedError(.data, "there is nothing to trade") }
    for one in series where one.count == 0 {
      throw LocatedError(.data, "the series of '\(one.instrument.symbol)' has no bars")
    }
    for (one, next) in zip(series, series.dropFirst()) {
      if one.instrument.symbol == next.instrument.symbol {
        throw LocatedError(.usage, "symbol '\(one.instrument.symbol)' is given twice")
      }
      if one.instrument.currency != next.instrument.currency {
        throw LocatedError(
          .usage, "the instruments are priced in different currencies",
          found: "\(one.instrument.currency) and \(next.instrument.currency)",
          expected: "one account currency")
      }
    }
    for (agent, next) in zip(agents, agents.dropFirst()) where agent.name == next.name {
      let isReference = agent.kind == .reference || next.kind == .reference
      throw LocatedError(
        .usage, "two agents have the name '\(agent.name)'",
        hint: isReference ? "the table has its own '\(agent.name)'; choose another name" : nil)
    }
    let symbols = series.map(\.instrument.symbol)
    for agent in agents {
      if agent.symbols?.isEmpty == true {
        throw LocatedError(.usage, "agent '\(agent.name)' trades nothing")
      }
      for symbol in agent.symbols ?? [] where !symbols.contains(symbol) {
        throw LocatedError(
          .usage, "agent '\(agent.name)' trades an instrument without prices", found: symbol,
          hint: Suggestion.hint(for: symbol, in: symbols))
      }
      if case .returns(let returns) = agent.performer, returns.days.isEmpty {
        throw LocatedError(.data, "agent '\(agent.name)' has no returns")
      }
    }
    guard rulebook.rules.initialCapital > 0, rulebook.rules.initialCapital.isFinite else {
      throw LocatedError(
        .usage, "the initial capital must be above 0", found: "\(rulebook.rules.initialCapital)")
    }
  }
}
