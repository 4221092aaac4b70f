import Kernels

/// Makes a bar's four prices and volume from where it begins and ends.
enum BarShape {
  struct Prices {
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    var volume: Double
  }

  /// The bar from `open` to `close`, with extremes beyond both by part of the volatility.
  static func prices(
    open: Double, close: Double, volatility: Double, decimals: Double, baseVolume: Double,
    _ stream: inout RandomStream
  ) -> Prices {
    let above = abs(stream.nextNormal()) * volatility * 0.45
    let below = abs(stream.nextNormal()) * volatility * 0.45
    let opened = rounded(open, decimals)
    let closed = rounded(close, decimals)
    let high = rounded(max(open, close) * Elementary.exp(above), decimals)
    let low = rounded(min(open, close) * Elementary.exp(-below), decimals)
    let excitement = 1 + 12 * abs(close / open - 1)
    let volume = baseVolume * excitement * Elementary.exp(0.3 * stream.nextNormal())
    return Prices(
      open: opened, high: max(high, opened, closed), low: min(low, opened, closed), close: closed,
      volume: volume.rounded())
  }

  private static func rounded(_ price: Double, _ decimals: Double) -> Double {
    max((price * decimals).rounded() / decimals, 1 / decimals)
  }
}
