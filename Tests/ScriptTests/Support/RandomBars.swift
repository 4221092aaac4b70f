import Market
import TestSupport

/// Prices made at random.
enum RandomBars {
  /// A random walk of quarters of an hour, with jumps, ties and bars without volume.
  static func series(_ count: Int, _ random: inout SeededGenerator) -> BarSeries {
    var price = 100.0
    var columns: [[Double]] = [[], [], [], [], []]
    func cents(_ value: Double) -> Double { max(1, (value * 100).rounded() / 100) }
    for _ in 0..<count {
      let jumps = random.next() % 12 == 0
      let open = jumps ? cents(price + Double.random(in: -3...3, using: &random)) : price
      let isTie = random.next() % 15 == 0
      let close = isTie ? open : cents(open + Double.random(in: -1.2...1.2, using: &random))
      let reach = isTie ? 0 : Double.random(in: 0...0.6, using: &random)
      columns[0].append(open)
      columns[1].append(cents(max(open, close) + reach))
      columns[2].append(min(open, close, cents(min(open, close) - reach * 0.7)))
      columns[3].append(close)
      columns[4].append(random.next() % 20 == 0 ? 0 : Double(random.next() % 5_000))
      price = close
    }
    let step = 15 * 60 * Timestamp.nanosecondsPerSecond
    let start: Int64 = 1_704_067_200_000_000_000
    return BarSeries(
      instrument: Instrument(symbol: "X", tickSize: 0.01),
      timeframe: Timeframe(15, .minute),
      labels: BarLabels((0..<count).map { start + Int64($0) * step }),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3], volume: columns[4])
  }

  /// The same from a seed alone.
  static func series(_ count: Int, seed: UInt64) -> BarSeries {
    var random = SeededGenerator(seed: seed)
    return series(count, &random)
  }
}
