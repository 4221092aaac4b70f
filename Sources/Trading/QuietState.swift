import Market

/// What an account with one instrument is worth at any price, and how far the price may go before
/// anything happens to it.
package struct QuietState {
  // Not side by side what is read together: read as a pair, two numbers just written apart would
  // make the reader wait.
  /// Cash, in account currency.
  package var cash: Double
  /// A bar whose high stays below this price triggers nothing.
  package var ceiling = Double.infinity
  /// Units held, negative when short.
  package var units: Double
  /// A bar whose low stays above this price triggers nothing.
  package var floor = -Double.infinity
  /// Account currency per price unit and unit.
  package var pointValue: Double

  /// The state of an account to which no price does anything.
  @inlinable
  package init(cash: Double, units: Double, pointValue: Double) {
    self.cash = cash
    self.units = units
    self.pointValue = pointValue
  }
}

extension Account {
  /// The state that holds until the price leaves a band; nil when a bar must be looked at itself.
  ///
  /// Bars inside the band only move marks. Market orders, orders that end by themselves, trails,
  /// risk rules and whatever the margin model could call need the bars one by one.
  package func quietState() -> QuietState? {
    let units = positions[0].quantity
    guard equity > 0, !watch.equity else { return nil }
    // The commonest reason first.
    if let order = orders.indices.last, orders[order].isMarket { return nil }
    let pointValue = instruments[0].pointValue
    // Nothing rests and no margin model looks on: made whole, the state goes into registers.
    if orders.isEmpty, attachmentCount == 0, rules.margin.isUnlimited {
      return QuietState(cash: ledger.cash, units: units, pointValue: pointValue)
    }
    var state = QuietState(cash: ledger.cash, units: units, pointValue: pointValue)
    guard narrowToMargin(&state) else { return nil }
    for index in orders.indices where !narrow(&state, by: orders[index]) { return nil }
    let attachments = exits[0].attachments
    for index in attachments.indices where !narrow(&state, by: attachments[index]) { return nil }
    return state
  }

  /// Leaves the prices at which the margin model can demand nothing; false if there may be none.
  ///
  /// Of a short position equity `cash - units · price` covers the requirement `fraction · units ·
  /// price` below one price, of a long one on credit above one. A hair is left for rounding.
  private func narrowToMargin(_ state: inout QuietState) -> Bool {
    // A long position that is paid for can owe nothing, whatever the price.
    guard !rules.margin.isUnlimited, state.units < 0 || state.cash < 0 else { return true }
    guard let direction = positions[0].direction else { return false }
    let fraction = rules.margin.maintenance(direction)
    let size = abs(state.units) * state.pointValue
    if direction == .short {
      let limit = state.cash / (size * (1 + fraction))
      state.narrow(limit * (1 - 1e-9), isAbove: true)
      return limit > 0
    }
    guard fraction < 1 else { return false }
    state.narrow(-state.cash / (size * (1 - fraction)) * (1 + 1e-9), isAbove: false)
    return true
  }

  private func narrow(_ state: inout QuietState, by order: borrowing WorkingOrder) -> Bool {
    guard !order.isDone, !order.isTimed, order.parent == nil else { return false }
    switch order.kind {
    case .limit: state.narrow(order.limit, isAbove: order.side == .sell)
    case .stop: state.narrow(order.stop, isAbove: order.side == .buy)
    case .stopLimit where !order.isTriggered:
      state.narrow(order.stop, isAbove: order.side == .buy)
    case .stopLimit: state.narrow(order.limit, isAbove: order.side == .sell)
    case .market, .marketOnOpen, .marketOnClose, .trailingStop: return false
    }
    return true
  }

  private func narrow(_ state: inout QuietState, by attachment: borrowing Attachment) -> Bool {
    guard !attachment.isDone, attachment.trailActivation.isNaN else { return false }
    // The lot, and so the position, decides which side of the price its exits wait on.
    guard !positions[0].isFlat else { return false }
    let isLong = positions[0].quantity > 0
    state.narrow(attachment.stop, isAbove: !isLong)
    state.narrow(attachment.limit, isAbove: isLong)
    return true
  }

  /// Takes over the last of several marks that were written without the account.
  package func passOver(
    at price: Double, equity last: Double, peak: Double, high: Double, low: Double
  ) {
    marks[0] = price
    equity = last
    closingEquity = last
    peakEquity = max(peakEquity, peak)
    recordExtremes(0, high: high, low: low)
  }
}

extension QuietState {
  fileprivate mutating func narrow(_ level: Double, isAbove: Bool) {
    if isAbove {
      if level < ceiling { ceiling = level }
    } else if level > floor {
      floor = level
    }
  }
}
