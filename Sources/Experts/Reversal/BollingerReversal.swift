import Indicators
import Trading

/// Rule a4: back to the middle of the Bollinger bands.
///
/// Enters beyond a band when at least one of three signs says that the move has gone too far (see
/// `BarMeasures.exhaustion`). Leaves at the middle once the 3-bar return turns against it. A layer
/// is added beyond the band, the price half a range further.
struct BollingerReversal: LayerRules {
  var length = 20
  var width = 1.8
  var layers = 3
  var stopRanges = 1.8
  let addsInFavour = false

  private var price = 0.0
  private var middle = 0.0
  private var half = 0.0
  private var pace = 0.0
  private var signs = (down: 0, up: 0)

  init(length: Int = 20, width: Double = 1.8, layers: Int = 3, stopRanges: Double = 1.8) {
    self.length = length
    self.width = width
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] {
    [.init(.atr(14)), .init(.sma(length)), .init(.stdev(length)), .init(.rsi(14))]
  }
  var warmUp: Int { max(length, 15) + 1 }

  mutating func read(_ view: borrowing MarketView) {
    price = view.close()
    middle = view.column(1)
    half = width * view.column(2)
    pace = BarMeasures.change(view, 3)
    let change = BarMeasures.change(view, 5)
    let volume = BarMeasures.volumeRatio(view)
    let strength = view.column(3)
    signs = (
      BarMeasures.exhaustion(strength: strength, change: change, volumeRatio: volume, sign: 1),
      BarMeasures.exhaustion(strength: strength, change: change, volumeRatio: volume, sign: -1)
    )
  }

  func entry() -> Direction? {
    if price < middle - half, signs.down >= 1 { return .long }
    return price > middle + half && signs.up >= 1 ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool {
    held.sign * (price - middle) >= 0 && held.sign * pace < 0
  }

  func adds(_ held: LayerState) -> Bool { held.sign * (price - middle) < -half }
}
