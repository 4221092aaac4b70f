import Indicators
import Trading

/// Rule a1: two averages and the pace of five bars.
///
/// Long on a golden cross, or with the fast average 2 % above the slow one, or after a gain of 3 %
/// in 5 bars; short on a death cross with a loss of 2 %. The paper compares the absolute distance
/// of the averages, which buys falls too: the signed one is used. Leaves on the opposite cross with
/// the pace against it. The stop waits for that pace as well; the paper's wider stops at a good
/// pace can then never act and are left out. A layer is added after a close above an earlier
/// 20-bar high within 5 bars, with the averages 1 % apart, on a bar that closes lower.
struct MovingAverageTrend: LayerRules {
  var fast = 5
  var slow = 20
  var layers = 4
  var stopRanges = 1.5
  let addsInFavour = true

  private var spread = 0.0
  private var pace = 0.0
  private var isGolden = false
  private var isDead = false
  private var isPullback = (up: false, down: false)
  private var brokeOut = (up: false, down: false)

  init(fast: Int = 5, slow: Int = 20, layers: Int = 4, stopRanges: Double = 1.5) {
    self.fast = fast
    self.slow = slow
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] {
    [
      .init(.atr(14)), .init(.sma(fast)), .init(.sma(slow)), .init(.highest(20)),
      .init(.lowest(20)),
    ]
  }
  var warmUp: Int { max(slow, 20) + 7 }

  mutating func read(_ view: borrowing MarketView) {
    spread = view.column(1) / view.column(2) - 1
    pace = BarMeasures.change(view, 5)
    isGolden = view.crossedAbove(1, 2)
    isDead = view.crossedBelow(1, 2)
    isPullback = (view.close() < view.close(1), view.close() > view.close(1))
    brokeOut = (false, false)
    for ago in 1...5 {
      if view.close(ago) > view.column(3, ago + 1) { brokeOut.up = true }
      if view.close(ago) < view.column(4, ago + 1) { brokeOut.down = true }
    }
  }

  func entry() -> Direction? {
    if isGolden || spread > 0.02 || pace > 0.03 { return .long }
    return isDead && pace < -0.02 ? .short : nil
  }

  func holdsBack(_ held: LayerState) -> Bool { held.sign * pace >= -0.02 }

  func leaves(_ held: LayerState) -> Bool {
    (held.direction == .long ? isDead : isGolden) && held.sign * pace < -0.02
  }

  func adds(_ held: LayerState) -> Bool {
    let isLong = held.direction == .long
    return held.sign * spread > 0.01 && (isLong ? brokeOut.up : brokeOut.down)
      && (isLong ? isPullback.up : isPullback.down)
  }
}
