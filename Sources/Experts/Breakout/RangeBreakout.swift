import Indicators
import Trading

/// Rule a8: a close some average true ranges from its average.
///
/// Enters 1.5 ranges from the 20-bar average, leaves within 0.75 ranges of it; the stop stands 1.2
/// ranges from the mean entry. A layer is added while the close stays beyond the entry distance.
struct RangeBreakout: LayerRules {
  var length = 20
  var enter = 1.5
  var leave = 0.75
  var layers = 3
  var stopRanges = 1.2
  let addsInFavour = true

  private var distance = 0.0

  init(
    length: Int = 20, enter: Double = 1.5, leave: Double = 0.75, layers: Int = 3,
    stopRanges: Double = 1.2
  ) {
    self.length = length
    self.enter = enter
    self.leave = leave
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] { [.init(.atr(20)), .init(.sma(length))] }
  var warmUp: Int { max(length, 20) + 1 }

  mutating func read(_ view: borrowing MarketView) {
    let range = view.column(0)
    distance = range > 0 ? (view.close() - view.column(1)) / range : 0
  }

  func entry() -> Direction? {
    if distance > enter { return .long }
    return distance < -enter ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool { held.sign * distance < leave }

  func adds(_ held: LayerState) -> Bool { held.sign * distance > enter }
}
