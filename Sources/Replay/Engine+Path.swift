import Trading

/// The first thing that happens to resting orders on a stretch of the assumed path.
private struct Trigger {
  enum Target {
    case order(Int)
    case attachment(Int)
  }

  var target: Target
  var rule: FillRule
  var price: Double
  var distance: Double
  /// Stops go before trails, trails before limits, at one price.
  var rank: Int
}

/// A straight stretch of the assumed path.
private struct Leg {
  var from: Double
  var to: Double
  /// Whether the stretch is the open itself, where fills are gaps.
  var isOpen: Bool
  var isRising: Bool { to > from }
}

// The charting platform's emulator: open, nearer extreme, other extreme, close (SCRIPT 4.7, 4.8).
extension Engine {
  /// Opens the bars of the instruments that have orders, one after the other.
  func openOnPath(_ opening: UnsafeBufferPointer<Int>) {
    for instrument in opening {
      if isBusy(instrument) {
        openOnPath(instrument)
      } else if !rules.margin.isUnlimited, !account.isFlat(instrument), let bar = bar(instrument) {
        callMargin(bar, at: bar.open)
      }
    }
  }

  /// Market orders, then what the open has already passed.
  func openOnPath(_ instrument: Int) {
    guard let bar = bar(instrument) else { return }
    legEnd = bar.open
    if account.isLoneMarketOrder {
      if isLive(0, bar) { fill(0, at: bar.open, rule: .open, certainty: .exact, bar) }
      return
    }
    for pass in 0..<2 {
      for index in orderPlaces(bar.instrument) {
        let kind = account.orders[index].kind
        guard kind == .market || (kind == .marketOnOpen && bar.isFirstOfDay),
          isLive(index, bar), account.orders[index].goesFirst == (pass == 0)
        else { continue }
        fill(index, at: bar.open, rule: .open, certainty: .exact, bar)
      }
    }
    guard account.hasRestingPrices || !rules.margin.isUnlimited else { return }
    run(Leg(from: bar.open, to: bar.open, isOpen: true), bar, certainty: .exact)
    raiseMarks(to: bar.open, bar)
    callMargin(bar, at: bar.open)
  }

  /// The three stretches after the open.
  func walkPath(_ bar: BarContext) {
    let first = bar.isLowFirst ? bar.low : bar.high
    let second = bar.isLowFirst ? bar.high : bar.low
    let certainty: Certainty = levelsInRange(bar) > 1 ? .pathAssumed : .exact
    var from = bar.open
    for to in [first, second, bar.close] {
      run(Leg(from: from, to: to, isOpen: false), bar, certainty: certainty)
      raiseMarks(to: to, bar)
      callMargin(bar, at: to)
      from = to
    }
  }

  /// Fills what an expert placed at this close and the close has already passed.
  func fillPassed(_ bar: BarContext) {
    var late = bar
    late.openTime = account.now
    let leg = Leg(from: bar.close, to: bar.close, isOpen: true)
    while let trigger = nextTrigger(leg, late) {
      guard case .order(let index) = trigger.target,
        account.orders[index].placedTime == account.now
      else { return }
      if account.orders[index].kind == .stopLimit, !account.orders[index].isTriggered {
        account.orders[index].isTriggered = true
        continue
      }
      fill(index, at: bar.close, rule: .close, certainty: .exact, bar)
      if !account.orders[index].isDone { return }
    }
  }

  /// Fills everything along one stretch, in the order in which the price meets it.
  private func run(_ leg: Leg, _ bar: BarContext, certainty: Certainty) {
    var leg = leg
    legEnd = leg.to
    while let trigger = nextTrigger(leg, bar) {
      leg.from = trigger.price
      switch trigger.target {
      case .order(let index):
        if account.orders[index].kind == .stopLimit, !account.orders[index].isTriggered {
          account.orders[index].isTriggered = true
          continue
        }
        fill(
          index, at: trigger.price, rule: leg.isOpen ? .gap : trigger.rule, certainty: certainty,
          bar)
        if !account.orders[index].isDone { return }
      case .attachment(let index):
        let count = account.fills.count
        let isAssumed = trigger.rule == .trail || enteredInside(attachments(bar)[index], bar)
        fill(
          attachment: index, at: trigger.price, rule: leg.isOpen ? .gap : trigger.rule,
          certainty: isAssumed ? .pathAssumed : certainty, bar)
        // Nothing left to exit: the attachment must not stop the walk.
        if account.fills.count == count, index < attachments(bar).count {
          attachments(bar)[index].isDone = true
        }
      }
    }
  }

  /// Whether the lot was opened inside this bar, so that the path decides what came after it.
  private func enteredInside(_ attachment: Attachment, _ bar: BarContext) -> Bool {
    guard let lot = account.lot(attachment.lot, instrument: bar.instrument) else { return false }
    return lot.entryBar == Int32(bar.index) && lot.entryRule != .open && lot.entryRule != .gap
  }

  private func nextTrigger(_ leg: Leg, _ bar: BarContext) -> Trigger? {
    var best: Trigger?
    for index in exitPlaces(bar.instrument) {
      let attachment = attachments(bar)[index]
      guard !attachment.isDone, attachment.placedTime <= bar.openTime,
        let lot = account.lot(attachment.lot, instrument: bar.instrument)
      else { continue }
      let isLong = lot.direction == .long
      consider(&best, .attachment(index), .stop, attachment.stop, rises: !isLong, 0, leg)
      considerTrail(&best, index, attachment, isLong: isLong, leg)
      considerLimit(&best, .attachment(index), attachment.limit, rises: isLong, leg, bar)
    }
    for index in orderPlaces(bar.instrument) {
      guard account.orders[index].kind != .market, isLive(index, bar) else { continue }
      let order = account.orders[index]
      let isBuy = order.side == .buy
      switch order.kind {
      case .market, .marketOnOpen, .marketOnClose: continue
      case .limit: considerLimit(&best, .order(index), order.limit, rises: !isBuy, leg, bar)
      case .stop: consider(&best, .order(index), .stop, order.stop, rises: isBuy, 0, leg)
      case .stopLimit:
        if order.isTriggered {
          considerLimit(&best, .order(index), order.limit, rises: !isBuy, leg, bar)
        } else {
          consider(&best, .order(index), .stop, order.stop, rises: isBuy, 0, leg)
        }
      case .trailingStop:
        let level = order.trailMark + order.side.sign * order.trailOffset
        consider(&best, .order(index), .trail, level, rises: isBuy, 1, leg)
      }
    }
    return best
  }

  /// Keeps the trigger that the path meets first.
  ///
  /// - Parameter rises: Whether the level is met by a rising price: buy stops, sell limits.
  private func consider(
    _ best: inout Trigger?, _ target: Trigger.Target, _ rule: FillRule, _ level: Double,
    rises: Bool, _ rank: Int, _ leg: Leg
  ) {
    guard !level.isNaN else { return }
    var price = leg.from
    if rises ? leg.from < level : leg.from > level {
      guard rises ? leg.to >= level : leg.to <= level else { return }
      price = level
    }
    let distance = abs(price - leg.from)
    // Of two stops at one price the buying one goes first, whichever was given first.
    let rank = 2 * rank + (rises ? 0 : 1)
    if let best, best.distance < distance || (best.distance == distance && best.rank <= rank) {
      return
    }
    best = Trigger(target: target, rule: rule, price: price, distance: distance, rank: rank)
  }

  /// A trail without a distance leaves where it arms: at its activation, or at once.
  private func considerTrail(
    _ best: inout Trigger?, _ index: Int, _ attachment: Attachment, isLong: Bool, _ leg: Leg
  ) {
    guard attachment.trailOffset == 0, !attachment.trailActivation.isNaN else {
      let level = attachment.trailLevel(isLong ? .long : .short)
      return consider(&best, .attachment(index), .trail, level, rises: !isLong, 1, leg)
    }
    let isArmed = !attachment.trailMark.isNaN
    consider(
      &best, .attachment(index), .trail, isArmed ? leg.from : attachment.trailActivation,
      rises: isLong, 1, leg)
  }

  /// A limit fills at its price once the path has passed it by the ticks that the rules ask for.
  private func considerLimit(
    _ best: inout Trigger?, _ target: Trigger.Target, _ limit: Double, rises: Bool, _ leg: Leg,
    _ bar: BarContext
  ) {
    guard !limit.isNaN else { return }
    let through = rules.fills.limitThroughTicks * account.grids[bar.instrument].tick
    guard through > 0, !leg.isOpen else {
      return consider(&best, target, .limit, limit, rises: rises, 2, leg)
    }
    let reached = rises ? leg.to >= limit + through : leg.to <= limit - through
    if reached { consider(&best, target, .limit, limit, rises: rises, 2, leg) }
  }

  /// Arms trails and follows the price at the end of a stretch.
  private func raiseMarks(to price: Double, _ bar: BarContext) {
    for index in exitPlaces(bar.instrument) {
      let attachment = attachments(bar)[index]
      guard !attachment.isDone, !attachment.trailActivation.isNaN,
        attachment.placedTime <= bar.openTime,
        let lot = account.lot(attachment.lot, instrument: bar.instrument)
      else { continue }
      let isLong = lot.direction == .long
      let mark = attachment.trailMark
      let reaches =
        isLong ? price >= attachment.trailActivation : price <= attachment.trailActivation
      if mark.isNaN ? reaches : (isLong ? price > mark : price < mark) {
        attachments(bar)[index].trailMark = price
      }
    }
    for index in orderPlaces(bar.instrument) {
      guard account.orders[index].kind == .trailingStop, isLive(index, bar) else { continue }
      let order = account.orders[index]
      let isSell = order.side == .sell
      let reaches = isSell ? price >= order.trailActivation : price <= order.trailActivation
      let isBetter = isSell ? price > order.trailMark : price < order.trailMark
      if order.trailMark.isNaN ? reaches : isBetter { account.orders[index].trailMark = price }
    }
  }

  /// Counts price levels inside the bar: with more than one, their order is the path's assumption.
  private func levelsInRange(_ bar: BarContext) -> Int {
    var count = 0
    func add(_ level: Double) {
      if level >= bar.low, level <= bar.high { count += 1 }
    }
    for index in orderPlaces(bar.instrument) where isLive(index, bar) {
      let order = account.orders[index]
      add(order.kind == .stopLimit && !order.isTriggered ? .nan : order.limit)
      add(order.stop)
      add(order.trailMark + order.side.sign * order.trailOffset)
    }
    for index in exitPlaces(bar.instrument) where !attachments(bar)[index].isDone {
      let attachment = attachments(bar)[index]
      add(attachment.limit)
      add(attachment.stop)
      if !attachment.trailActivation.isNaN { count += 1 }
    }
    return count
  }
}
