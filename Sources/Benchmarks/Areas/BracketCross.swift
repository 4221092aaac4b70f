import Indicators
import Trading

/// Buys where a fast average crosses above a slow one, with a stop and a target resting in every
/// position, so that a benchmark has orders that wait for a price.
struct BracketCross: ColumnExpert {
  var requirements: Requirements {
    Requirements(columns: [.init(.sma(10)), .init(.sma(30))], warmUp: 30)
  }

  func makeSession() -> any ExpertSession { Session() }

  func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
    columns.crossings(0, 1, in: bars)
  }

  private struct Session: ExpertSession {
    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      guard view.crossedAbove(0, 1), view.position() == 0 else { return }
      desk.enter("long", .long)
      var exit = ExitOrder("bracket", from: "long")
      exit.profit = 400
      exit.loss = 200
      desk.exit(exit)
    }
  }
}
