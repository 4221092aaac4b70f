import Indicators
import Trading

/// Rule a7: a channel breakout on high volume.
///
/// The close leaves the range of the 20 bars before while volume is 1.5 times its 5-bar mean, on
/// both sides alike, on the right side of a 10-bar average. Leaves when volume dries up: below 0.7
/// of its mean on two bars. A layer is added at a new extreme on such volume. Without volume in
/// the data its conditions are left out.
struct VolumeBreakout: LayerRules {
  var length = 20
  var volumeFactor = 1.5
  var layers = 3
  var stopRanges = 1.8
  let addsInFavour = true

  private var price = 0.0
  private var average = 0.0
  private var channel = (low: Double.nan, high: Double.nan)
  private var volumeRatio = 1.0
  private var volumeBefore = 1.0

  init(length: Int = 20, volumeFactor: Double = 1.5, layers: Int = 3, stopRanges: Double = 1.8) {
    self.length = length
    self.volumeFactor = volumeFactor
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] {
    [.init(.atr(14)), .init(.highest(length)), .init(.lowest(length)), .init(.sma(10))]
  }
  var warmUp: Int { max(length, 14) + 7 }

  mutating func read(_ view: borrowing MarketView) {
    price = view.close()
    average = view.column(3)
    channel = (view.column(2, 1), view.column(1, 1))
    volumeBefore = volumeRatio
    volumeRatio = BarMeasures.volumeRatio(view)
  }

  func entry() -> Direction? {
    guard volumeRatio > volumeFactor else { return nil }
    if price > channel.high, price > average { return .long }
    return price < channel.low && price < average ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool { volumeRatio < 0.7 && volumeBefore < 0.7 }

  func adds(_ held: LayerState) -> Bool {
    volumeRatio > volumeFactor
      && (held.direction == .long ? price > channel.high : price < channel.low)
  }
}
