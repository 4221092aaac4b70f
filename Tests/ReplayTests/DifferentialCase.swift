import Market
import Synchronization
import TestSupport
import Trading

@testable import Replay

/// Random markets, rules and experts that two paths must replay to the same bits.
enum DifferentialCase {
  /// Makes a case from its seed.
  ///
  /// - Parameters:
  ///   - isWide: Whether it may have what came to be tried later; older seeds are without.
  ///   - isActive: Whether the expert acts at a bar; one in seven unless given.
  static func make(
    seed: UInt64, isWide: Bool, count: Int = 60,
    isActive: (Int, inout SeededGenerator) -> Bool = { _, generator in
      Int.random(in: 0..<7, using: &generator) == 0
    }
  ) -> (input: ReplayInput, rules: TradingRules, expert: SparseExpert) {
    var generator = SeededGenerator(seed: seed)
    var series = RandomMarketTests.market(&generator, symbol: "A", count: count)
    var bars: [Int] = []
    for bar in 0..<count where isActive(bar, &generator) { bars.append(bar) }
    var rules = RandomMarketTests.rules(&generator)
    // One in ten keeps what needs every bar, to see that it takes the reference path.
    if Int.random(in: 0..<10, using: &generator) > 0 { rules.financing = .none }
    let hasEvents = Int.random(in: 0..<4, using: &generator) == 0
    let events = hasEvents ? RandomMarketTests.events(&generator, count: min(count, 60)) : []
    var expert = SparseExpert(seed: seed, bars: bars, isWide: isWide)
    guard isWide else { return (ReplayInput(series: [series], events: events), rules, expert) }
    var more = SeededGenerator(seed: ~seed)
    widen(&rules, &more)
    series = traded(
      as: Instrument(
        symbol: "A", tickSize: [0.01, 0.01, 0.25].randomElement(using: &more)!,
        lotStep: [1, 1, 1, 0.001].randomElement(using: &more)!,
        pointValue: [1, 1, 1, 50].randomElement(using: &more)!), series)
    if chance(3, &more) { expert.warmUp = Int.random(in: 1...20, using: &more) }
    let tradesFrom =
      chance(3, &more) ? series.openTimes[Int.random(in: 0..<30, using: &more)] : .min
    return (
      ReplayInput(series: [series], events: events, tradesFrom: tradesFrom), rules, expert
    )
  }

  private static func traded(as instrument: Instrument, _ series: BarSeries) -> BarSeries {
    BarSeries(
      instrument: instrument, timeframe: series.timeframe, openTimes: series.openTimes,
      closeTimes: series.closeTimes, days: series.days, open: series.open, high: series.high,
      low: series.low, close: series.close, volume: series.volume)
  }

  private static func chance(_ bound: Int, _ generator: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<bound, using: &generator) == 0
  }

  /// Changes what sizes, costs, margin and limits of strategies may be.
  private static func widen(_ rules: inout TradingRules, _ generator: inout SeededGenerator) {
    if chance(3, &generator) {
      rules.sizing = [
        .units(3), .units(0.5), .cash(2_000), .equityPercent(10), .equityPercent(250),
      ].randomElement(using: &generator)!
    }
    if chance(3, &generator) {
      rules.slippage = SlippageModel(
        ticks: Double(Int.random(in: 0...3, using: &generator)),
        basisPoints: Double(Int.random(in: 0...20, using: &generator)),
        volumeShareCoefficient: chance(2, &generator) ? 0.1 : 0)
    }
    if chance(4, &generator) {
      rules.fees = [
        FeeModel.perpetual, FeeModel(perOrder: 2.5), FeeModel(rate: 0.002, makerRate: -0.0005),
        FeeModel(
          rate: 0.001,
          tiers: [.init(threshold: 50_000, takerRate: 0.0004, makerRate: 0.0001)]),
      ].randomElement(using: &generator)!
    }
    if chance(4, &generator) {
      rules.margin = [.leverage(3), .leverage(20), .script(long: 0.2, short: 0.5)]
        .randomElement(using: &generator)!
    }
    if chance(4, &generator) { rules.fills.assumption = .optimistic }
    if chance(4, &generator) {
      rules.fills.limitThroughTicks = Double(Int.random(in: 0...3, using: &generator))
    }
    if chance(4, &generator) {
      rules.fills.participation = [0.001, 0.5].randomElement(using: &generator)!
    }
    if chance(8, &generator) {
      rules.risk.allowedDirection = chance(2, &generator) ? .long : .short
    }
    if chance(8, &generator) { rules.risk.maximumPosition = 25 }
    if chance(8, &generator) { rules.initialCapital = 3_000 }
  }

  /// What two records differ in, to the bit; nil if they do not.
  static func difference(_ one: RunRecord, _ other: RunRecord) -> String? {
    func differ(_ column: KeyPath<RunRecord, [Double]>) -> Bool {
      one[keyPath: column].map(\.bitPattern) != other[keyPath: column].map(\.bitPattern)
    }
    if one.failure != other.failure { return "failure" }
    if differ(\.equity) { return "equity" }
    if one.fills != other.fills || bits(one.fills) != bits(other.fills) { return "fills" }
    if one.trades != other.trades || bits(one.trades) != bits(other.trades) { return "trades" }
    if one.rejections != other.rejections
      || one.rejections.map(\.quantity.bitPattern) != other.rejections.map(\.quantity.bitPattern)
    {
      return "rejections"
    }
    if differ(\.exposure) { return "exposure" }
    if one.times != other.times || one.days != other.days { return "times" }
    if one.openLots != other.openLots || one.ledger != other.ledger || differ(\.lastPrices) {
      return "books"
    }
    if one.names != other.names || one.orderCount != other.orderCount { return "names" }
    if one.turnover.bitPattern != other.turnover.bitPattern
      || one.slippageCost.bitPattern != other.slippageCost.bitPattern
      || one.unprovedTargets != other.unprovedTargets
      || one.trailsOpenToPath != other.trailsOpenToPath || one.isRuined != other.isRuined
    {
      return "totals"
    }
    return nil
  }

  private static func bits(_ fills: [Fill]) -> [UInt64] {
    fills.flatMap { [$0.quantity, $0.price, $0.fee, $0.slippageCost].map(\.bitPattern) }
  }

  private static func bits(_ trades: [Trade]) -> [UInt64] {
    trades.flatMap { trade in
      [
        trade.quantity, trade.entryPrice, trade.exitPrice, trade.grossProfit, trade.fees,
        trade.favourable, trade.adverse,
      ].map(\.bitPattern)
    }
  }

  /// How many entries were open at a time, at most.
  static func layers(_ record: RunRecord) -> Int {
    var most = 0
    for trade in record.trades {
      let beside = record.trades.filter {
        $0.entryBar <= trade.entryBar && $0.exitBar > trade.entryBar
      }
      most = max(most, Set(beside.map(\.entryOrder)).count)
    }
    return most
  }
}

/// The ways in which orders were given in a run, by the orders' numbers.
final class AskedRequests: Sendable {
  private let found = Mutex<
    (all: Set<SparseExpert.Request>, of: [Int32: Set<SparseExpert.Request>])
  >(
    ([], [:]))

  func note(_ requests: [SparseExpert.Request], of orders: Range<Int32>) {
    found.withLock { found in
      found.all.formUnion(requests)
      for order in orders { found.of[order, default: []].formUnion(requests) }
    }
  }

  var requests: Set<SparseExpert.Request> { found.withLock(\.all) }

  /// The ways of the orders that filled.
  func filled(_ fills: [Fill]) -> Set<SparseExpert.Request> {
    found.withLock { found in
      fills.reduce(into: []) { $0.formUnion(found.of[$1.order.number] ?? []) }
    }
  }
}
