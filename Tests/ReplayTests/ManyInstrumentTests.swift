import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// Instruments that share an account and nothing else trade as if each were alone.
@Suite struct ManyInstrumentTests {
  /// Trades one instrument with orders that follow from its own bars only; stays with it wherever
  /// it stands among others.
  private struct LoneExpert: Expert {
    let seeds: [UInt64]
    var requirements: Requirements { Requirements(warmUp: 0) }

    func makeSession() -> any ExpertSession {
      Session(generators: seeds.map { SeededGenerator(seed: $0) })
    }

    private struct Session: ExpertSession {
      var generators: [SeededGenerator]

      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        for index in 0..<view.instrumentCount where view.closedNow(index) {
          act(index, view.close(series: index), &desk)
        }
      }

      mutating func act(_ index: Int, _ price: Double, _ desk: inout Desk) {
        func level() -> Double {
          price * Double.random(in: 0.97...1.03, using: &generators[index])
        }
        let units = Sizing.units(Double(Int.random(in: 1...20, using: &generators[index])))
        let side = Side.allCases.randomElement(using: &generators[index]) ?? .buy
        let direction = Direction.allCases.randomElement(using: &generators[index]) ?? .long
        // Names belong to the account, so each instrument has its own.
        let name = "\(index)"
        switch Int.random(in: 0..<9, using: &generators[index]) {
        case 0: desk.enter("E" + name, direction, quantity: units, instrument: index)
        case 1:
          desk.enter("L" + name, direction, quantity: units, instrument: index, limit: level())
        case 2:
          desk.enter("S" + name, direction, quantity: units, instrument: index, stop: level())
        case 3:
          var exit = ExitOrder("X" + name, from: "E" + name, instrument: index)
          exit.stop = level()
          exit.limit = level()
          desk.exit(exit)
        case 4:
          var exit = ExitOrder("T" + name, instrument: index)
          exit.trailPoints = 50
          exit.trailOffset = 80
          desk.exit(exit)
        case 5:
          desk.submit(
            Order(
              side, .trailingStop, quantity: units, instrument: index,
              trail: Trail(offset: price * 0.02), timeInForce: .day))
        case 6:
          desk.submit(
            Order(
              side, .marketOnClose, quantity: units, instrument: index,
              timeInForce: .immediateOrCancel))
        case 7: desk.closeAll(instrument: index)
        default: desk.cancel("L" + name)
        }
      }
    }
  }

  private static func rules(_ generator: inout SeededGenerator) -> TradingRules {
    var rules = Bool.random(using: &generator) ? TradingRules() : TradingRules.tradingview
    rules.initialCapital = 1e9
    rules.pyramiding = Int.random(in: 1...3, using: &generator)
    rules.closeRule = Bool.random(using: &generator) ? .firstInFirstOut : .named
    rules.fillsAtClose = Int.random(in: 0..<4, using: &generator) == 0
    rules.fees = FeeModel(rate: 0.001)
    rules.margin = .unlimited
    return rules
  }

  /// A series without some of its bars, at its own hour of the day.
  private static func series(_ generator: inout SeededGenerator, symbol: Int) -> BarSeries {
    let whole = RandomMarketTests.market(&generator, symbol: "S\(symbol)", count: 120)
    let isKept = (0..<whole.count).map { _ in Int.random(in: 0..<5, using: &generator) > 0 }
    let kept = (0..<whole.count).filter { isKept[$0] }
    let delay = Int64.random(in: 0...2, using: &generator) * 3_600 * 1_000_000_000
    func pick<Value>(_ column: [Value]) -> [Value] { kept.map { column[$0] } }
    return BarSeries(
      instrument: whole.instrument, timeframe: whole.timeframe,
      openTimes: pick(whole.openTimes).map { $0 + delay },
      closeTimes: pick(whole.closeTimes).map { $0 + delay }, days: pick(whole.days),
      open: pick(whole.open), high: pick(whole.high), low: pick(whole.low),
      close: pick(whole.close), volume: pick(whole.volume))
  }

  @Test("60 random accounts over 2 to 8 instruments fill each as an account of its own does")
  func aloneAndTogether() throws {
    var generator = SeededGenerator.fromEnvironment(or: 60_601)
    var fillCount = 0
    for round in 0..<60 {
      let count = Int.random(in: 2...8, using: &generator)
      let series = (0..<count).map { Self.series(&generator, symbol: $0) }
      let seeds = series.map { _ in generator.next() }
      let rules = Self.rules(&generator)
      let together = try Replay.run(
        LoneExpert(seeds: seeds), over: ReplayInput(series: series), rules: rules)
      for index in series.indices {
        let alone = try Replay.run(
          LoneExpert(seeds: [seeds[index]]), over: ReplayInput(series: [series[index]]),
          rules: rules)
        let mine = together.fills.filter { $0.instrument == index }
        fillCount += mine.count
        let isSame = mine.map(Self.bits) == alone.fills.map(Self.bits)
        #expect(isSame, "seed \(generator.seed), round \(round), instrument \(index)")
      }
    }
    #expect(fillCount > 5_000)
  }

  /// What a fill is, apart from the numbers that its account gave it.
  private static func bits(_ fill: Fill) -> [UInt64] {
    [
      fill.price.bitPattern, fill.quantity.bitPattern, fill.fee.bitPattern,
      UInt64(bitPattern: fill.time.nanoseconds), UInt64(fill.bar), UInt64(fill.rule.rawValue),
    ]
  }
}
