import Analysis
import Market
import TestSupport
import Testing

@testable import Trading

@Suite struct TradeStatisticsTests {
  private func analysis(_ trades: TradeColumns) -> PerformanceAnalysis {
    PerformanceAnalysis(Sample.input([]), trades: trades)
  }

  @Test func `a short list gives what a person counts`() {
    let trades = tradeColumns(
      profits: [10, 20, 0, 5, -4, -6, -2, 30], bars: [1, 3, 9, 2, 4, 4, 7, 10],
      shortIndices: [1, 4, 7], fee: 2)
    let analysis = analysis(trades)
    let expected: [(MetricID, Double)] = [
      ("trades", 8), ("long-trades", 5), ("short-trades", 3), ("winning-trades", 4),
      ("losing-trades", 3), ("net-profit", 53), ("fees", 16), ("fee-share", 16 / 81),
      ("win-rate", 0.5), ("profit-factor", 65 / 12), ("payoff", 16.25 / 4),
      ("expectancy", 6.625), ("expectancy-per-risk", 6.625 / 4),
      ("average-win", 16.25), ("average-loss", -4), ("largest-win", 30), ("largest-loss", -6),
      ("average-bars", 5), ("average-bars-winners", 4), ("average-bars-losers", 5),
      ("max-consecutive-wins", 2), ("max-consecutive-losses", 3),
      // Each excursion is the win plus 1, or the loss plus 2, over an entry at 50.
      ("mfe", (65 + 8) / 8 / 50), ("mae", (12 + 16) / 8 / 50),
    ]
    var found = Mismatches()
    for (id, value) in expected { found.check(analysis, id, equals: value, relative: 1e-14) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `columns take over what the engine records`() {
    let trade = Trade(
      instrument: 3, direction: .short, quantity: 7, entryPrice: 20, exitPrice: 18,
      entryTime: Timestamp(seconds: 60), exitTime: Timestamp(seconds: 180), entryBar: 4,
      exitBar: 6, grossProfit: 14, fees: 1.5, favourable: 2.5, adverse: 0.5,
      entryOrder: OrderID(0), exitOrder: OrderID(1), entryName: 0, exitName: 0, exitComment: 0,
      certainty: .exact)
    let columns = TradeColumns([trade])
    var expected = TradeColumns()
    expected.direction = [.short]
    expected.quantity = [7]
    expected.entryPrice = [20]
    expected.exitPrice = [18]
    expected.entryTime = [60_000_000_000]
    expected.exitTime = [180_000_000_000]
    expected.netProfit = [12.5]
    expected.grossProfit = [14]
    expected.fees = [1.5]
    expected.barsHeld = [2]
    expected.maxFavourable = [2.5]
    expected.maxAdverse = [0.5]
    #expect(columns == expected && columns.count == 1)
  }

  @Test(arguments: [0, 1, 127, 128, 129, 700])
  func `columns of many trades keep their order`(count: Int) {
    var trades: [Trade] = []
    for number in 0..<count {
      let (size, time) = (Double(number), Int64(number))
      trades.append(
        Trade(
          instrument: 0, direction: number % 3 == 0 ? .short : .long, quantity: size + 1,
          entryPrice: 20, exitPrice: 18, entryTime: Timestamp(seconds: time),
          exitTime: Timestamp(seconds: 2 * time), entryBar: 0, exitBar: Int32(number),
          grossProfit: 3 * size, fees: 1, favourable: 2.5, adverse: size / 4,
          entryOrder: OrderID(0), exitOrder: OrderID(1), entryName: 0, exitName: 0,
          exitComment: 0, certainty: .exact))
    }
    let columns = TradeColumns(trades)
    #expect(columns.count == count && columns.direction == trades.map { $0.direction })
    #expect(columns.quantity == trades.map { $0.quantity })
    #expect(columns.exitTime == trades.map { $0.exitTime.nanoseconds })
    #expect(columns.barsHeld == trades.map { $0.exitBar - $0.entryBar })
    #expect(columns.netProfit == trades.map { $0.netProfit })
    #expect(columns.maxAdverse == trades.map { $0.adverse })
  }

  @Test func `what a list lacks is said`() {
    var found = Mismatches()
    let none = analysis(TradeColumns())
    found.check(none, "trades", equals: 0, relative: 0)
    found.check("none", none, "win-rate", lacks: .noTrades)
    let wins = analysis(tradeColumns(profits: [5, 5]))
    found.check("wins", wins, "profit-factor", lacks: .noLosingTrade)
    found.check("wins", wins, "kelly", lacks: .noLosingTrade)
    found.check("wins", wins, "sqn", lacks: .noVariation)
    let losses = analysis(tradeColumns(profits: [-5, -6]))
    found.check("losses", losses, "average-win", lacks: .noWinningTrade)
    found.check(losses, "profit-factor", equals: 0, relative: 0)
    found.check(losses, "kelly", equals: 0, relative: 0)
    let single = analysis(tradeColumns(profits: [3]))
    found.check("one", single, "sqn", lacks: .tooFewObservations(needed: 2))
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `Wilson intervals agree with scipy`() {
    // scipy 1.17.1: binomtest(k, n).proportion_ci(method='wilson').
    var found = Mismatches()
    for (successes, count, lower, upper) in [
      (4, 7, 0.2504583645276572, 0.8417801447485302), (0, 5, 0, 0.43448246478317476),
      (10, 10, 0.7224672001371109, 1), (1, 1, 0.20654931437723745, 1),
      (550, 1000, 0.5190327082257412, 0.5805846159257032),
    ] {
      let interval = WilsonInterval(successCount: successes, count: count)
      found.check("\(successes)/\(count)", interval.lower, equals: lower, relative: 1e-13)
      found.check("\(successes)/\(count)", interval.upper, equals: upper, relative: 1e-13)
    }
    #expect(found.isEmpty, "\(found)")
  }
}
