import Indicators
public import Trading

/// Holds while a fast simple moving average stands above a slow one.
///
/// It earns in long trends and loses in sideways markets, where the averages cross back and forth
/// and every crossing costs fees.
public struct MovingAverageCross: ColumnExpert {
  /// Length of the fast average in bars.
  public var fast: Int
  /// Length of the slow average in bars.
  public var slow: Int
  /// Whether it sells short while the fast average stands below.
  public var sellsShort: Bool

  /// Makes the expert; lengths are at least 1.
  public init(fast: Int = 10, slow: Int = 30, sellsShort: Bool = false) {
    self.fast = fast
    self.slow = slow
    self.sellsShort = sellsShort
  }

  /// Two averages of the close.
  public var requirements: Requirements {
    Requirements(columns: [.init(.sma(fast)), .init(.sma(slow))], warmUp: max(fast, slow))
  }

  /// Makes a session.
  public func makeSession() -> any ExpertSession { Session(sellsShort: sellsShort) }

  /// Only crossings matter.
  public func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
    columns.crossings(0, 1, in: bars)
  }

  private struct Session: ExpertSession {
    let sellsShort: Bool

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      if view.crossedAbove(0, 1) {
        desk.enter("long", .long)
      } else if view.crossedBelow(0, 1) {
        if sellsShort {
          desk.enter("short", .short)
        } else {
          desk.close("long")
        }
      }
    }
  }
}
