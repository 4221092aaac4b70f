public import Formats
public import Market
public import Trading

/// Agents, what they trade, and the rules they share.
///
/// Agents are kept in the order of their names and instruments in that of their symbols, so that
/// the order in which they are given decides nothing. Cash and buy-and-hold always take part.
public struct Contest: Sendable {
  /// The agents, references included, in ascending order of their names.
  public let agents: [Agent]
  /// The instruments' series, up to the last day of the window, in ascending order of symbols.
  public let series: [BarSeries]
  /// Dividends, splits, funding and rates.
  public let events: [CashFlowEvent]
  /// The rules that all agents share.
  public let rulebook: Rulebook
  /// The days on which agents are compared.
  public let window: Window
  /// The key of all random numbers.
  public let seed: UInt64
  /// The series as they were given, in ascending order of symbols.
  package let givenSeries: [BarSeries]

  /// The session days on which agents are compared.
  public struct Window: Sendable, Hashable {
    /// The session days, as days since 1970-01-01, ascending; bars before the first warm up.
    public let days: [Int32]
    /// Session days in a year: 252, or 365 where something trades at weekends too.
    public let periodsPerYear: Int

    /// The first day.
    public var first: CivilDate { CivilDate(daysSinceEpoch: Int(days[0])) }
    /// The last day.
    public var last: CivilDate { CivilDate(daysSinceEpoch: Int(days[days.count - 1])) }
    /// How many session days there are.
    public var count: Int { days.count }
  }

  /// Makes a contest.
  ///
  /// - Parameters:
  ///   - benchmark: Buys at the start and keeps; stands in the table as `buy-and-hold`.
  ///   - from: The first day that counts, as days since 1970-01-01; the common first day if nil.
  ///   - to: The last day that counts; the common last day if nil.
  /// - Throws: An error that names what is given twice or unknown, or lists each span when no day
  ///   is common to all.
  public init(
    agents: [Agent], series: [BarSeries], events: [CashFlowEvent] = [],
    rulebook: Rulebook = Rulebook(), benchmark: any Expert, from: Int32? = nil, to: Int32? = nil,
    seed: UInt64 = 1
  ) throws(LocatedError) {
    let references = [
      Agent(Agent.cashName, .cash, kind: .reference),
      Agent(Agent.holdName, .sleeves(benchmark), kind: .reference),
    ]
    let all = (agents + references).sorted { $0.name < $1.name }
    let ordered = series.sorted { $0.instrument.symbol < $1.instrument.symbol }
    try Self.check(all, ordered, rulebook)
    window = try Self.window(of: ordered, all, rulebook.span, from: from, to: to)
    let last = window.days[window.days.count - 1]
    givenSeries = ordered
    self.series = ordered.map { $0.through(day: last) }
    self.agents = all
    self.events = events
    self.rulebook = rulebook
    self.seed = seed
  }
}
