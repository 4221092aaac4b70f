import Trading

// The strict convention: what the four prices prove, and the worse outcome where they leave it
// open (FILLS-AND-METRICS c4).
extension Engine {
  private var isPessimistic: Bool { rules.fills.assumption == .pessimistic }

  /// Opening fills of all instruments that open now: what reduces or sells first, then by order.
  func openInRange(_ opening: UnsafeBufferPointer<Int>) {
    exitAtOpen(opening)
    for pass in 0..<2 {
      for index in account.orders.indices {
        let instrument = account.orders[index].instrument
        guard isOpening(instrument), releasesCash(index) == (pass == 0),
          let bar = bar(instrument), isLive(index, bar)
        else { continue }
        fillAtOpen(index, bar)
      }
    }
    // An exit may be past its level the moment its entry fills at the open.
    exitAtOpen(opening)
  }

  private func releasesCash(_ index: Int) -> Bool {
    account.orders[index].goesFirst || account.orders[index].side == .sell
  }

  private func exitAtOpen(_ opening: UnsafeBufferPointer<Int>) {
    guard account.hasExits else { return }
    for instrument in opening where !account.exits[instrument].attachments.isEmpty {
      if let bar = bar(instrument) { exitAtOpen(bar) }
    }
  }

  private func fillAtOpen(_ index: Int, _ bar: BarContext) {
    let order = account.orders[index]
    let isBuy = order.side == .buy
    switch order.kind {
    case .market: fill(index, at: bar.open, rule: .open, certainty: .exact, bar)
    case .marketOnOpen:
      if bar.isFirstOfDay { fill(index, at: bar.open, rule: .open, certainty: .exact, bar) }
    case .marketOnClose: break
    case .limit:
      if isBuy ? bar.open <= order.limit : bar.open >= order.limit {
        fill(index, at: bar.open, rule: .gap, certainty: .exact, bar)
      }
    case .stop, .trailingStop:
      let level = stopLevel(order)
      if isBuy ? bar.open >= level : bar.open <= level {
        fill(index, at: bar.open, rule: .gap, certainty: .exact, bar)
      }
    case .stopLimit:
      if !order.isTriggered, isBuy ? bar.open >= order.stop : bar.open <= order.stop {
        account.orders[index].isTriggered = true
      }
      if account.orders[index].isTriggered,
        isBuy ? bar.open <= order.limit : bar.open >= order.limit
      {
        fill(index, at: bar.open, rule: .gap, certainty: .exact, bar)
      }
    }
  }

  private func stopLevel(_ order: WorkingOrder) -> Double {
    order.kind == .trailingStop
      ? order.trailMark + order.side.sign * order.trailOffset : order.stop
  }

  /// Exits whose level the open has passed: always certain.
  private func exitAtOpen(_ bar: BarContext) {
    exitWhere(bar) { attachment, lot in
      let isLong = lot.direction == .long
      let stop = self.effectiveStop(attachment, lot)
      let passesStop = isLong ? bar.open <= stop : bar.open >= stop
      let passesLimit = isLong ? bar.open >= attachment.limit : bar.open <= attachment.limit
      return passesStop || passesLimit ? (bar.open, .gap, .exact) : nil
    }
  }

  /// Fills every attachment for which `exit` names a price.
  ///
  /// A fill can remove the attachments of a closed lot, so the walk begins again after one that
  /// filled; one that could not fill, for want of volume, is passed over.
  private func exitWhere(
    _ bar: BarContext,
    _ exit: (Attachment, Lot) -> (price: Double, rule: FillRule, certainty: Certainty)?
  ) {
    var start = 0
    while start < attachments(bar).count {
      let index = start
      let attachment = attachments(bar)[index]
      start += 1
      guard let lot = liveLot(attachment, bar), let found = exit(attachment, lot) else { continue }
      let fills = account.fills.count
      fill(
        attachment: index, at: found.price, rule: found.rule, certainty: found.certainty, bar)
      // What is left after a partial fill waits for the next bar: the volume is used up.
      if account.fills.count > fills, isFinished(attachment, bar) { start = 0 }
    }
  }

  private func isFinished(_ attachment: Attachment, _ bar: BarContext) -> Bool {
    !attachments(bar).contains {
      $0.rule == attachment.rule && $0.lot == attachment.lot && !$0.isDone
    }
  }

  private func liveLot(_ attachment: Attachment, _ bar: BarContext) -> Lot? {
    guard !attachment.isDone, attachment.placedTime <= bar.openTime,
      capacity(.buy, bar.instrument) > 0 || capacity(.sell, bar.instrument) > 0
    else { return nil }
    return account.lot(attachment.lot, instrument: bar.instrument)
  }

  /// The nearer of the protective stop and the trail's level, known before the bar.
  private func effectiveStop(_ attachment: Attachment, _ lot: Lot) -> Double {
    let trail = attachment.trailLevel(lot.direction)
    if attachment.stop.isNaN { return trail }
    if trail.isNaN { return attachment.stop }
    return lot.direction == .long ? max(attachment.stop, trail) : min(attachment.stop, trail)
  }

  /// Everything after the open: exits, then resting orders with the exits of what they open.
  func matchRange(_ bar: BarContext) {
    exitInRange(bar)
    matchOrders(bar)
    callMargin(
      bar, at: account.positions[bar.instrument].quantity > 0 ? bar.low : bar.high)
    ratchet(bar)
  }

  private func exitInRange(_ bar: BarContext) {
    exitWhere(bar) { attachment, lot in self.exit(attachment, lot, bar) }
  }

  /// Where an exit fills in this bar, if the bar proves it or the assumption says so.
  private func exit(
    _ attachment: Attachment, _ lot: Lot, _ bar: BarContext
  ) -> (price: Double, rule: FillRule, certainty: Certainty)? {
    let isLong = lot.direction == .long
    let through = rules.fills.limitThroughTicks * account.grids[bar.instrument].tick
    let stop = effectiveStop(attachment, lot)
    let limit = attachment.limit
    let hitsStop = isLong ? bar.low <= stop : bar.high >= stop
    let hitsLimit = isLong ? bar.high >= limit + through : bar.low <= limit - through
    guard hitsStop || hitsLimit else { return nil }
    let isEntryBar = lot.entryBar == Int32(bar.index)
    let knowledge = isEntryBar ? lot.entryRule : .open
    let closesPastStop = isLong ? bar.close <= stop : bar.close >= stop
    let closesPastLimit =
      isLong ? bar.close >= limit + through : bar.close <= limit - through
    // What the way of entry proves about each level (c4, rule 7).
    let stopIsSure: Bool
    let limitIsSure: Bool
    switch knowledge {
    case .limit:
      (stopIsSure, limitIsSure) = (true, closesPastLimit)
    case .stop, .trail:
      (stopIsSure, limitIsSure) = (closesPastStop, true)
    case .close:
      return nil
    case .open, .gap, .marginCall, .cashInLieu:
      (stopIsSure, limitIsSure) = (true, true)
    }
    let stopRule: FillRule = stop == attachment.stop ? .stop : .trail
    if hitsStop, hitsLimit {
      return isPessimistic ? (stop, stopRule, .ambiguous) : (limit, .limit, .ambiguous)
    }
    if hitsStop {
      guard stopIsSure || isPessimistic else { return nil }
      return (stop, stopRule, stopIsSure ? .exact : .ambiguous)
    }
    guard limitIsSure || !isPessimistic else {
      unprovedTargets += 1
      return nil
    }
    return (limit, .limit, limitIsSure ? .exact : .ambiguous)
  }

  /// Resting orders that the range reaches: reducing ones first, stops before limits, then by age.
  private func matchOrders(_ bar: BarContext) {
    var reached: [(index: Int, rank: Int)] = []
    for index in orderPlaces(bar.instrument) where isLive(index, bar) {
      let order = account.orders[index]
      guard reaches(order, bar) else { continue }
      let reducing = order.reduceOnly ? 0 : 2
      let isStop = order.kind == .stop || order.kind == .trailingStop
      reached.append((index, reducing + (isStop == isPessimistic ? 0 : 1)))
    }
    guard !reached.isEmpty else { return }
    let certainty: Certainty = reached.count > 1 ? .ambiguous : .exact
    reached.sort { ($0.rank, $0.index) < ($1.rank, $1.index) }
    for (index, _) in reached where !account.orders[index].isDone {
      fillInRange(index, certainty, bar)
      exitInRange(bar)
    }
  }

  private func reaches(_ order: WorkingOrder, _ bar: BarContext) -> Bool {
    let isBuy = order.side == .buy
    let through = rules.fills.limitThroughTicks * account.grids[bar.instrument].tick
    switch order.kind {
    case .market, .marketOnOpen, .marketOnClose: return false
    case .limit: return isBuy ? bar.low <= order.limit - through : bar.high >= order.limit + through
    case .stop, .trailingStop:
      let level = stopLevel(order)
      return isBuy ? bar.high >= level : bar.low <= level
    case .stopLimit:
      if order.isTriggered {
        return isBuy ? bar.low <= order.limit - through : bar.high >= order.limit + through
      }
      return isBuy ? bar.high >= order.stop : bar.low <= order.stop
    }
  }

  private func fillInRange(_ index: Int, _ certainty: Certainty, _ bar: BarContext) {
    let order = account.orders[index]
    switch order.kind {
    case .market, .marketOnOpen, .marketOnClose: break
    case .limit: fill(index, at: order.limit, rule: .limit, certainty: certainty, bar)
    case .stop: fill(index, at: order.stop, rule: .stop, certainty: certainty, bar)
    case .trailingStop:
      fill(index, at: stopLevel(order), rule: .trail, certainty: certainty, bar)
    case .stopLimit: fillStopLimit(index, certainty, bar)
    }
  }

  /// Triggered inside the bar: at the stop if the limit allows it, at the limit only if the close
  /// is past it, because only the close is surely later than the trigger (c4, rule 5).
  private func fillStopLimit(_ index: Int, _ certainty: Certainty, _ bar: BarContext) {
    let order = account.orders[index]
    let isBuy = order.side == .buy
    if order.isTriggered {
      fill(index, at: order.limit, rule: .limit, certainty: certainty, bar)
      return
    }
    account.orders[index].isTriggered = true
    if isBuy ? order.limit >= order.stop : order.limit <= order.stop {
      fill(index, at: order.stop, rule: .stop, certainty: certainty, bar)
    } else if isBuy ? bar.close <= order.limit : bar.close >= order.limit {
      fill(index, at: order.limit, rule: .limit, certainty: certainty, bar)
    }
  }

  /// Follows the price after the bar; the new level is valid from the next bar on.
  private func ratchet(_ bar: BarContext) {
    for index in exitPlaces(bar.instrument) {
      let attachment = attachments(bar)[index]
      guard !attachment.isDone, !attachment.trailActivation.isNaN,
        attachment.placedTime <= bar.openTime,
        let lot = account.lot(attachment.lot, instrument: bar.instrument)
      else { continue }
      let isLong = lot.direction == .long
      let isInside =
        lot.entryBar == Int32(bar.index) && lot.entryRule != .open && lot.entryRule != .gap
      let best = isInside ? bar.close : (isLong ? bar.high : bar.low)
      let mark = attachment.trailMark
      let reaches =
        isLong ? best >= attachment.trailActivation : best <= attachment.trailActivation
      guard mark.isNaN ? reaches : (isLong ? best > mark : best < mark) else { continue }
      attachments(bar)[index].trailMark = best
      let level = attachments(bar)[index].trailLevel(lot.direction)
      if isLong ? bar.low <= level : bar.high >= level { trailsOpenToPath += 1 }
    }
    for index in orderPlaces(bar.instrument) {
      let order = account.orders[index]
      guard order.kind == .trailingStop, isLive(order, bar) else { continue }
      let isSell = order.side == .sell
      let best = isSell ? bar.high : bar.low
      let reaches = isSell ? best >= order.trailActivation : best <= order.trailActivation
      let isBetter = isSell ? best > order.trailMark : best < order.trailMark
      guard order.trailMark.isNaN ? reaches : isBetter else { continue }
      account.orders[index].trailMark = best
      let level = best + order.side.sign * order.trailOffset
      if isSell ? bar.low <= level : bar.high >= level { trailsOpenToPath += 1 }
    }
  }
}
