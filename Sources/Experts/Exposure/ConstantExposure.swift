public import Trading

/// Rules a9 to a11: always long, always short, or always out.
///
/// The position is opened once with all of equity and kept. The paper prints these with the sign
/// of the next bar's return, which nobody can know; the constant side is meant.
public struct ConstantExposure: ColumnExpert {
  /// The side; nil to stay out.
  public var direction: Direction?

  /// Makes the expert.
  public init(_ direction: Direction?) { self.direction = direction }

  /// Nothing but closed bars.
  public var requirements: Requirements { Requirements(warmUp: 1) }

  /// Makes a session.
  public func makeSession() -> any ExpertSession { Session(direction: direction) }

  /// Only the first close matters.
  public func activeBars(_ columns: borrowing RunColumns, in bars: Range<Int>) -> [Int] {
    bars.contains(columns.firstBar) ? [columns.firstBar] : []
  }

  private struct Session: ExpertSession {
    let direction: Direction?
    var isOpened = false

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      guard let direction, !isOpened else { return }
      isOpened = true
      let share = 100 / Double(view.instrumentCount)
      for instrument in 0..<view.instrumentCount {
        desk.submit(
          Order(
            direction.entrySide, .market, quantity: .equityPercent(share),
            instrument: instrument, name: "always"))
      }
    }
  }
}
