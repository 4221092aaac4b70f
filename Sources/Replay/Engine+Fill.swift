import Market
import Trading

extension Engine {
  /// Fills a working order at a price, as far as position rules, volume and margin allow.
  ///
  /// - Parameter price: Price before slippage.
  func fill(
    _ index: Int, at price: Double, rule: FillRule, certainty: Certainty, _ bar: BarContext
  ) {
    // No order comes or goes before this one is settled.
    let order = account.orders.address(of: index)
    let isMaker = rule == .limit || (rule == .gap && order.pointee.isRestingLimit)
    guard let wanted = wantedQuantity(order.pointee, price: price) else {
      account.orders[index].isDone = true
      return
    }
    let available = capacity(order.pointee.side, bar.instrument)
    var quantity = min(wanted, available)
    if quantity < wanted { quantity = account.grids[bar.instrument].floorToLot(quantity) }
    if quantity < wanted, order.pointee.timeInForce == .fillOrKill { return }
    guard quantity > 0 else { return }
    let slippage = isMaker ? 0 : slip(price, quantity, bar)
    let paid = storedPrice(price + order.pointee.side.sign * slippage, bar.instrument)
    if !order.pointee.isReduction {
      quantity = carried(quantity, of: order.pointee, index: index, price: paid)
      guard quantity > 0 else { return }
    }
    let opensBefore = account.positions[bar.instrument].quantity
    let result = account.execute(
      Execution(
        order: order.pointee.id, name: order.pointee.name, comment: order.pointee.comment,
        instrument: order.pointee.instrument,
        side: order.pointee.side, quantity: quantity, price: paid, slippage: slippage, rule: rule,
        certainty: certainty, isMaker: isMaker, time: bar.openTime, bar: Int32(bar.index),
        closesName: order.pointee.closesName, filledBefore: order.pointee.filled,
        feesBefore: order.pointee.feesPaid,
        mayOpen: !order.pointee.onlyReduces))
    account.orders[index].filled += quantity
    account.orders[index].feesPaid += result.fee
    consume(quantity, order.pointee.side, bar.instrument)
    settle(index, filled: quantity, wanted: wanted, positionBefore: opensBefore)
    afterFill(index, filled: quantity, lot: result.lot, rule: rule, bar)
    watchFillCount(bar, rule: rule)
  }

  /// Exits units of a lot for an attachment.
  func fill(
    attachment index: Int, at price: Double, rule: FillRule, certainty: Certainty,
    _ bar: BarContext
  ) {
    let attachment = attachments(bar)[index]
    guard let lot = account.lot(attachment.lot, instrument: bar.instrument),
      let exit = account.exits[bar.instrument].rules.first(where: { $0.id == attachment.rule })
    else { return }
    let side = lot.direction.entrySide.opposite
    let wanted = account.exitable(attachment)
    var quantity = min(wanted, capacity(side, bar.instrument))
    if quantity < wanted { quantity = account.grids[bar.instrument].floorToLot(quantity) }
    guard quantity > 0 else {
      if wanted <= 0 { attachments(bar)[index].isDone = true }
      return
    }
    let isMaker = rule == .limit || (rule == .gap && isLimitGap(attachment, lot, price))
    let slippage = isMaker ? 0 : slip(price, quantity, bar)
    attachments(bar)[index].filled += quantity
    if quantity == wanted { attachments(bar)[index].isDone = true }
    account.execute(
      Execution(
        order: exit.id, name: exit.name, comment: exit.comment, instrument: bar.instrument,
        side: side, quantity: quantity,
        price: storedPrice(price + side.sign * slippage, bar.instrument), slippage: slippage,
        rule: rule, certainty: certainty, isMaker: isMaker, time: bar.openTime,
        bar: Int32(bar.index), closesName: exit.entryName, mayOpen: false))
    consume(quantity, side, bar.instrument)
    if attachment.group >= 0 {
      applyGroup(attachment.group, attachment.groupRule, filled: quantity, except: exit.id)
    }
    account.dropExitsOfClosedLots(instrument: bar.instrument)
    checkBooks()
    watchFillCount(bar, rule: rule)
  }

  /// Units an order asks for at this moment; nil, with a rejection, when it may not fill at all.
  private func wantedQuantity(_ order: WorkingOrder, price: Double) -> Double? {
    let held = account.positions[order.instrument].quantity
    let against = max(0, -held * order.side.sign)
    if order.onlyReduces {
      var open = against
      if rules.closeRule == .named, order.closesName >= 0 {
        open = account.positions[order.instrument].units(named: order.closesName)
      }
      guard open > 0, against > 0 else {
        account.reject(order, .nothingToReduce)
        return nil
      }
      return min(order.quantity, open)
    }
    var quantity = order.quantity
    if !order.budget.isNaN, order.filled == 0 {
      quantity = account.units(
        spending: order.budget, instrument: order.instrument,
        price: price + order.side.sign * slip(price, order.quantity, nil, order.instrument))
    }
    guard order.isEntry else { return refuseIfEmpty(quantity, order) }
    let isLimited = account.limitsEntries
    if isLimited, let allowed = account.risk.allowedDirection, allowed.entrySide != order.side {
      guard against > 0 else {
        account.reject(order, .riskRule)
        return nil
      }
      return against
    }
    let isSameWay = held * order.side.sign > 0
    if isSameWay, order.isMarket,
      account.positions[order.instrument].lots.count >= rules.pyramiding
    {
      account.reject(order, .pyramiding)
      return nil
    }
    if isLimited, let most = account.risk.maximumPosition {
      let room = most - max(0, held * order.side.sign)
      quantity = account.grids[order.instrument].floorToLot(min(quantity, room))
    }
    guard let own = refuseIfEmpty(quantity, order) else { return nil }
    let reversal = order.isMarket ? (order.dropsReversal ? 0 : against) : order.reversal
    return own + reversal
  }

  private func refuseIfEmpty(_ quantity: Double, _ order: WorkingOrder) -> Double? {
    guard quantity > 0 else {
      account.reject(order, .quantityTooSmall)
      return nil
    }
    return quantity
  }

  /// The part of an order that the account can carry; refuses or scales down the rest.
  private func carried(
    _ quantity: Double, of order: WorkingOrder, index: Int, price: Double
  ) -> Double {
    guard !isRuined else {
      account.orders[index].isDone = true
      account.reject(order, .ruined)
      return 0
    }
    let affordable = account.affordable(
      quantity, side: order.side, instrument: order.instrument, price: price)
    guard affordable < quantity else { return quantity }
    account.orders[index].isDone = true
    let closing = max(
      0, -account.positions[order.instrument].quantity * order.side.sign)
    if rules.margin.shortfall == .scaleDown, affordable > 0 {
      account.reject(order, .margin, quantity: quantity - affordable)
      return affordable
    }
    account.reject(order, .margin, quantity: quantity)
    // The charting platform drops the whole order; elsewhere its closing part stands.
    return followsPath ? 0 : min(closing, quantity)
  }

  /// Takes the filled units off the order; what closed an opposite position is not its own.
  private func settle(
    _ index: Int, filled: Double, wanted: Double, positionBefore: Double
  ) {
    guard filled < wanted, !account.orders[index].isDone else {
      account.orders[index].isDone = true
      return
    }
    let against = max(0, -positionBefore * account.orders[index].side.sign)
    let own =
      account.orders[index].isEntry ? max(0, filled - against) : filled
    account.orders[index].reversal = max(0, account.orders[index].reversal - filled)
    account.orders[index].quantity = account.grids[account.orders[index].instrument].snapToLot(
      account.orders[index].quantity - own)
    account.orders[index].budget = .nan
  }

  /// Everything that a fill sets off: exits of the new lot, groups, children, risk rules.
  private func afterFill(
    _ index: Int, filled: Double, lot number: Int32?, rule: FillRule, _ bar: BarContext
  ) {
    let id = account.orders[index].id
    if account.hasExits {
      account.dropExitsOfClosedLots(instrument: bar.instrument, filling: account.orders[index])
      if let number, let lot = account.lot(number, instrument: bar.instrument) {
        account.attachRules(to: lot, instrument: bar.instrument)
      }
    }
    if account.orders[index].group >= 0 {
      applyGroup(
        account.orders[index].group, account.orders[index].groupRule, filled: filled, except: id)
    }
    // Where only the range is known, an order woken inside the bar waits for the next one.
    let isAtOpen = rule == .open || rule == .gap
    for child in account.orders.indices where account.orders[child].parent == id {
      account.orders[child].parent = nil
      if followsPath || isAtOpen {
        account.orders[child].placedTime = bar.openTime
      } else {
        account.orders[child].placedTime = bar.openTime + 1
      }
      if account.orders[child].kind == .trailingStop, !account.orders[child].trailMark.isNaN {
        account.orders[child].trailMark = account.fills.last?.price ?? .nan
      }
    }
    checkBooks()
  }

  private func applyGroup(_ group: Int32, _ rule: GroupRule, filled: Double, except id: OrderID) {
    for index in account.orders.indices
    where account.orders[index].group == group && account.orders[index].id != id
      && !account.orders[index].isDone
    {
      if rule == .reduce, account.orders[index].quantity > filled {
        account.orders[index].quantity -= filled
      } else {
        account.orders[index].isDone = true
      }
    }
    guard rule == .cancel, account.hasExits else { return }
    for exits in account.exits {
      let attachments = exits.attachments
      for index in attachments.indices
      where attachments[index].group == group && attachments[index].rule != id {
        attachments[index].isDone = true
      }
    }
  }

  func slip(
    _ price: Double, _ quantity: Double, _ bar: BarContext?, _ instrument: Int? = nil
  ) -> Double {
    rules.slippage.amount(
      price: price, quantity: quantity, volume: bar?.volume ?? .nan,
      tickSize: account.grids[bar?.instrument ?? instrument ?? 0].tick)
  }

  /// Fill prices lie on the tick grid under the script convention (SCRIPT 4.7).
  func storedPrice(_ price: Double, _ instrument: Int) -> Double {
    followsPath ? account.grids[instrument].nearestTick(price) : price
  }

  private func isLimitGap(_ attachment: Attachment, _ lot: Lot, _ price: Double) -> Bool {
    lot.direction == .long ? price >= attachment.limit : price <= attachment.limit
  }

}

// Asked here and not where orders are made, because the compiler does not look into another module
// for what only the package sees, and comparing roles there costs more than the rest of a fill.
extension WorkingOrder {
  /// Whether it builds a position in one direction.
  @inline(__always)
  var isEntry: Bool { if case .entry = role { true } else { false } }

  /// Whether its role only makes a position smaller.
  @inline(__always)
  var isReduction: Bool {
    switch role {
    case .close, .marginCall: true
    case .plain, .entry: false
    }
  }

  /// Whether it may not open anything.
  @inline(__always)
  var onlyReduces: Bool { isReduction || reduceOnly }

  /// Whether it goes before what opens a position.
  @inline(__always)
  var goesFirst: Bool { if case .close = role { true } else { reduceOnly } }

  /// Whether the order waits as a limit, so that it makes liquidity.
  var isRestingLimit: Bool { kind == .limit || (kind == .stopLimit && isTriggered) }
}
