package import Market

extension Account {
  /// Books a dated event before the orders of an opening bar.
  ///
  /// - Parameter price: The instrument's last price before the event.
  package func apply(_ event: CashFlowEvent, to instrument: Int, price: Double) {
    switch event.kind {
    case .dividend:
      let amount = positions[instrument].quantity * event.value * instruments[instrument].pointValue
      ledger.move(amount, from: .dividends, to: .cash)
    case .funding:
      let notional = positions[instrument].quantity * price * instruments[instrument].pointValue
      if !notional.isNaN { ledger.move(notional * event.value, from: .cash, to: .funding) }
    case .split: split(instrument, ratio: event.value, price: price)
    case .borrow, .interest: break  // Rates: Replay keeps them and accrues day by day.
    }
  }

  /// Accrues borrowing cost on a short position for some days.
  package func accrueBorrow(_ instrument: Int, yearlyRate: Double, days: Int32) {
    let position = positions[instrument]
    guard position.quantity < 0, !marks[instrument].isNaN else { return }
    let notional = -position.quantity * marks[instrument] * instruments[instrument].pointValue
    ledger.move(notional * yearlyRate * Double(days) / 365, from: .cash, to: .borrow)
  }

  /// Accrues interest on cash for some days; negative cash pays.
  package func accrueInterest(credit: Double, debit: Double, days: Int32) {
    let rate = ledger.cash >= 0 ? credit : debit
    ledger.move(ledger.cash * rate * Double(days) / 365, from: .interest, to: .cash)
  }

  /// Turns every unit into `ratio` units at 1/`ratio` of the price, in lots and in orders.
  ///
  /// What does not make a whole lot step is paid out at the adjusted last price.
  private func split(_ instrument: Int, ratio: Double, price: Double) {
    guard ratio > 0, ratio != 1 else { return }
    marks[instrument] /= ratio
    for index in positions[instrument].lots.indices {
      positions[instrument].lots[index].quantity *= ratio
      positions[instrument].lots[index].originalQuantity *= ratio
      positions[instrument].lots[index].entryPrice /= ratio
      positions[instrument].lots[index].highest /= ratio
      positions[instrument].lots[index].lowest /= ratio
    }
    refreshPosition(instrument)
    payFractions(instrument, price: price / ratio)
    for index in orders.indices where orders[index].instrument == instrument {
      orders[index].split(ratio)
    }
    let rules = exits[instrument].rules
    for index in rules.indices {
      rules[index].revision = nextRuleRevision()
      rules[index].limit /= ratio
      rules[index].stop /= ratio
      rules[index].trailPrice /= ratio
      rules[index].issueClose /= ratio
      rules[index].quantity *= ratio
    }
    let attachments = exits[instrument].attachments
    for index in attachments.indices {
      attachments[index].limit /= ratio
      attachments[index].stop /= ratio
      attachments[index].trailActivation /= ratio
      attachments[index].trailOffset /= ratio
      attachments[index].trailMark /= ratio
    }
  }

  private func payFractions(_ instrument: Int, price: Double) {
    guard let direction = positions[instrument].direction, !price.isNaN else { return }
    let quantity = abs(positions[instrument].quantity)
    let whole = grids[instrument].floorToLot(quantity)
    let fraction = quantity - whole
    guard fraction > 1e-6 * grids[instrument].lot else { return }
    execute(
      Execution(
        order: OrderID(0), name: names.index(of: "cash in lieu"), comment: 0,
        instrument: instrument, side: direction.entrySide.opposite, quantity: fraction,
        price: price, slippage: 0, rule: .cashInLieu, certainty: .exact, isMaker: true, time: now,
        bar: currentBar[instrument], mayOpen: false))
  }
}

extension WorkingOrder {
  /// Adjusts the order to a split of its instrument.
  package mutating func split(_ ratio: Double) {
    quantity *= ratio
    reversal *= ratio
    limit /= ratio
    stop /= ratio
    trailOffset /= ratio
    trailActivation /= ratio
    trailMark /= ratio
  }
}
