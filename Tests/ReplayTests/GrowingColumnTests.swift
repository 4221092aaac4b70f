import Indicators
import Market
import TestSupport
import Testing
import Trading

@testable import Replay

/// Columns that a second thread computes while bars are replayed, and marks that it writes, against
/// what one thread does.
@Suite struct GrowingColumnTests {
  /// Buys and sells where a price meets bands and a strength its middle, told by single values.
  struct Bands: ColumnExpert {
    var requirements: Requirements {
      Requirements(
        columns: [
          .init(IndicatorRequest("bb", parameters: [20, 2], output: 1)),
          .init(IndicatorRequest("bb", parameters: [20, 2], output: 2)),
          .init(.rsi(14)), .init(.sma(.hl2, 1)),
        ], warmUp: 21)
    }
    func makeSession() -> any ExpertSession { Session() }
    func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
      bars.filter { bar in
        let price = columns[3, bar]
        return price > columns[0, bar] || price < columns[1, bar]
          || abs(columns[2, bar] - 50) < 1
      }
    }

    struct Session: ExpertSession {
      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        let price = view.column(3)
        if price < view.column(1) {
          desk.enter("low", .long, quantity: .units(1))
        } else if price > view.column(0) {
          desk.enter("high", .short, quantity: .units(1))
        } else if abs(view.column(2) - 50) < 1 {
          desk.closeAll()
        }
      }
    }
  }

  /// Turns at the crossings of two averages.
  struct Cross: ColumnExpert {
    var fast: Int
    var slow: Int
    var requirements: Requirements {
      Requirements(columns: [.init(.ema(fast)), .init(.sma(slow))], warmUp: slow)
    }
    func makeSession() -> any ExpertSession { Session() }
    func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
      columns.crossings(0, 1, in: bars)
    }

    struct Session: ExpertSession {
      mutating func barClosed(
        _ view: borrowing MarketView, _ desk: inout Desk
      ) throws(ExpertFailure) {
        if view.crossedAbove(0, 1) {
          desk.enter("up", .long, quantity: .units(1))
        } else if view.crossedBelow(0, 1) {
          desk.enter("down", .short, quantity: .units(1))
        }
      }
    }
  }

  static let experts: [(name: String, expert: any Expert)] = [
    ("cross", Cross(fast: 5, slow: 20)), ("slow cross", Cross(fast: 3, slow: 400)),
    ("bands", Bands()),
  ]

  private static func series(_ seed: UInt64, count: Int) -> BarSeries {
    var generator = SeededGenerator(seed: seed)
    return RandomMarketTests.market(&generator, symbol: "A", count: count)
  }

  @Test(arguments: [UInt64(1), 2]) func `growing columns change no bit`(seed: UInt64) throws {
    var found = Mismatches()
    // The second ends within a block, and the first with one.
    let count = seed == 1 ? 9 * 4_096 : Replay.barsForHelper + 7
    let series = Self.series(seed, count: count)
    for (name, expert) in Self.experts {
      let input = ReplayInput(series: [series], tradesFrom: series.closeTimes[50])
      let caches = (one: ColumnCache(), two: ColumnCache())
      let one = try Replay.run(expert, over: input, rules: .strictUnits, cache: caches.one)
      let two = try Replay.run(
        expert, over: input, rules: .strictUnits, cache: caches.two, workers: 2)
      let label = "seed \(seed), \(name)"
      found.check(label + " path", two.path, equals: .columns)
      found.require(two.fills.count > 100, label + " trades")
      found.check(label, DifferentialCase.difference(one, two), equals: nil)
      // What has grown is left to others, to the bit of what is computed whole.
      let known = caches.two.count
      for column in expert.requirements.columns {
        found.check(
          label + " column", try caches.two.column(column.indicator, of: series),
          equals: try caches.one.column(column.indicator, of: series), relative: 0)
      }
      found.check(label + " computations", caches.two.count, equals: known)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `a run that ends early ends the growth and keeps no half column`() throws {
    struct Stopping: ColumnExpert {
      var requirements: Requirements { Requirements(columns: [.init(.sma(9))], warmUp: 9) }
      func makeSession() -> any ExpertSession { Session() }
      func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
        Array(bars)
      }
      struct Session: ExpertSession {
        mutating func barClosed(
          _ view: borrowing MarketView, _ desk: inout Desk
        ) throws(ExpertFailure) {
          if view.barIndex() == 100 { throw ExpertFailure("enough") }
        }
      }
    }
    let series = Self.series(3, count: 100_000)
    let cache = ColumnCache()
    let record = try Replay.run(
      Stopping(), over: ReplayInput(series: [series]), rules: .strictUnits, cache: cache,
      workers: 2)
    #expect(record.failure == "enough" && record.equity.count == 100)
    let column = try cache.column(.sma(9), of: series)
    let whole = try ColumnCache().column(.sma(9), of: series)
    #expect(column.map(\.bitPattern) == whole.map(\.bitPattern))
  }
}
