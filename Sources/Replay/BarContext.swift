/// The bar that orders meet, taken out of its columns once.
struct BarContext {
  var instrument: Int
  var index: Int
  var open: Double
  var high: Double
  var low: Double
  var close: Double
  /// Units traded; NaN when the source has none.
  var volume: Double
  var openTime: Int64
  var day: Int32
  var isFirstOfDay: Bool
  var isLastOfDay: Bool

  init(_ columns: BarColumns, instrument: Int, index: Int, usesVolume: Bool) {
    self.instrument = instrument
    self.index = index
    open = columns.open[index]
    high = columns.high[index]
    low = columns.low[index]
    close = columns.close[index]
    volume = usesVolume ? columns.volume?[index] ?? .nan : .nan
    openTime = columns.openTimes[index]
    day = columns.days[index]
    isFirstOfDay = index == 0 || columns.days[index - 1] != day
    // The session's calendar is known beforehand, so asking whether the day ends is no look-ahead.
    isLastOfDay = index + 1 == columns.count || columns.days[index + 1] != day
  }

  /// Whether the price reaches its low before its high on the assumed path.
  ///
  /// The nearer extreme to the open comes first; on a tie the low (SCRIPT 4.7).
  var isLowFirst: Bool { !(abs(high - open) < abs(open - low)) }
}
