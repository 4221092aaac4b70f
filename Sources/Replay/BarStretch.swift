import Kernels
import Market

/// The bars after one active bar up to the next, with all that a replay reads of them.
///
/// A replay that goes from active bar to active bar would wait for each of some ten columns. What
/// it reads stands here together, put there by who looks at the bars before it comes.
struct BarStretch {
  /// The bar whose open fills what was ordered at the active bar before.
  var first: BarContext
  /// The last bar, which is active unless the stretch ends with its block.
  var last: Int
  var lastClose: Double
  var lastCloseTime: Int64
  var lastDay: Int32
  /// How far prices go.
  var extremes: PriceExtremes

  /// The bars.
  var bars: Range<Int> { first.index..<last + 1 }

  /// Looks at the bars of a range of the only instrument, at least one.
  ///
  /// - Complexity: O(bars of the range).
  @inline(__always)
  init(_ bars: Range<Int>, of columns: BarColumns, usesVolume: Bool) {
    first = BarContext(columns, instrument: 0, index: bars.lowerBound, usesVolume: usesVolume)
    last = bars.upperBound - 1
    lastClose = columns.close[last]
    lastCloseTime = columns.closeTimes[last]
    lastDay = columns.days[last]
    extremes = PriceExtremes(bars, of: columns)
  }
}

/// How far prices go on neighbouring bars; NaN throughout where a price is missing.
///
/// The worth of a position moves one way with the price, rounding included, so that the extremes of
/// prices tell the extremes of equity to the bit.
struct PriceExtremes: Equatable {
  private(set) var high = -Double.infinity
  private(set) var low = Double.infinity
  private(set) var highestClose = -Double.infinity
  private(set) var lowestClose = Double.infinity

  /// Looks at the bars of a range.
  @inline(__always)
  init(_ bars: Range<Int>, of columns: BarColumns) {
    var place = bars.lowerBound
    var isWhole = true
    if bars.count >= 2 * FourLanes.count {
      isWhole = goByLanes(&place, to: bars.upperBound, columns)
    }
    while place < bars.upperBound {
      let (high, low, close) = (columns.high[place], columns.low[place], columns.close[place])
      isWhole = isWhole && low <= high && close == close
      self.high = max(self.high, high)
      self.low = min(self.low, low)
      highestClose = max(highestClose, close)
      lowestClose = min(lowestClose, close)
      place += 1
    }
    if !isWhole { (high, low, highestClose, lowestClose) = (.nan, .nan, .nan, .nan) }
  }

  /// Takes several bars at a time; tells whether all prices are there.
  @inline(__always)
  private mutating func goByLanes(_ place: inout Int, to end: Int, _ columns: BarColumns) -> Bool {
    var highs = FourLanes.Vector(repeating: high)
    var lows = FourLanes.Vector(repeating: low)
    var (highestCloses, lowestCloses) = (highs, lows)
    var whole = FourLanes.Bits(repeating: .max)
    while place + FourLanes.count <= end {
      let high = FourLanes.load(columns.high + place)
      let low = FourLanes.load(columns.low + place)
      let close = FourLanes.load(columns.close + place)
      whole &= FourLanes.bits(low .<= high) & FourLanes.bits(close .== close)
      highs = FourLanes.larger(highs, high)
      lows = FourLanes.smaller(lows, low)
      highestCloses = FourLanes.larger(highestCloses, close)
      lowestCloses = FourLanes.smaller(lowestCloses, close)
      place += FourLanes.count
    }
    for lane in 0..<FourLanes.count {
      high = max(high, highs[lane])
      low = min(low, lows[lane])
      highestClose = max(highestClose, highestCloses[lane])
      lowestClose = min(lowestClose, lowestCloses[lane])
    }
    return FourLanes.areClear(~whole)
  }
}
