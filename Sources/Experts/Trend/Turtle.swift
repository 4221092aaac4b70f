import Indicators
import Trading

/// Rule a3: channel breakout with units, after the Turtles.
///
/// Enters when the close leaves the channel of the bars before, leaves at the shorter opposite
/// channel. The paper's undefined sign to add a unit is half a range in favour since the last one.
/// With more than one unit and 10 % profit one unit is sold, once.
struct Turtle: LayerRules {
  var entryBars = 20
  var exitBars = 10
  var layers = 5
  var stopRanges = 2.0
  let addsInFavour = true

  private var price = 0.0
  private var entryChannel = (low: Double.nan, high: Double.nan)
  private var exitChannel = (low: Double.nan, high: Double.nan)

  init(entryBars: Int = 20, exitBars: Int = 10, layers: Int = 5, stopRanges: Double = 2) {
    self.entryBars = entryBars
    self.exitBars = exitBars
    self.layers = layers
    self.stopRanges = stopRanges
  }

  var columns: [Requirements.Column] {
    [
      .init(.atr(20)), .init(.highest(entryBars)), .init(.lowest(entryBars)),
      .init(.highest(exitBars)), .init(.lowest(exitBars)),
    ]
  }
  var warmUp: Int { max(entryBars, exitBars, 20) + 2 }

  mutating func read(_ view: borrowing MarketView) {
    price = view.close()
    entryChannel = (view.column(2, 1), view.column(1, 1))
    exitChannel = (view.column(4, 1), view.column(3, 1))
  }

  func entry() -> Direction? {
    if price > entryChannel.high { return .long }
    return price < entryChannel.low ? .short : nil
  }

  func leaves(_ held: LayerState) -> Bool {
    held.direction == .long ? price < exitChannel.low : price > exitChannel.high
  }

  func adds(_ held: LayerState) -> Bool { true }

  func takesPart(_ held: LayerState) -> Bool { held.profit > 0.1 }
}
