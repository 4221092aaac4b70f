import Indicators
import Trading

/// Rule a6: the KDJ form of the stochastic oscillator.
///
/// RSV is the close's place in the 9-bar range times 100; K is two thirds of K before plus a third
/// of RSV, D the same of K, both from 50; J is 3 K − 2 D. Long with J below 10 or K below 20 once J
/// rises (the paper's undefined confirmation); short with J above 90, K above 80 and K below D or
/// J falling. Leaves when K crosses D beyond 70, when J beyond 80 turns by 10, or with 8 % profit
/// beyond 70. A layer is added with J more extreme, or on a new cross.
struct StochasticReversal: LayerRules {
  var length = 9
  var layers = 3
  var stopRanges = 1.8
  let addsInFavour = false

  private var k = 50.0
  private var d = 50.0
  private var previous = (k: 50.0, d: 50.0)

  init(length: Int = 9, layers: Int = 3, stopRanges: Double = 1.8) {
    self.length = length
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] {
    [.init(.atr(14)), .init(.highest(length)), .init(.lowest(length))]
  }
  var warmUp: Int { max(length, 14) + 10 }

  mutating func read(_ view: borrowing MarketView) {
    let high = view.column(1)
    let low = view.column(2)
    previous = (k, d)
    guard high > low else { return }
    let place = 100 * (view.close() - low) / (high - low)
    k = (2 * k + place) / 3
    d = (2 * d + k) / 3
  }

  private static func j(_ k: Double, _ d: Double) -> Double { 3 * k - 2 * d }
  private var j: Double { Self.j(k, d) }
  private var turn: Double { j - Self.j(previous.k, previous.d) }
  private var crossedUp: Bool { k > d && previous.k <= previous.d }
  private var crossedDown: Bool { k < d && previous.k >= previous.d }

  func entry() -> Direction? {
    if j < 10 || k < 20, turn > 0 { return .long }
    return j > 90 && k > 80 && (crossedDown || turn < 0) ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool {
    let isLong = held.direction == .long
    let k = isLong ? k : 100 - k
    let j = isLong ? j : 100 - j
    let crossed = isLong ? crossedDown : crossedUp
    return (crossed && k > 70) || (j > 80 && held.sign * turn < -10)
      || (held.profit > 0.08 && (j > 70 || k > 70))
  }

  func adds(_ held: LayerState) -> Bool {
    let isLong = held.direction == .long
    return (isLong ? j < 0 : j > 100) || (isLong ? crossedUp : crossedDown)
  }
}
