import Kernels
import Trading

extension QuietState {
  /// Value of the position at a price; without one 0, whatever the price.
  @inline(__always)
  func value(at price: Double) -> Double { units == 0 ? 0 : units * price * pointValue }

  /// Equity at a price: the account's own arithmetic, so that the bits are the same.
  @inline(__always)
  func equity(at price: Double) -> Double { units == 0 ? cash : cash + value(at: price) }

  /// The same at several prices.
  @inline(__always)
  func value(at prices: FourLanes.Vector) -> FourLanes.Vector {
    typealias Lanes = FourLanes.Vector
    return units == 0 ? Lanes(repeating: 0) : Lanes(repeating: units) * prices * pointValue
  }

  /// Equity at several prices of which the values are known.
  @inline(__always)
  func equity(of values: FourLanes.Vector) -> FourLanes.Vector {
    let cash = FourLanes.Vector(repeating: cash)
    return units == 0 ? cash : cash + values
  }

  /// A value as a share of equity; summed up from 0 as the account does, which leaves no −0.
  @inline(__always)
  static func exposure(of value: Double, in equity: Double) -> Double { (0 + value) / equity }

  /// The same of several values.
  @inline(__always)
  static func exposure(
    of values: FourLanes.Vector, in equity: FourLanes.Vector
  ) -> FourLanes.Vector {
    (FourLanes.Vector(repeating: 0) + values) / equity
  }
}

/// A run of bars inside the band of a quiet account, and what the account saw on them.
struct QuietStretch {
  /// The first bar that is not quiet.
  private(set) var end: Int
  /// Largest equity at a close.
  private(set) var peak = -Double.infinity
  private(set) var high = -Double.infinity
  private(set) var low = Double.infinity

  /// The whole of a stretch, judged by its extremes; nil if not all of its bars are surely quiet.
  @inline(__always)
  init?(_ stretch: BarStretch, _ state: QuietState) {
    let extremes = stretch.extremes
    let atHighest = state.equity(at: extremes.highestClose)
    let atLowest = state.equity(at: extremes.lowestClose)
    guard atHighest > 0, atLowest > 0, extremes.low > 0, extremes.low > state.floor,
      extremes.high < state.ceiling
    else { return nil }
    end = stretch.last + 1
    peak = max(atHighest, atLowest)
    high = extremes.high
    low = extremes.low
  }

  /// Finds how far the bars stay inside the band and the account above nothing, and marks them.
  ///
  /// Ruin, a price of zero, and what an order waits for are for the reference path to judge.
  /// - Parameter marks: Where the marks of all the bars go; nil if none of them counts.
  @inline(__always)
  init(_ bars: Range<Int>, _ state: QuietState, _ columns: BarColumns, _ marks: MarkColumns?) {
    end = bars.lowerBound
    // A fill at the open may have closed the position and ruined the account.
    if state.units == 0, state.cash > 0, state.ceiling == .infinity, state.floor == -.infinity {
      end = bars.upperBound
      peak = state.cash
      marks?.set(bars, equity: state.cash, exposure: 0)
      return
    }
    if bars.count >= 2 * FourLanes.count { goByLanes(to: bars.upperBound, state, columns, marks) }
    while end < bars.upperBound {
      let (high, low) = (columns.high[end], columns.low[end])
      let value = state.value(at: columns.close[end])
      let equity = state.equity(at: columns.close[end])
      guard equity > 0, low > 0, high < state.ceiling, low > state.floor else { break }
      peak = max(peak, equity)
      self.high = max(self.high, high)
      self.low = min(self.low, low)
      marks?.set(end, equity: equity, exposure: QuietState.exposure(of: value, in: equity))
      end += 1
    }
  }

  /// Takes several bars at a time while all of them are quiet.
  ///
  /// A largest and a smallest number are the same whichever way the numbers are grouped.
  @inline(__always)
  private mutating func goByLanes(
    to last: Int, _ state: QuietState, _ columns: BarColumns, _ marks: MarkColumns?
  ) {
    typealias Lanes = FourLanes.Vector
    let width = FourLanes.count
    var (peaks, highs, lows) = (
      Lanes(repeating: peak), Lanes(repeating: high), Lanes(repeating: low)
    )
    // One bound does for both: the low is above 0 and above the floor.
    let floor = Lanes(repeating: max(0, state.floor))
    let ceiling = Lanes(repeating: state.ceiling)
    while end + width <= last {
      let high = FourLanes.load(columns.high + end)
      let low = FourLanes.load(columns.low + end)
      let close = FourLanes.load(columns.close + end)
      let value = state.value(at: close)
      let equity = state.equity(of: value)
      let isQuiet =
        FourLanes.bits(equity .> 0) & FourLanes.bits(low .> floor) & FourLanes.bits(high .< ceiling)
      guard FourLanes.areClear(~isQuiet) else { break }
      peaks = FourLanes.larger(peaks, equity)
      highs = FourLanes.larger(highs, high)
      lows = FourLanes.smaller(lows, low)
      marks?.set(end, equity: equity, exposure: QuietState.exposure(of: value, in: equity))
      end += width
    }
    for lane in 0..<width {
      peak = max(peak, peaks[lane])
      high = max(high, highs[lane])
      low = min(low, lows[lane])
    }
  }
}
