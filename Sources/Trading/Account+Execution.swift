import Market

/// What the matching machine hands to the account: one order's execution in one bar.
package struct Execution {
  package var order: OrderID
  package var name: Int32
  package var comment: Int32
  package var instrument: Int
  package var side: Side
  package var quantity: Double
  package var rule: FillRule
  package var certainty: Certainty
  package var isMaker: Bool
  package var time: Int64
  // Not beside the quantity: read as a pair, two numbers just written apart would make it wait.
  /// Price with slippage.
  package var price: Double
  package var bar: Int32
  /// Price units lost to slippage.
  package var slippage: Double
  /// Only lots of this entry name are closed, −1 for any.
  package var closesName: Int32 = -1
  /// Units of the order that filled before, and their fees.
  package var filledBefore = 0.0
  package var feesBefore = 0.0
  /// Whether units beyond the opposite position open a new lot.
  package var mayOpen = true

  package init(
    order: OrderID, name: Int32, comment: Int32, instrument: Int, side: Side, quantity: Double,
    price: Double, slippage: Double, rule: FillRule, certainty: Certainty, isMaker: Bool,
    time: Int64, bar: Int32, closesName: Int32 = -1, filledBefore: Double = 0,
    feesBefore: Double = 0, mayOpen: Bool = true
  ) {
    self.order = order
    self.name = name
    self.comment = comment
    self.instrument = instrument
    self.side = side
    self.quantity = quantity
    self.price = price
    self.slippage = slippage
    self.rule = rule
    self.certainty = certainty
    self.isMaker = isMaker
    self.time = time
    self.bar = bar
    self.closesName = closesName
    self.filledBefore = filledBefore
    self.feesBefore = feesBefore
    self.mayOpen = mayOpen
  }
}

extension Account {
  /// Books an execution: closes opposite lots, opens a lot with the rest, charges fees.
  ///
  /// Returns the fee and the new lot's number, if one was opened.
  @discardableResult
  package func execute(_ execution: Execution) -> (fee: Double, lot: Int32?) {
    let pointValue = instruments[execution.instrument].pointValue
    let notional = abs(execution.quantity * execution.price * pointValue)
    let fee =
      rules.fees.isFree
      ? 0
      : rules.fees.fee(
        quantity: execution.quantity, notional: notional, isMaker: execution.isMaker,
        order: (execution.filledBefore, execution.feesBefore), monthNotional: monthNotional)
    turnover += notional
    monthNotional += notional
    fillsToday += 1
    let slipped = abs(execution.slippage * execution.quantity * pointValue)
    slippageCost += slipped
    ledger.move(fee, from: .cash, to: .fees)
    fills.append(
      Fill(
        order: execution.order, instrument: execution.instrument, side: execution.side,
        quantity: execution.quantity, price: execution.price, fee: fee, slippageCost: slipped,
        time: Timestamp(nanoseconds: execution.time), bar: execution.bar, rule: execution.rule,
        certainty: execution.certainty, name: execution.name, comment: execution.comment))

    let open = closeLots(execution, feePerUnit: fee / execution.quantity)
    var lot: Int32?
    if open > 0, execution.mayOpen {
      lot = openLot(execution, quantity: open, feePerUnit: fee / execution.quantity)
    }
    refreshPosition(execution.instrument)
    return (fee, lot)
  }

  /// Closes lots that point against the execution, oldest first; returns the units left over.
  private func closeLots(_ execution: Execution, feePerUnit: Double) -> Double {
    var left = execution.quantity
    let instrument = execution.instrument
    guard let direction = positions[instrument].direction,
      direction.entrySide != execution.side
    else { return left }
    var index = 0
    while left > 0, index < positions[instrument].lots.count {
      let lot = positions[instrument].lots[index]
      let isNamed = execution.closesName < 0 || lot.name == execution.closesName
      guard rules.closeRule == .firstInFirstOut || isNamed else {
        index += 1
        continue
      }
      // Rounding noise, which grows with the quantity, must not leave an empty lot behind.
      let isWhole = grids[instrument].snapToLot(lot.quantity - left) <= 0
      let quantity = isWhole ? lot.quantity : left
      book(closing: lot, quantity: quantity, by: execution, feePerUnit: feePerUnit)
      left = isWhole ? max(0, left - quantity) : 0
      if grids[instrument].snapToLot(left) <= 0 { left = 0 }
      if isWhole {
        positions[instrument].lots.remove(at: index)
      } else {
        positions[instrument].lots[index].fees -= lot.fees * quantity / lot.quantity
        positions[instrument].lots[index].quantity =
          grids[instrument].snapToLot(lot.quantity - quantity)
      }
    }
    return left
  }

  @inline(__always)
  private func book(
    closing lot: Lot, quantity: Double, by execution: Execution, feePerUnit: Double
  ) {
    let pointValue = instruments[execution.instrument].pointValue
    let sign = lot.direction.sign
    let cost = sign * quantity * lot.entryPrice * pointValue
    let gross = sign * quantity * (execution.price - lot.entryPrice) * pointValue
    ledger.move(cost, from: .securities, to: .cash)
    ledger.move(gross, from: .realized, to: .cash)
    let high = max(lot.highest, execution.price)
    let low = min(lot.lowest, execution.price)
    let isLong = lot.direction == .long
    let trade = Trade(
      instrument: execution.instrument, direction: lot.direction, quantity: quantity,
      entryPrice: lot.entryPrice, exitPrice: execution.price, entryTime: lot.entryTime,
      exitTime: Timestamp(nanoseconds: execution.time), entryBar: lot.entryBar,
      exitBar: execution.bar, grossProfit: gross,
      fees: lot.fees * quantity / lot.quantity + feePerUnit * quantity,
      favourable: max(0, isLong ? high - lot.entryPrice : lot.entryPrice - low),
      adverse: max(0, isLong ? lot.entryPrice - low : high - lot.entryPrice),
      entryOrder: lot.order, exitOrder: execution.order, entryName: lot.name,
      exitName: execution.name, exitComment: execution.comment, certainty: execution.certainty)
    netProfit += trade.netProfit
    trades.append(trade)
  }

  private func openLot(_ execution: Execution, quantity: Double, feePerUnit: Double) -> Int32 {
    let pointValue = instruments[execution.instrument].pointValue
    let number = nextLotNumber()
    ledger.move(
      execution.side.sign * quantity * execution.price * pointValue, from: .cash, to: .securities)
    positions[execution.instrument].lots.append(
      Lot(
        number: number, order: execution.order, name: execution.name,
        direction: execution.side == .buy ? .long : .short, quantity: quantity,
        originalQuantity: quantity, entryPrice: execution.price,
        entryTime: Timestamp(nanoseconds: execution.time), entryBar: execution.bar,
        fees: feePerUnit * quantity, highest: execution.price, lowest: execution.price,
        entryRule: execution.rule))
    return number
  }

  /// Recomputes a position's units from its lots, so that nothing drifts.
  package func refreshPosition(_ instrument: Int) {
    var quantity = 0.0
    for lot in positions[instrument].lots { quantity += lot.direction.sign * lot.quantity }
    positions[instrument].quantity = quantity
    let place = openPlace(of: instrument)
    let isListed = place < openInstruments.count && openInstruments[place] == instrument
    guard isListed == positions[instrument].lots.isEmpty else { return }
    if isListed {
      openInstruments.remove(at: place)
    } else {
      openInstruments.insert(instrument, at: place)
    }
  }

  /// Where an instrument stands, or would stand, among those with an open position.
  private func openPlace(of instrument: Int) -> Int {
    var (low, high) = (0, openInstruments.count)
    while low < high {
      let middle = (low + high) / 2
      if openInstruments[middle] < instrument { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
