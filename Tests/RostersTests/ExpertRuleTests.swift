import Experts
import Market
import Replay
import TestSupport
import Testing
import Trading

/// What the experts' rules do, against fills worked out by hand and against plain loops.
@Suite struct ExpertRuleTests {
  typealias Prices = (open: Double, high: Double, low: Double, close: Double)

  /// A fill without what does not matter here.
  struct Deal: Hashable, CustomStringConvertible {
    var bar: Int
    var side: Side
    var price: Double
    var symbol = "A"
    var description: String { "\(side) \(symbol) \(price)@\(bar)" }
  }

  static func series(_ bars: [Prices], symbol: String = "A") -> BarSeries {
    let day: Int64 = 86_400_000_000_000
    let times = bars.indices.map { Int64($0) * day }
    return BarSeries(
      instrument: Instrument(symbol: symbol, tickSize: 0.125, lotStep: 1), timeframe: .day,
      openTimes: times, closeTimes: times.map { $0 + day }, days: bars.indices.map(Int32.init),
      open: bars.map(\.open), high: bars.map(\.high), low: bars.map(\.low),
      close: bars.map(\.close), volume: bars.map { _ in 1e9 })
  }

  /// Bars that open at the close before and reach one beyond the body on both sides.
  static func bars(closes: [Double]) -> [Prices] {
    closes.indices.map { index in
      let open = closes[max(0, index - 1)]
      let close = closes[index]
      return (open, max(open, close) + 1, min(open, close) - 1, close)
    }
  }

  /// A walk in eighths around 1024, so that its mirror image is exact.
  static func walk(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var price = 1024.0
    return (0..<count).map { _ in
      price += Double(Int.random(in: -40...40, using: &generator)) / 8
      price += ((1024 - price) / 8).rounded() / 8
      return price
    }
  }

  static func deals(
    _ name: String, _ settings: [(String, String)] = [], over all: [BarSeries]
  ) throws -> [Deal] {
    let expert = try ExpertCatalog.expert(named: name).expert(setting: settings)
    var rules = TradingRules.frictionless
    rules.initialCapital = 1_000_000
    let record = try Replay.run(expert, over: ReplayInput(series: all), rules: rules)
    return record.fills.map {
      Deal(
        bar: Int($0.bar), side: $0.side, price: $0.price,
        symbol: all[$0.instrument].instrument.symbol)
    }
  }

  @Test(
    "constant exposures trade once or never",
    arguments: [
      ("always-long", Deal(bar: 1, side: .buy, price: 100)),
      ("always-short", Deal(bar: 1, side: .sell, price: 100)), ("always-out", nil),
    ])
  func exposures(name: String, deal: Deal?) throws {
    let bars = Self.bars(closes: [100, 101, 102, 99, 98])
    #expect(try Self.deals(name, over: [Self.series(bars)]) == [deal].compactMap { $0 })
  }

  @Test("the channel breakout enters beyond 20 highs and leaves below 10 lows")
  func turtle() throws {
    let flat = [Double](repeating: 100, count: 30)
    let rise = (0...10).map { 102 + Double($0) }
    let closes = flat + rise + [100.5, 100.5]
    // Flat bars reach 101: bar 30 closes at 102 beyond them. The lows of bars 31 to 40 begin at
    // 101: bar 41 closes below at 100.5, which is above the stop of two ranges.
    let deals = try Self.deals(
      "turtle", [("layers", "1")], over: [Self.series(Self.bars(closes: closes))])
    #expect(
      deals == [
        Deal(bar: 31, side: .buy, price: 102), Deal(bar: 42, side: .sell, price: 100.5),
      ])
  }

  @Test(
    "the mirror image of a market gives the mirror image of the trades",
    arguments: ["turtle", "atr-breakout"], [1, 2, 3] as [UInt64])
  func mirror(name: String, seed: UInt64) throws {
    let closes = Self.walk(600, seed: seed)
    let there = try Self.deals(
      name, [("layers", "1")], over: [Self.series(Self.bars(closes: closes))])
    let back = try Self.deals(
      name, [("layers", "1")], over: [Self.series(Self.bars(closes: closes.map { 2048 - $0 }))])
    let mirrored = there.map {
      Deal(bar: $0.bar, side: $0.side == .buy ? .sell : .buy, price: 2048 - $0.price)
    }
    #expect(there.count >= 10 && back == mirrored, "seed \(seed)")
  }

  @Test("without its short side an expert never holds less than nothing")
  func longOnly() throws {
    let series = Self.series(Self.bars(closes: Self.walk(600, seed: 4)))
    let deals = try Self.deals("atr-breakout", [("layers", "1"), ("short", "no")], over: [series])
    #expect(deals.count >= 6)
    #expect(deals.indices.allSatisfy { deals[$0].side == ($0 % 2 == 0 ? .buy : .sell) })
  }

  @Test("KDJ against a plain loop over the closes", arguments: [5, 6, 7] as [UInt64])
  func kdj(seed: UInt64) throws {
    let bars = Self.bars(closes: Self.walk(500, seed: seed))
    let deals = try Self.deals(
      "kdj-reversal", [("layers", "1"), ("stop", "100")], over: [Self.series(bars)])
    #expect(deals.count >= 10 && deals == Self.plainKDJ(bars), "seed \(seed)")
  }

  /// The rule of `StochasticReversal` with one layer and no stop, written out once more.
  static func plainKDJ(_ bars: [Prices]) -> [Deal] {
    var k = [50.0]
    var d = [50.0]
    var deals: [Deal] = []
    var side = 0.0
    var entry = 0.0
    for index in 23..<bars.count - 1 {
      let window = bars[index - 8...index]
      let (high, low) = (window.map(\.high).max() ?? 0, window.map(\.low).min() ?? 0)
      k.append((2 * k[k.count - 1] + 100 * (bars[index].close - low) / (high - low)) / 3)
      d.append((2 * d[d.count - 1] + k[k.count - 1]) / 3)
      let now = k.count - 1
      let j = 3 * k[now] - 2 * d[now]
      let turn = j - (3 * k[now - 1] - 2 * d[now - 1])
      let up = k[now] > d[now] && k[now - 1] <= d[now - 1]
      let down = k[now] < d[now] && k[now - 1] >= d[now - 1]
      let next = bars[index + 1].open
      if side == 0 {
        if (j < 10 || k[now] < 20) && turn > 0 {
          side = 1
        } else if j > 90 && k[now] > 80 && (down || turn < 0) {
          side = -1
        }
        guard side != 0 else { continue }
        entry = next
        deals.append(Deal(bar: index + 1, side: side > 0 ? .buy : .sell, price: next))
        continue
      }
      let (seenK, seenJ) = side > 0 ? (k[now], j) : (100 - k[now], 100 - j)
      let profit = side * (bars[index].close / entry - 1)
      if ((side > 0 ? down : up) && seenK > 70) || (seenJ > 80 && side * turn < -10)
        || (profit > 0.08 && (seenJ > 70 || seenK > 70))
      {
        deals.append(Deal(bar: index + 1, side: side > 0 ? .sell : .buy, price: next))
        side = 0
      }
    }
    return deals
  }

  @Test("relative momentum holds last year's strongest and leaves out the latest bars")
  func momentum() throws {
    // 1970: bar 31 is the 1st of February, bar 59 the 1st of March. `late` jumps inside the two
    // bars that are left out; `early` rises in January, `next` from the 10th of February on.
    let late = (0..<70).map { $0 < 30 ? 100.0 : 150 }
    let early = (0..<70).map { 100 + Double(min($0, 31)) }
    let next = (0..<70).map { 100 + 2 * Double(max($0 - 40, 0)) }
    let all = [("late", late), ("early", early), ("next", next)].map {
      Self.series(Self.bars(closes: $0.1), symbol: $0.0)
    }
    let deals = try Self.deals(
      "relative-momentum", [("count", "1"), ("lookback", "10"), ("skip", "2")], over: all)
    #expect(
      deals == [
        Deal(bar: 32, side: .buy, price: 131, symbol: "early"),
        Deal(bar: 60, side: .sell, price: 131, symbol: "early"),
        Deal(bar: 60, side: .buy, price: 138, symbol: "next"),
      ])
  }
}
