public import Formats
public import Indicators
public import Market
public import Platform
public import Trading

/// What is replayed: one series per instrument, and dated events.
public struct ReplayInput: Sendable {
  /// The instruments' series; an instrument trades on its own series.
  public var series: [BarSeries]
  /// Dividends, splits, funding and rates.
  public var events: [CashFlowEvent]
  /// Instants before this one are shown to the expert but not traded, in ns since the epoch.
  public var tradesFrom: Int64

  /// Makes an input; there is at least one series and every series has at least one bar.
  public init(series: [BarSeries], events: [CashFlowEvent] = [], tradesFrom: Int64 = .min) {
    self.series = series
    self.events = events
    self.tradesFrom = tradesFrom
  }
}

/// The event-driven replay of bars to one expert.
public enum Replay {
  /// Replays all bars to a fresh session of the expert and returns the record.
  ///
  /// - Parameters:
  ///   - buffers: Memory of earlier records to use again.
  ///   - workers: Threads to use; with 2 or more, columns may be computed ahead of the replay and
  ///     marks written behind it. The record does not depend on it.
  /// - Throws: An error of class `data` for input that cannot be replayed, of class `failed` when
  ///   the expert cannot start or is not allowed what it requires.
  /// - Complexity: O(bars + orders · bars they rest); memory for one equity value per instant.
  public static func run(
    _ expert: any Expert, over input: ReplayInput, rules: TradingRules,
    cache: ColumnCache = ColumnCache(), reusing buffers: RunBuffers? = nil, workers: Int = 1,
    cancellation: Cancellation? = nil, progress: Progress = .silent
  ) throws(LocatedError) -> RunRecord {
    try run(
      expert, over: input, rules: rules, source: nil, cache: cache, buffers: buffers,
      workers: workers, cancellation: cancellation, progress: progress)
  }

  /// Replays event by event, whatever the expert allows; faster paths are held to its result.
  public static func runReference(
    _ expert: any Expert, over input: ReplayInput, rules: TradingRules,
    cache: ColumnCache = ColumnCache()
  ) throws(LocatedError) -> RunRecord {
    try run(expert, over: input, rules: rules, source: nil, cache: cache, isReference: true)
  }

  /// Bars of a run that pay for the start of a second thread.
  package static let barsForHelper = 1 << 15

  /// Replays with fills from outside beside those of the expert's orders.
  ///
  /// - Parameter barsForHelper: From how many bars on a second thread is used at all.
  package static func run(
    _ expert: any Expert, over input: ReplayInput, rules: TradingRules,
    source: (any FillSource)?, cache: ColumnCache = ColumnCache(), buffers: RunBuffers? = nil,
    workers: Int = 1, barsForHelper: Int = barsForHelper, cancellation: Cancellation? = nil,
    progress: Progress = .silent, isReference: Bool = false
  ) throws(LocatedError) -> RunRecord {
    let requirements = expert.requirements
    try check(input, requirements, rules)
    let account = Account(rules: rules, instruments: input.series.map(\.instrument))
    var session: any ExpertSession
    do {
      session = try expert.makeSession()
    } catch {
      throw LocatedError(.failed, "the expert could not start: \(error.message)")
    }
    let engine = Engine(
      account: account, series: input.series,
      events: EventQueue(input.events, instruments: account.instruments), source: source)
    let passesOver =
      !isReference
      && ReplayLoop.passesOver(engine, requirements: requirements, rules: rules)
    let columnExpert = passesOver ? expert as? any ColumnExpert : nil
    let looksAhead =
      columnExpert != nil && workers > 1 && input.series[0].count >= barsForHelper
    let columns = try RequiredColumns(requirements, input, cache, mayGrow: looksAhead)
    var loop = ReplayLoop(
      engine: engine, view: MarketView(source: columns.view, account: account),
      clock: ReplayClock(series: columns.view.series, tradedCount: input.series.count),
      requirements: requirements, tradesFrom: input.tradesFrom, buffers: buffers)
    var foresight: (any Foresight)?
    if let columnExpert {
      foresight = columns.foresight(
        columnExpert, firstBar: firstBar(input, warmUp: requirements.warmUp),
        usesVolume: engine.capsVolume && engine.usesVolume[0], looksAhead: looksAhead)
    } else if passesOver, var session = session as? any ForesightedSession {
      foresight = session.foresight(loop.view, workers: workers)
    }
    if let foresight {
      loop.run(&session, foresight: foresight, cancellation: cancellation, progress: progress)
      try columns.keep(in: cache, after: foresight)
    } else {
      loop.run(&session, cancellation: cancellation, progress: progress)
    }
    return loop.finish()
  }

  /// The first bar at whose close the session is asked.
  private static func firstBar(_ input: ReplayInput, warmUp: Int) -> Int {
    let closes = input.series[0].closeTimes
    var first = max(0, warmUp - 1)
    while first < closes.count, closes[first] < input.tradesFrom { first += 1 }
    return first
  }

  private static func check(
    _ input: ReplayInput, _ requirements: Requirements, _ rules: TradingRules
  ) throws(LocatedError) {
    guard !input.series.isEmpty else { throw LocatedError(.data, "there is nothing to replay") }
    for series in input.series where series.count == 0 {
      throw LocatedError(.data, "the series of '\(series.instrument.symbol)' has no bars")
    }
    if requirements.capabilities.contains(.futureAccess), rules.fills.intrabar == .range {
      throw LocatedError(
        .failed, "the expert reads the future, which the strict convention refuses",
        hint: "use --convention tradingview to see what a charting platform would show")
    }
    guard rules.initialCapital > 0, rules.initialCapital.isFinite else {
      throw LocatedError(
        .usage, "the initial capital must be above 0", found: "\(rules.initialCapital)")
    }
  }
}
