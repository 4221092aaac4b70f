import Indicators
import Market
import TestSupport
import Testing

@testable import Trading

/// The crossings of two columns, four bars at a time, against the definition bar by bar.
@Suite struct CrossingTests {
  @Test func `crossings are the bars at which a side changes`() {
    var generator = SeededGenerator(seed: 21)
    let numbers: [Double] = [1, 1, 2, 2, 3, .nan]
    var found = Mismatches()
    var crossingCount = 0
    for round in 0..<600 {
      let count = Int.random(in: 1...40, using: &generator)
      // Long runs on one side, and short ones with ties and gaps.
      let choices = round % 2 == 0 ? numbers : [1, 1, 1, 1, 1, 1, 1, 3]
      func column() -> [Double] {
        (0..<count).map { _ in choices.randomElement(using: &generator) ?? 0 }
      }
      let (one, other) = (column(), column())
      let firstBar = Int.random(in: 0..<count, using: &generator)
      let start = Int.random(in: 0...count, using: &generator)
      let end = Int.random(in: start...count, using: &generator)
      var columns = RunColumns(
        ViewColumns(
          series: [Self.series(count)], columns: [one, other], columnSeries: [0, 0]),
        firstBar: firstBar)
      columns.show(to: count)
      func side(_ bar: Int) -> Int {
        one[bar] > other[bar] ? 1 : one[bar] < other[bar] ? -1 : 0
      }
      let expected = (start..<end).filter { $0 >= max(1, firstBar) && side($0) != side($0 - 1) }
      crossingCount += expected.count
      found.check(
        "round \(round), bars \(start)..<\(end)", columns.crossings(0, 1, in: start..<end),
        equals: expected)
    }
    #expect(found.isEmpty, "\(found)")
    #expect(crossingCount > 500)
  }

  private static func series(_ count: Int) -> BarSeries {
    let times = (0..<count).map { Int64($0) * 60_000_000_000 }
    let prices = [Double](repeating: 1, count: count)
    return BarSeries(
      instrument: Instrument(symbol: "A"), timeframe: .minute, openTimes: times,
      closeTimes: times.map { $0 + 60_000_000_000 }, days: [Int32](repeating: 0, count: count),
      open: prices, high: prices, low: prices, close: prices)
  }
}
