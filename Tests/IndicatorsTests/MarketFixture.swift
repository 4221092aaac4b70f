import Market
import TestSupport

/// Random bars for the contract tests.
enum MarketFixture {
  /// A random walk in steps of a hundredth, so that equal prices happen.
  static func bars(count: Int, random: inout SeededGenerator) -> BarSeries {
    var open: [Double] = []
    var high: [Double] = []
    var low: [Double] = []
    var close: [Double] = []
    var price = 10_000.0
    for _ in 0..<count {
      let start = price + (random.unit() * 11).rounded(.down) - 5
      price = start + (random.unit() * 41).rounded(.down) - 20
      open.append(start / 100)
      close.append(price / 100)
      high.append((max(start, price) + (random.unit() * 9).rounded(.down)) / 100)
      low.append((min(start, price) - (random.unit() * 9).rounded(.down)) / 100)
    }
    return bars(open: open, high: high, low: low, close: close)
  }

  static func bars(
    open: [Double], high: [Double], low: [Double], close: [Double]
  ) -> BarSeries {
    BarSeries(
      instrument: Instrument(symbol: "TEST"), timeframe: .day,
      openTimes: open.indices.map { Int64($0) * Timestamp.nanosecondsPerDay },
      closeTimes: open.indices.map { Int64($0 + 1) * Timestamp.nanosecondsPerDay },
      days: open.indices.map { Int32($0 / 4) }, open: open, high: high, low: low, close: close,
      volume: open.indices.map { Double(1000 + $0 * 37 % 500) })
  }

  /// The bars with every price changed.
  static func map(_ series: BarSeries, _ change: (Double) -> Double) -> BarSeries {
    bars(
      open: series.open.map(change), high: series.high.map(change), low: series.low.map(change),
      close: series.close.map(change))
  }

  /// The bars with all prices of some bars replaced.
  static func replacing(_ series: BarSeries, _ bars: Range<Int>, with value: Double) -> BarSeries {
    func change(_ column: [Double]) -> [Double] {
      var column = column
      for bar in bars { column[bar] = value }
      return column
    }
    return self.bars(
      open: change(series.open), high: change(series.high), low: change(series.low),
      close: change(series.close))
  }
}
