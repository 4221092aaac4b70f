/// The bars of one instrument at one timeframe, as columns of equal length, oldest first.
///
/// A series is immutable and shared by reference, so that experts, indicators and reports read the
/// same memory. Bar `i` covers the instants from `openTimes[i]` to `closeTimes[i]` and is visible
/// from `closeTimes[i]` on.
public final class BarSeries: Sendable {
  /// What is traded.
  public let instrument: Instrument
  /// The interval of one bar.
  public let timeframe: Timeframe
  /// Open instants in nanoseconds since the epoch, strictly ascending.
  public let openTimes: [Int64]
  /// Close instants in nanoseconds since the epoch; `closeTimes[i] <= openTimes[i + 1]`.
  public let closeTimes: [Int64]
  /// Trading days: days since 1970-01-01 of the session day each bar belongs to, never descending.
  public let days: [Int32]
  /// Prices of the first trade of each bar.
  public let open: [Double]
  /// Highest prices.
  public let high: [Double]
  /// Lowest prices.
  public let low: [Double]
  /// Prices of the last trade of each bar.
  public let close: [Double]
  /// Units traded; empty when the source has no volume.
  public let volume: [Double]

  /// Number of bars.
  @inlinable
  public var count: Int { openTimes.count }

  /// Whether the source had a volume column.
  @inlinable
  public var hasVolume: Bool { !volume.isEmpty }

  /// Makes a series from columns of equal length; `volume` may be empty.
  public init(
    instrument: Instrument, timeframe: Timeframe, openTimes: [Int64], closeTimes: [Int64],
    days: [Int32], open: [Double], high: [Double], low: [Double], close: [Double],
    volume: [Double] = []
  ) {
    let count = openTimes.count
    precondition(
      closeTimes.count == count && days.count == count && open.count == count
        && high.count == count && low.count == count && close.count == count
        && (volume.isEmpty || volume.count == count),
      "the columns of a series have one length")
    self.instrument = instrument
    self.timeframe = timeframe
    self.openTimes = openTimes
    self.closeTimes = closeTimes
    self.days = days
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }
}

/// One bar of a series, for code that wants a value instead of columns.
public struct Bar: Sendable, Hashable {
  /// When the bar opens.
  public var openTime: Timestamp
  /// When the bar closes and becomes visible.
  public var closeTime: Timestamp
  /// Price of the first trade.
  public var open: Double
  /// Highest price.
  public var high: Double
  /// Lowest price.
  public var low: Double
  /// Price of the last trade.
  public var close: Double
  /// Units traded; nil when the source has no volume.
  public var volume: Double?

  /// Makes a bar.
  public init(
    openTime: Timestamp, closeTime: Timestamp, open: Double, high: Double, low: Double,
    close: Double, volume: Double? = nil
  ) {
    self.openTime = openTime
    self.closeTime = closeTime
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }
}

extension BarSeries {
  /// The bar at `index`, which must be in `0..<count`.
  public subscript(index: Int) -> Bar {
    Bar(
      openTime: Timestamp(nanoseconds: openTimes[index]),
      closeTime: Timestamp(nanoseconds: closeTimes[index]),
      open: open[index], high: high[index], low: low[index], close: close[index],
      volume: hasVolume ? volume[index] : nil)
  }
}
