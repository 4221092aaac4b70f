import Kernels
import Market
import Platform

/// Seeded random walks on a grid of cents, the same on every machine.
enum RandomMarket {
  /// One-minute bars, with 100 units traded in each or some thousand that vary.
  static func minutes(_ count: Int, volumeVaries: Bool = false) -> BarSeries {
    var stream = RandomStream(seed: 7, stream: 1, purpose: 9)
    var columns = Columns(count)
    var price = 1_000.0
    for _ in 0..<count {
      let close = max(cents(price + stream.nextNormal() * 0.5), 1)
      let high = max(price, close) + abs(stream.nextNormal()) * 0.2
      let low = min(price, close) - abs(stream.nextNormal()) * 0.2
      columns.append(price, cents(high), cents(max(low, 0.01)), close)
      columns.volume.append(
        volumeVaries ? (abs(stream.nextNormal()) * 1_000).rounded() + 1 : 100)
      price = close
    }
    let minute = 60 * Timestamp.nanosecondsPerSecond
    let start = 1_577_836_800 * Timestamp.nanosecondsPerSecond
    var times = [Int64](roomFor: count)
    for bar in 0..<count { times.append(start + Int64(bar) * minute) }
    return columns.series("BENCH", .minute, times: times)
  }

  /// Daily bars, one walk for each symbol.
  ///
  /// - Parameter volume: Units traded in each; nil for a source without volume.
  static func days(_ count: Int, symbol: Int, volume: Double? = nil) -> BarSeries {
    var stream = RandomStream(seed: 11, stream: UInt64(symbol), purpose: 12)
    var columns = Columns(count)
    var price = 50.0 + Double(symbol % 100)
    for _ in 0..<count {
      let close = max(cents(price * (1 + 0.0003 + 0.012 * stream.nextNormal())), 0.05)
      let high = max(price, close) + abs(stream.nextNormal()) * 0.2
      let low = max(min(price, close) - abs(stream.nextNormal()) * 0.2, 0.01)
      columns.append(price, cents(high), cents(low), close)
      price = close
    }
    if let volume { columns.volume = Array(repeating: volume, count: count) }
    let first: Int64 = 15_340
    return columns.series(
      "S\(10_000 + symbol)", .day,
      times: (0..<count).map { (first + Int64($0)) * Timestamp.nanosecondsPerDay })
  }

  /// The same bars, each so many seconds later.
  static func delayed(_ series: BarSeries, seconds: Int64) -> BarSeries {
    let delay = seconds * Timestamp.nanosecondsPerSecond
    return BarSeries(
      instrument: series.instrument, timeframe: series.timeframe,
      openTimes: series.openTimes.map { $0 + delay },
      closeTimes: series.closeTimes.map { $0 + delay }, days: series.days, open: series.open,
      high: series.high, low: series.low, close: series.close, volume: series.volume)
  }

  private static func cents(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Columns that grow bar by bar.
  private struct Columns {
    var open: [Double] = []
    var high: [Double] = []
    var low: [Double] = []
    var close: [Double] = []
    var volume: [Double] = []

    init(_ count: Int) {
      open = Array(roomFor: count)
      high = Array(roomFor: count)
      low = Array(roomFor: count)
      close = Array(roomFor: count)
    }

    mutating func append(_ open: Double, _ high: Double, _ low: Double, _ close: Double) {
      self.open.append(open)
      self.high.append(high)
      self.low.append(low)
      self.close.append(close)
    }

    func series(_ symbol: String, _ timeframe: Timeframe, times: [Int64]) -> BarSeries {
      BarSeries(
        instrument: Instrument(symbol: symbol), timeframe: timeframe, labels: BarLabels(times),
        open: open, high: high, low: low, close: close, volume: volume)
    }
  }
}
