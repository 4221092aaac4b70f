import Analysis
import Contests
import Formats
import Market
import Platform
import Replay
import TestSupport
import Trading

@testable import Store

/// Runs and bars that tests save.
enum StoreFixture {
  /// Daily bars of a seeded random walk.
  static func series(
    _ symbol: String = "ABC", count: Int = 400, seed: UInt64 = 1, hasVolume: Bool = true
  ) -> BarSeries {
    var generator = SeededGenerator(seed: seed)
    var price = 100.0
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for _ in 0..<count {
      let open = price
      price = max(1, price + (generator.unit() - 0.5) * 4)
      let values = [open, max(open, price) + 0.5, min(open, price) - 0.5, price, 1_000]
      for (index, value) in values.enumerated() { columns[index].append(value) }
    }
    let start = 1_577_923_200 * Timestamp.nanosecondsPerSecond
    return BarSeries(
      instrument: Instrument(symbol: symbol), timeframe: .day,
      labels: BarLabels((0..<count).map { start + Int64($0) * Timestamp.nanosecondsPerDay }),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3],
      volume: hasVolume ? columns[4] : [])
  }

  /// Buys and sells every few bars, and places an order now and then that must be refused.
  struct Trader: Expert {
    var pause: Int
    var requirements: Requirements { Requirements(warmUp: 1) }
    func makeSession() -> any ExpertSession { Session(pause: pause) }

    struct Session: ExpertSession {
      let pause: Int
      var count = 0

      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        count += 1
        if count % pause == 0 {
          if view.position() == 0 {
            desk.enter("in", .long, quantity: .units(10), comment: "it's time")
          } else {
            desk.close("in")
          }
        }
        if count % 50 == 0 { desk.submit(Order(.buy, quantity: .units(0.2), name: "too small")) }
      }
    }
  }

  /// A finished run over the standard series.
  static func run(pause: Int = 3, version: String = "1.0", seed: UInt64 = 1) throws -> FinishedRun {
    let series = series(seed: seed)
    let rules = TradingRules(fees: FeeModel(rate: 0.001))
    let record = try Replay.run(
      Trader(pause: pause), over: ReplayInput(series: [series]), rules: rules)
    let analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: rules.initialCapital, dailyEquity: record.equity, days: record.days),
      trades: TradeColumns(record.trades))
    let fingerprint = series.fingerprint()?.hex ?? ""
    let configuration = RunConfiguration(
      strategy: .init(name: "trader", inputs: [.init("pause", "\(pause)")]),
      rules: RulesDocument(rules),
      series: [
        .init(timeframe: .day, fingerprint: fingerprint, instrument: series.instrument)
      ])
    return FinishedRun(
      configuration: configuration, engineVersion: version, convention: "strict",
      sources: [SeriesSource(path: "/data/ABC-1d.csv", label: "open", zone: "UTC", repair: "")],
      events: EventSet(
        [
          CashFlowEvent(
            symbol: "ABC", time: Timestamp(nanoseconds: 5), kind: .dividend, value: 0.1 + 0.2),
          CashFlowEvent(
            symbol: nil, time: Timestamp(nanoseconds: 6), kind: .interest, value: 0.02),
        ], symbols: ["ABC"], origin: "events.csv"),
      content: RunContent(record, metrics: analysis.metrics),
      trial: Trial(
        family: "trader", inputs: configuration.inputText, dataFingerprint: fingerprint, analysis))
  }

  /// Calls `body` with the path of a store that is not there yet.
  static func withPath(_ body: (String) throws -> Void) throws {
    try withTemporaryDirectory { try body(FileSystem.join($0, "deep/er/test.db")) }
  }
}
