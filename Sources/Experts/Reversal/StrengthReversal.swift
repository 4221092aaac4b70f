import Indicators
import Trading

/// Rule a5: relative strength that has fallen too low.
///
/// Long below 35 with at least two of three signs of exhaustion; short above 65 while the 20-bar
/// return is at most 1 %. Leaves beyond 50 once the strength turns, or with 8 % profit beyond 60.
/// A layer is added when the strength is more extreme than on the bar before.
struct StrengthReversal: LayerRules {
  var length = 14
  var low = 35.0
  var layers = 3
  var stopRanges = 1.8
  let addsInFavour = false

  private var strength = 50.0
  private var before = 50.0
  private var trend = 0.0
  private var signs = 0

  init(length: Int = 14, low: Double = 35, layers: Int = 3, stopRanges: Double = 1.8) {
    self.length = length
    self.low = low
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] { [.init(.atr(14)), .init(.rsi(length))] }
  var warmUp: Int { max(length, 20) + 2 }

  mutating func read(_ view: borrowing MarketView) {
    strength = view.column(1)
    before = view.column(1, 1)
    trend = BarMeasures.change(view, 20)
    signs = BarMeasures.exhaustion(
      strength: strength, change: BarMeasures.change(view, 5),
      volumeRatio: BarMeasures.volumeRatio(view), sign: 1)
  }

  /// Strength seen from the position's side: low when the price has moved against it.
  private func mirrored(_ value: Double, _ held: LayerState) -> Double {
    held.direction == .long ? value : 100 - value
  }

  func entry() -> Direction? {
    if strength < low, signs >= 2 { return .long }
    return strength > 100 - low && trend <= 0.01 ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool {
    let now = mirrored(strength, held)
    return (now > 50 && now < mirrored(before, held)) || (held.profit > 0.08 && now > 60)
  }

  func adds(_ held: LayerState) -> Bool {
    let now = mirrored(strength, held)
    return now < low && now < mirrored(before, held)
  }
}
