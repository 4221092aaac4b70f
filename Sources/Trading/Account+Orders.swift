import Market

extension Account {
  /// Replaces an unfilled order of the same name and role, then places the new one.
  package func replaceAndPlace(_ order: OrderTerms, role: WorkingOrder.Role) {
    var replacedNow = false
    for index in orders.indices
    where !orders[index].isDone && orders[index].name == order.name && orders[index].role == role
      && orders[index].instrument == order.instrument
    {
      replacedNow = replacedNow || orders[index].placedTime == now
      orders[index].isDone = true
    }
    place(order, role: role, dropsReversal: replacedNow)
  }

  /// Turns an expert's order into a working order, or refuses it.
  @discardableResult
  package func place(_ order: Order) -> OrderID { place(terms(of: order), role: .plain) }

  /// Turns the terms of an order into a working order, or refuses it.
  @discardableResult
  package func place(
    _ order: OrderTerms, role: WorkingOrder.Role, dropsReversal: Bool = false
  ) -> OrderID {
    var working = WorkingOrder(
      id: nextOrderID(), name: order.name, comment: order.comment, instrument: order.instrument,
      side: order.side, kind: order.kind, role: role, quantity: 0, placedTime: now)
    working.timeInForce = order.timeInForce
    working.reduceOnly = order.reduceOnly
    working.parent = order.parent
    working.dropsReversal = dropsReversal
    working.placedFlat = positions[order.instrument].isFlat
    working.group = order.group
    working.groupRule = order.groupRule
    guard setLevels(of: &working, from: order) else {
      reject(working, .invalidPrice)
      return working.id
    }
    guard !isHalted else {
      reject(working, .riskRule)
      return working.id
    }
    setQuantity(of: &working, from: order)
    if let reason = refusal(of: working, sized: order.quantity ?? rules.sizing) {
      reject(working, reason)
    } else {
      orders.append(working)
    }
    return working.id
  }

  /// Sets prices on the grid; false when a price that the kind needs is missing.
  private func setLevels(of working: inout WorkingOrder, from order: OrderTerms) -> Bool {
    let grid = grids[order.instrument]
    switch order.kind {
    case .market, .marketOnOpen, .marketOnClose: return true
    case .limit, .stop, .stopLimit:
      if order.kind != .stop {
        guard let limit = order.limit, isPrice(limit) else { return false }
        working.limit = grid.limitLevel(limit, order.side)
      }
      if order.kind != .limit {
        guard let stop = order.stop, isPrice(stop) else { return false }
        working.stop = grid.stopLevel(stop, order.side)
      }
      return true
    case .trailingStop:
      guard let trail = order.trail, trail.offset >= 0, trail.offset.isFinite else { return false }
      working.trailOffset = trail.offset
      if let activation = trail.activation {
        guard activation.isFinite else { return false }
        working.trailActivation = activation
      } else {
        working.trailMark = marks[order.instrument]
      }
      return true
    }
  }

  /// Whether an order can wait for a price.
  ///
  /// The script convention lets levels of zero and below stand, as the platform does: a limit to buy
  /// there never fills, one to sell fills at once.
  private func isPrice(_ price: Double) -> Bool {
    price.isFinite && (price > 0 || rules.fills.intrabar == .path)
  }

  /// Sets the units of an order, or the budget they follow from at the fill.
  private func setQuantity(of working: inout WorkingOrder, from order: OrderTerms) {
    let sizing = order.quantity ?? rules.sizing
    let instrument = order.instrument
    // The script convention sizes market orders at the signal bar's close and never again;
    // everything else that is stated in money is sized when its price is known.
    let isSizedNow = working.isMarket && rules.fills.intrabar == .path && !working.reduceOnly
    if case .units(let units) = sizing {
      working.quantity = grids[instrument].floorToLot(units)
    } else if isSizedNow {
      let slip = rules.slippage.amount(
        price: marks[instrument], quantity: 0, volume: .nan, tickSize: grids[instrument].tick)
      working.quantity = units(
        sizing, instrument: instrument, price: marks[instrument] + order.side.sign * slip)
    } else {
      working.budget = budget(sizing)
      working.quantity = units(
        spending: working.budget, instrument: instrument,
        price: working.limit.isNaN ? marks[instrument] : working.limit)
    }
    if working.role == .entry, !working.isMarket, !working.dropsReversal {
      let against = max(
        0, -positions[instrument].quantity * order.side.sign - pendingCloses(instrument))
      working.reversal = against + pendingEntries(instrument, against: order.side)
    }
  }

  /// Units that entries given before will open against a side at the next price.
  private func pendingEntries(_ instrument: Int, against side: Side) -> Double {
    var units = 0.0
    for order in orders
    where !order.isDone && order.instrument == instrument && order.role == .entry
      && order.isMarket && order.side != side
    {
      units += order.quantity
    }
    return units
  }

  /// Units of an instrument's position that orders given before will close at the next price.
  private func pendingCloses(_ instrument: Int) -> Double {
    var units = 0.0
    for order in orders where !order.isDone && order.instrument == instrument {
      if order.role == .close { units += order.quantity }
    }
    return units
  }

  /// Why an order cannot be placed; nil when it can.
  private func refusal(of working: WorkingOrder, sized sizing: Sizing) -> RejectionReason? {
    guard working.quantity > 0 else {
      return isFinite(sizing) ? .quantityTooSmall : .invalidQuantity
    }
    guard working.role == .entry else { return nil }
    let held = positions[working.instrument].quantity
    if held * working.side.sign > 0,
      positions[working.instrument].lots.count >= rules.pyramiding,
      !working.isMarket || pendingCloses(working.instrument) < abs(held)
    {
      return .pyramiding
    }
    if rules.fills.intrabar == .path, !rules.margin.isUnlimited {
      // The script convention tests an entry at placement with the close.
      let notional =
        working.quantity * marks[working.instrument] * instruments[working.instrument].pointValue
      let fraction = rules.margin.initial(working.side == .buy ? .long : .short)
      if notional * fraction > equity * (1 + 1e-12) { return .margin }
    }
    return nil
  }

  private func isFinite(_ sizing: Sizing) -> Bool {
    switch sizing {
    case .units(let number), .cash(let number), .equityPercent(let number): number.isFinite
    }
  }

  /// Places a closing order for the lots of an entry name, nil for all; without lots it is nothing.
  func placeClose(
    of entry: String?, quantity: Double?, percent: Double?, instrument: Int, immediately: Bool,
    comment: String
  ) {
    placeClose(
      entryName: entry.map { names.index(of: $0) } ?? -1, quantity: quantity, percent: percent,
      instrument: instrument, immediately: immediately, comment: names.index(of: comment))
  }

  /// Places a closing order for the lots of an entry name, −1 for all; without lots it is nothing.
  package func placeClose(
    entryName: Int32, quantity: Double?, percent: Double?, instrument: Int, immediately: Bool,
    comment: Int32
  ) {
    let open = positions[instrument].units(named: entryName)
    guard open > 0, let direction = positions[instrument].direction else { return }
    var units = open
    if let quantity, !quantity.isNaN {
      units = min(open, quantity)
    } else if let percent, !percent.isNaN {
      units = open * percent / 100
    }
    var working = WorkingOrder(
      id: nextOrderID(), name: entryName < 0 ? names.index(of: "close all") : entryName,
      comment: comment, instrument: instrument,
      side: direction.entrySide.opposite, kind: .market, role: .close,
      quantity: units >= open ? open : grids[instrument].floorToLot(units), placedTime: now)
    working.closesName = entryName
    working.reduceOnly = true
    working.isImmediate = immediately
    guard working.quantity > 0 else { return reject(working, .quantityTooSmall) }
    orders.append(working)
  }

  /// Places the market order that leads to a position of `units`.
  ///
  /// A target that is not finite is refused and leaves the position and an earlier target as they are.
  package func placeTarget(units: Double, instrument: Int) {
    guard units.isFinite else {
      place(Order(.buy, quantity: .units(units), instrument: instrument, name: "target"))
      return
    }
    let name = names.index(of: "target")
    for index in orders.indices
    where orders[index].name == name && orders[index].instrument == instrument {
      orders[index].isDone = true
    }
    let difference = units - positions[instrument].quantity
    guard abs(difference) >= 0.5 * grids[instrument].lot else { return }
    let isReducing =
      units == 0 || units * positions[instrument].quantity > 0 && difference * units < 0
    place(
      Order(
        difference > 0 ? .buy : .sell, quantity: .units(abs(difference)), instrument: instrument,
        reduceOnly: isReducing, name: "target"))
  }

  /// Cancels unfilled orders and standing exits of a name.
  package func cancel(name: Int32) {
    for index in orders.indices where orders[index].name == name && orders[index].role != .close {
      orders[index].isDone = true
      dropExits(ofEntry: name, instrument: orders[index].instrument)
    }
    endRules { $0.name == name }
  }

  /// Cancels one unfilled order.
  package func cancel(id: OrderID) {
    for index in orders.indices where orders[index].id == id {
      orders[index].isDone = true
      dropExits(ofEntry: orders[index].name, instrument: orders[index].instrument)
    }
  }

  /// Cancels everything that has not filled.
  package func cancelAll() {
    for index in orders.indices { orders[index].isDone = true }
    endRules { _ in true }
  }

  /// Whether a live order could still open a lot of this name; −1 for any name.
  package func hasPendingEntry(_ name: Int32, instrument: Int) -> Bool {
    orders.contains {
      !$0.isDone && $0.instrument == instrument && $0.role != .close && !$0.reduceOnly
        && (name < 0 || $0.name == name)
    }
  }

  /// Whether the account holds nothing and waits for nothing, so that there is nothing to close,
  /// to cancel or to leave.
  package var isIdle: Bool {
    openInstruments.isEmpty && orders.allSatisfy(\.isDone)
      && (ruleCount == 0 || exits.allSatisfy { $0.rules.allSatisfy(\.isDone) })
  }

  /// Sweeps what is done, unless an order is to be filled at this close before; tells whether.
  package func sweepUnlessImmediate() -> Bool {
    var hasDone = !instrumentsToSweep.isEmpty
    for index in orders.indices {
      if orders[index].isImmediate { return false }
      if orders[index].isDone { hasDone = true }
    }
    if hasDone { sweep() }
    return true
  }

  /// Removes what is done from the working lists; called once a bar when something changed.
  package func sweep() {
    orders.removeAll { $0.isDone }
    if !instrumentsToSweep.isEmpty { sweepRules() }
  }
}
