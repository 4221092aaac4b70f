import Market

extension Account {
  /// Checks the identities of the books; called after every event in builds with internal checks.
  ///
  /// Cash + positions at cost = capital + profit; gross − costs = net; the lots are the position.
  /// All hold to 1e-12 of the amounts moved.
  package func checkInvariants() {
    checkedEvents += 1
    let scale = max(1, ledger.turnover)
    precondition(abs(ledger.imbalance) <= 1e-12 * scale, "the books do not sum to zero")
    var cost = 0.0
    var openFees = 0.0
    for (index, position) in positions.enumerated() {
      var quantity = 0.0
      for lot in position.lots {
        precondition(lot.quantity > 0, "a lot is empty")
        precondition(
          lot.direction == position.lots[0].direction, "the lots of a position point both ways")
        quantity += lot.direction.sign * lot.quantity
        cost +=
          lot.direction.sign * lot.quantity * lot.entryPrice * instruments[index].pointValue
        openFees += lot.fees
      }
      precondition(quantity == position.quantity, "a position is not the sum of its lots")
      precondition(
        position.lots.isEmpty == !openInstruments.contains(index), "an open position is unlisted")
    }
    precondition(
      abs(cost - ledger.securities) <= 1e-12 * scale, "positions at cost are not their lots")
    let realized = -ledger.balance(.realized)
    let closedFees = ledger.balance(.fees) - openFees
    precondition(
      abs(realized - closedFees - netProfit) <= 1e-12 * scale, "gross less costs is not net")
    let income =
      -(ledger.balance(.dividends) + ledger.balance(.interest) + ledger.balance(.borrow)
      + ledger.balance(.funding))
    precondition(
      abs(
        ledger.cash + ledger.securities
          - (rules.initialCapital + netProfit - openFees + income)) <= 1e-12 * scale,
      "cash and positions are not capital and profit")
  }
}
