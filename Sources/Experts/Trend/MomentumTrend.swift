import Indicators
import Trading

/// Rule a2: weighted momentum that accelerates, with relative strength and volume behind it.
///
/// Momentum is 0.5 of the 10-bar return, 0.3 of the 5-bar and 0.2 of the 20-bar one; acceleration
/// is its change over 5 bars. A layer needs two of four: momentum beyond the threshold grown by
/// half per layer, price 1 % per layer beyond the mean entry, acceleration beyond half the
/// threshold, volume 1.3 times its mean.
struct MomentumTrend: LayerRules {
  var enter = 0.02
  var leave = 0.005
  var layers = 3
  var stopRanges = 1.5
  let addsInFavour = true

  private var momentum = 0.0
  private var acceleration = 0.0
  private var strength = 50.0
  private var volumeRatio = 1.0

  init(enter: Double = 0.02, leave: Double = 0.005, layers: Int = 3, stopRanges: Double = 1.5) {
    self.enter = enter
    self.leave = leave
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] { [.init(.atr(14)), .init(.rsi(14))] }
  let warmUp = 27

  mutating func read(_ view: borrowing MarketView) {
    func weighted(_ view: borrowing MarketView, _ ago: Int) -> Double {
      0.5 * BarMeasures.change(view, 10, ago: ago) + 0.3 * BarMeasures.change(view, 5, ago: ago)
        + 0.2 * BarMeasures.change(view, 20, ago: ago)
    }
    momentum = weighted(view, 0)
    acceleration = momentum - weighted(view, 5)
    strength = view.column(1)
    volumeRatio = BarMeasures.volumeRatio(view)
  }

  func entry() -> Direction? {
    if momentum > enter, acceleration > 0, strength > 50, volumeRatio > 1.2 { return .long }
    return momentum < -enter && acceleration < 0 && strength < 40 ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool { held.sign * momentum < leave }

  func adds(_ held: LayerState) -> Bool {
    let layers = Double(held.layers)
    let signs = [
      held.sign * momentum > enter * (1 + 0.5 * layers), held.profit > 0.01 * layers,
      held.sign * acceleration > 0.5 * enter, volumeRatio > 1.3,
    ]
    return signs.count { $0 } >= 2
  }
}
