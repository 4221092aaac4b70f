import Market
public import Trading

/// Buys each instrument once with an equal share of equity and keeps it.
///
/// With `reinvest` it also spends cash that dividends bring, at the next open. It stands in every
/// table as the thing to beat; it fails by falling as far as its market falls.
public struct BuyAndHold: Expert {
  /// Whether cash is spent again once it buys a lot.
  public var reinvests: Bool

  /// Makes the expert.
  public init(reinvests: Bool = true) { self.reinvests = reinvests }

  /// Nothing but closed bars.
  public var requirements: Requirements { Requirements(warmUp: 1) }

  /// Makes a session.
  public func makeSession() -> any ExpertSession { Session(reinvests: reinvests) }

  private struct Session: ExpertSession {
    let reinvests: Bool
    var bought: Set<Int> = []

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let share = 100 / Double(view.instrumentCount)
      for instrument in 0..<view.instrumentCount where view.closedNow(instrument) {
        if bought.insert(instrument).inserted {
          desk.submit(
            Order(.buy, quantity: .equityPercent(share), instrument: instrument, name: "buy"))
        } else if reinvests, view.cash > 0, view.openOrderCount == 0 {
          let price = view.close(series: instrument)
          let unit = view.instrument(instrument)
          let units = view.cash / Double(view.instrumentCount) / (price * unit.pointValue)
          // Half a percent of the position keeps rounding leftovers from becoming orders.
          if units >= unit.lotStep, units > 0.005 * abs(view.position(instrument)) {
            desk.submit(
              Order(
                .buy, quantity: .cash(view.cash / Double(view.instrumentCount)),
                instrument: instrument, name: "reinvest"))
          }
        }
      }
    }
  }
}
