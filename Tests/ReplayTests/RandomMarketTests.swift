import Kernels
import Market
import Platform
import TestSupport
import Testing
import Trading

@testable import Replay

/// Random orders on random markets: the books balance after every event (checked inside debug
/// builds), and equity follows from the list of fills alone.
@Suite struct RandomMarketTests {
  /// Random daily bars with gaps, ties, halts (bars without volume) and odd volumes.
  static func market(_ generator: inout SeededGenerator, symbol: String, count: Int) -> BarSeries {
    var bars: [Prices] = []
    var volume: [Double] = []
    var price = Double.random(in: 20...200, using: &generator)
    func cents(_ value: Double) -> Double { max(0.01, (value * 100).rounded() / 100) }
    for _ in 0..<count {
      let gap = Int.random(in: 0..<5, using: &generator) == 0
      let open = gap ? cents(price * Double.random(in: 0.94...1.06, using: &generator)) : price
      let close = cents(open * Double.random(in: 0.96...1.04, using: &generator))
      let isTie = Int.random(in: 0..<8, using: &generator) == 0
      let stretch = isTie ? 0 : Double.random(in: 0...0.03, using: &generator)
      bars.append(
        (
          open, max(open, close, cents(max(open, close) * (1 + stretch))),
          min(open, close, cents(min(open, close) * (1 - stretch))), close
        ))
      let isHalt = Int.random(in: 0..<20, using: &generator) == 0
      volume.append(isHalt ? 0 : Double(Int.random(in: 10...100_000, using: &generator)))
      price = close
    }
    return TestSeries.daily(bars, volume: volume, symbol: symbol)
  }

  static func events(_ generator: inout SeededGenerator, count: Int) -> [CashFlowEvent] {
    (0..<6).map { _ in
      let day = Int64.random(in: 1..<Int64(count), using: &generator)
      let kind = [CashFlowEvent.Kind.dividend, .split, .funding].randomElement(using: &generator)!
      let value: Double =
        switch kind {
        case .split: [0.5, 2, 3, 1.5].randomElement(using: &generator)!
        case .dividend: Double.random(in: 0.01...0.5, using: &generator)
        default: Double.random(in: -0.001...0.001, using: &generator)
        }
      return CashFlowEvent(
        symbol: "A", time: Timestamp(nanoseconds: day * Timestamp.nanosecondsPerDay), kind: kind,
        value: value)
    }
  }

  /// Places orders of every kind, bracketed, grouped, replaced and cancelled, at random.
  struct RandomExpert: Expert {
    var seed: UInt64
    var requirements: Requirements { Requirements(warmUp: 1, capabilities: .fills) }
    func makeSession() -> any ExpertSession { Session(generator: SeededGenerator(seed: seed)) }

    struct Session: ExpertSession {
      var generator: SeededGenerator

      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        let instrument = Int.random(in: 0..<view.instrumentCount, using: &generator)
        let price = view.close(series: instrument)
        guard !price.isNaN else { return }
        func level() -> Double { price * Double.random(in: 0.96...1.04, using: &generator) }
        let side = Side.allCases.randomElement(using: &generator)!
        let direction = Direction.allCases.randomElement(using: &generator)!
        let sizing: Sizing = [
          .units(Double(Int.random(in: 1...50, using: &generator))), .cash(5_000),
          .equityPercent(20),
        ].randomElement(using: &generator)!
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: desk.enter("E", direction, quantity: sizing, instrument: instrument)
        case 1:
          desk.enter("L", direction, quantity: sizing, instrument: instrument, limit: level())
        case 2: desk.enter("S", direction, quantity: sizing, instrument: instrument, stop: level())
        case 3: submitAny(side, sizing, instrument, price, &desk)
        case 4:
          var exit = ExitOrder(
            "X", from: ["E", "L", "S"].randomElement(using: &generator)!,
            instrument: instrument)
          exit.stop = level()
          exit.limit = level()
          exit.percent = Bool.random(using: &generator) ? 50 : nil
          desk.exit(exit)
        case 5:
          var exit = ExitOrder("T", instrument: instrument)
          exit.trailPoints = 100
          exit.trailOffset = 80
          desk.exit(exit)
        case 6: desk.close("E", percent: 50, instrument: instrument)
        case 7: desk.closeAll(instrument: instrument)
        case 8:
          desk.submit(
            Order(side, quantity: sizing, instrument: instrument),
            stopLoss: level(), takeProfit: level())
        default: Bool.random(using: &generator) ? desk.cancelAll() : desk.cancel("L")
        }
      }

      private mutating func submitAny(
        _ side: Side, _ sizing: Sizing, _ instrument: Int, _ price: Double, _ desk: inout Desk
      ) {
        let kinds: [OrderKind] = [
          .market, .limit, .stop, .stopLimit, .trailingStop, .marketOnOpen, .marketOnClose,
        ]
        let forces: [TimeInForce] = [
          .goodTillCancelled, .day, .immediateOrCancel, .fillOrKill,
          .goodTill(Timestamp(nanoseconds: 50 * Timestamp.nanosecondsPerDay)),
        ]
        let parent = desk.submit(
          Order(
            side, kinds.randomElement(using: &generator)!, quantity: sizing,
            instrument: instrument, limit: price * 0.99, stop: price * 1.01,
            trail: Trail(offset: price * 0.02),
            timeInForce: forces.randomElement(using: &generator)!,
            reduceOnly: Int.random(in: 0..<4, using: &generator) == 0,
            group: Bool.random(using: &generator) ? OrderGroup("G") : nil))
        desk.submit(
          Order(
            side.opposite, .limit, quantity: sizing, instrument: instrument, limit: price,
            parent: parent))
      }
    }
  }

  static func rules(_ generator: inout SeededGenerator) -> TradingRules {
    var rules = Bool.random(using: &generator) ? TradingRules() : TradingRules.tradingview
    rules.initialCapital = 100_000
    rules.pyramiding = Int.random(in: 1...4, using: &generator)
    rules.closeRule = Bool.random(using: &generator) ? .firstInFirstOut : .named
    rules.fillsAtClose = Int.random(in: 0..<4, using: &generator) == 0
    rules.fees = [FeeModel.none, .usEquities, .cryptoSpot].randomElement(using: &generator)!
    rules.margin = [MarginModel.cash, .unlimited, .regulationT, .script(long: 1, short: 1)]
      .randomElement(using: &generator)!
    rules.financing = FinancingModel(creditRate: 0.02, debitRate: 0.05, borrowRate: 0.03)
    return rules
  }

  @Test("the books balance after 50,000 events, and equity follows from the fills")
  func booksBalance() {
    let outcomes = parallelMap(count: 60, workers: Process.availableProcessors) {
      round in Self.outcome(seed: 77_000 + UInt64(round))
    }.compactMap { $0 }
    let failures = outcomes.compactMap(\.failure)
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    #if INTERNAL_CHECKS
    #expect(outcomes.reduce(0) { $0 + $1.checkedEvents } >= 50_000)
    #endif
  }

  /// One random run: how many events were checked, and what is wrong.
  static func outcome(seed: UInt64) -> (checkedEvents: Int, failure: String?) {
    var generator = SeededGenerator(seed: seed)
    let series = ["A", "B"].map { market(&generator, symbol: $0, count: 500) }
    let events = events(&generator, count: 500)
    let rules = rules(&generator)
    let input = ReplayInput(series: series, events: events)
    let expert = RandomExpert(seed: seed)
    guard let record = try? Replay.run(expert, over: input, rules: rules),
      let again = try? Replay.run(expert, over: input, rules: rules)
    else { return (0, "seed \(seed): the run failed") }
    if record.equity != again.equity || record.fills != again.fills {
      return (record.checkedEvents, "seed \(seed): two runs differ")
    }
    if record.fills.isEmpty || record.times.count != 500 {
      return (record.checkedEvents, "seed \(seed): nothing was traded")
    }
    let rebuilt = equity(of: record, series: series, events: events)
    let error = abs(rebuilt - record.finalEquity)
    let isExact = error <= 1e-9 * max(1e5, record.turnover)
    return (
      record.checkedEvents,
      isExact ? nil : "seed \(seed): equity is off by \(error)"
    )
  }

  /// Equity at the end from the fill list, the events and the books' interest, without the engine.
  static func equity(
    of record: RunRecord, series: [BarSeries], events: [CashFlowEvent]
  ) -> Double {
    var cash = record.rules.initialCapital
    var units = [0.0, 0.0]
    let ordered = events.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    var nextEvent = 0
    func applyEvents(until day: Int64) {
      while nextEvent < ordered.count,
        ordered[nextEvent].time.nanoseconds / Timestamp.nanosecondsPerDay <= day
      {
        let event = ordered[nextEvent]
        let bar = Int(event.time.nanoseconds / Timestamp.nanosecondsPerDay)
        switch event.kind {
        case .dividend: cash += units[0] * event.value
        case .split: units[0] *= event.value
        // Two events of one day would need the adjusted price; splits come with their own mark.
        default: cash -= units[0] * adjustedClose(bar - 1, before: nextEvent) * event.value
        }
        nextEvent += 1
      }
    }
    func adjustedClose(_ bar: Int, before index: Int) -> Double {
      var price = series[0].close[bar]
      for event in ordered[..<index]
      where event.kind == .split
        && event.time.nanoseconds / Timestamp.nanosecondsPerDay == Int64(bar + 1)
      {
        price /= event.value
      }
      return price
    }
    for fill in record.fills {
      applyEvents(until: fill.time.nanoseconds / Timestamp.nanosecondsPerDay)
      cash -= fill.side.sign * fill.quantity * fill.price + fill.fee
      units[fill.instrument] += fill.side.sign * fill.quantity
    }
    applyEvents(until: .max)
    cash -= record.ledger.balance(.interest) + record.ledger.balance(.borrow)
    return cash + units[0] * series[0].close.last! + units[1] * series[1].close.last!
  }
}
