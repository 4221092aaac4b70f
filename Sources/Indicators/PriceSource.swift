public import Formats
import Kernels
public import Market

/// A column of bars that an indicator can read.
public enum PriceSource: String, Sendable, Hashable, CaseIterable {
  /// The first price of each bar.
  case open
  /// The highest price.
  case high
  /// The lowest price.
  case low
  /// The last price.
  case close
  /// Units traded.
  case volume
  /// The middle of the bar: (high + low) / 2.
  case hl2
  /// The typical price: (high + low + close) / 3.
  case hlc3
  /// The mean of the four prices.
  case ohlc4
  /// The mean with the close counted twice: (high + low + close + close) / 4.
  case hlcc4

  /// The column of a series.
  ///
  /// - Throws: An error if the column is `volume` and the series has none.
  /// - Complexity: O(1) for the stored columns, O(*n*) for means.
  public func column(of series: BarSeries) throws(LocatedError) -> [Double] {
    let (open, high, low, close) = (series.open, series.high, series.low, series.close)
    var output: [Double] = []
    switch self {
    case .open: return series.open
    case .high: return series.high
    case .low: return series.low
    case .close: return series.close
    case .volume:
      guard series.hasVolume else {
        throw LocatedError(
          .data, "the bars of '\(series.instrument.symbol)' have no volume",
          hint: "use a file with a volume column, or another source")
      }
      return series.volume
    case .hl2, .hlc3, .ohlc4, .hlcc4:
      output = [Double](repeating: 0, count: series.count)
    }
    var target = output.mutableSpan
    switch self {
    case .hl2: Elementwise.mean(high.span, low.span, into: &target)
    case .hlc3: Elementwise.mean(high.span, low.span, close.span, into: &target)
    case .ohlc4: Elementwise.mean(open.span, high.span, low.span, close.span, into: &target)
    default: Elementwise.mean(high.span, low.span, close.span, close.span, into: &target)
    }
    return output
  }
}

extension PriceSource {
  /// The value on one bar, to the bit that of the column; NaN for a volume that is not there.
  func value(of series: BarSeries, at bar: Int) -> Double {
    let (high, low, close) = (series.high[bar], series.low[bar], series.close[bar])
    return switch self {
    case .open: series.open[bar]
    case .high: high
    case .low: low
    case .close: close
    case .volume: series.hasVolume ? series.volume[bar] : .nan
    case .hl2: (high + low) / 2
    case .hlc3: (high + low + close) / 3
    case .ohlc4: (series.open[bar] + high + low + close) / 4
    case .hlcc4: (high + low + close + close) / 4
    }
  }
}
