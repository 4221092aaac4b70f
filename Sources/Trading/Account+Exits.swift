import Market

extension Account {
  /// Gives or updates a standing exit; without any trigger or any entry to belong to it is nothing.
  package func place(_ order: ExitOrder) {
    place(
      ExitRule(
        name: names.index(of: order.name), comment: names.index(of: order.comment),
        instrument: order.instrument, entryName: order.entry.map { names.index(of: $0) } ?? -1,
        quantity: order.quantity ?? .nan, percent: order.percent ?? .nan,
        limit: order.limit ?? .nan, stop: order.stop ?? .nan, profitTicks: order.profit ?? .nan,
        lossTicks: order.loss ?? .nan, trailPrice: order.trailPrice ?? .nan,
        trailTicks: order.trailPoints ?? .nan,
        trailOffsetTicks: order.trailOffset ?? 0,
        group: order.group.map { names.index(of: $0.name) } ?? -1,
        groupRule: order.group?.rule ?? .reduce))
  }

  /// Gives or updates a standing exit whose names are known.
  ///
  /// - Returns: What gives it again as it is; nil if nothing stands.
  @discardableResult
  package func place(_ given: ExitRule) -> ExitTicket? {
    let instrument = given.instrument
    guard given.hasTrigger, canStand(given) else { return nil }
    guard !given.hasInfinity else {
      refuse(given)
      return nil
    }
    var rule = given
    rule.trailOffsetTicks.round(.towardZero)
    rule.issueClose = marks[instrument]
    rule.placedTime = now
    rule.revision = nextRuleRevision()
    let rules = exits[instrument].rules
    let known = rules.firstIndex {
      !$0.isDone && $0.name == rule.name && $0.entryName == rule.entryName
    }
    let place: Int
    if let known {
      update(known, with: rule)
      place = known
    } else {
      rule.id = nextOrderID()
      rules.append(rule)
      ruleCount += 1
      place = rules.count - 1
    }
    for lot in positions[instrument].lots { attach(rules[place], to: lot, inBar: false) }
    return ExitTicket(
      id: rules[place].id, instrument: instrument, revision: rules[place].revision)
  }

  /// Gives an exit that stands for an open lot once more, as `place` does with the same rule.
  ///
  /// - Returns: False if it has changed or more is to be done than to note the time; nothing is done
  ///   then that `place` does not do again.
  package func renew(_ ticket: ExitTicket) -> Bool {
    let exits = exits[ticket.instrument]
    let (rules, attachments) = (exits.rules, exits.attachments)
    guard let index = rules.indices.first(where: { rules[$0].id == ticket.id }),
      !rules[index].isDone, rules[index].revision == ticket.revision
    else { return false }
    let entryName = rules[index].entryName
    var hasLot = false
    for lot in positions[ticket.instrument].lots where entryName < 0 || lot.name == entryName {
      guard
        let known = attachments.indices.first(where: {
          attachments[$0].rule == ticket.id && attachments[$0].lot == lot.number
        })
      else { return false }
      hasLot = true
      if attachments[known].isDone { continue }
      guard attachments[known].placedTime != .min,
        attachments[known].levelsEntryPrice == lot.entryPrice
      else { return false }
      attachments[known].placedTime = now
    }
    if hasLot { rules[index].placedTime = now }
    return hasLot
  }

  /// The number of another form of an exit rule.
  func nextRuleRevision() -> Int32 {
    lastRuleRevision &+= 1
    return lastRuleRevision
  }

  /// Whether there is a lot, or an order that may open one, for a standing exit to belong to.
  package func canStand(_ rule: ExitRule) -> Bool {
    positions[rule.instrument].lots.contains {
      rule.entryName < 0 || $0.name == rule.entryName
    } || hasPendingEntry(rule.entryName, instrument: rule.instrument)
  }

  private func refuse(_ rule: ExitRule) {
    let side = positions[rule.instrument].direction?.entrySide.opposite ?? .sell
    let working = WorkingOrder(
      id: nextOrderID(), name: rule.name, comment: rule.comment, instrument: rule.instrument,
      side: side, kind: .market, role: .close, quantity: 0, placedTime: now)
    reject(working, .invalidPrice)
  }

  /// Takes over new levels and keeps the trail's state while its parameters are unchanged.
  private func update(_ index: Int, with rule: ExitRule) {
    let rules = exits[rule.instrument].rules
    let old = rules[index]
    var new = rule
    new.id = old.id
    let isSameTrail =
      same(old.trailPrice, rule.trailPrice) && same(old.trailTicks, rule.trailTicks)
      && old.trailOffsetTicks == rule.trailOffsetTicks
    if isSameTrail { new.issueClose = old.issueClose }
    rules[index] = new
    if !isSameTrail {
      let attachments = exits[rule.instrument].attachments
      for place in attachments.indices
      where attachments[place].rule == old.id && !attachments[place].isDone {
        attachments[place].trailMark = .nan
        attachments[place].placedTime = .min
      }
    }
  }

  private func same(_ left: Double, _ right: Double) -> Bool {
    left == right || (left.isNaN && right.isNaN)
  }

  /// Applies a rule to a lot that it concerns: makes the attachment or refreshes its levels.
  private func attach(_ rule: ExitRule, to lot: Lot, inBar: Bool) {
    let attachments = exits[rule.instrument].attachments
    guard !rule.isDone, rule.entryName < 0 || rule.entryName == lot.name else { return }
    if let known = attachments.firstIndex(where: { $0.rule == rule.id && $0.lot == lot.number }) {
      guard !attachments[known].isDone else { return }
      let isRearmed = attachments[known].placedTime == .min
      setLevels(of: &attachments[known], rule, lot)
      attachments[known].placedTime = now
      if isRearmed { arm(&attachments[known], rule, lot, at: rule.issueClose) }
      return
    }
    // Inside a bar the clock may stand at another instrument's latest instant: what a fill sets off
    // there waits from its own bar's open, so that markets that keep other hours change nothing.
    let begins = inBar && lot.entryRule != .close ? lot.entryTime.nanoseconds : now
    var attachment = Attachment(
      rule: rule.id, lot: lot.number, instrument: rule.instrument, limit: .nan, stop: .nan,
      trailActivation: .nan, trailOffset: .nan, trailMark: .nan,
      placedTime: begins, group: rule.group, groupRule: rule.groupRule)
    setLevels(of: &attachment, rule, lot)
    arm(&attachment, rule, lot, at: inBar ? lot.entryPrice : rule.issueClose)
    attachments.append(attachment)
    attachmentCount += 1
  }

  /// Levels in prices: the trigger that comes first wins where a price and ticks are both given.
  private func setLevels(of attachment: inout Attachment, _ rule: ExitRule, _ lot: Lot) {
    let grid = grids[rule.instrument]
    let side = lot.direction.entrySide.opposite
    let sign = lot.direction.sign
    let profit = lot.entryPrice + sign * rule.profitTicks * grid.tick
    let loss = lot.entryPrice - sign * rule.lossTicks * grid.tick
    attachment.levelsEntryPrice = lot.entryPrice
    attachment.limit = grid.limitLevel(nearer(rule.limit, profit, below: sign > 0), side)
    attachment.stop = grid.stopLevel(nearer(rule.stop, loss, below: sign < 0), side)
    guard rule.hasTrail else {
      attachment.trailActivation = .nan
      return
    }
    let points = grid.limitLevel(lot.entryPrice + sign * rule.trailTicks * grid.tick, side)
    attachment.trailActivation = nearer(rule.trailPrice, points, below: sign > 0)
    attachment.trailOffset = rule.trailOffsetTicks * grid.tick
  }

  private func nearer(_ first: Double, _ second: Double, below: Bool) -> Double {
    if first.isNaN { return second }
    if second.isNaN { return first }
    return below ? min(first, second) : max(first, second)
  }

  /// Arms a trail whose activation the price has already passed, and starts its mark there.
  ///
  /// For a trail given after the fill that price is the issuing bar's close (SCRIPT 4.8), for one
  /// that waited for its entry it is the entry price.
  private func arm(_ attachment: inout Attachment, _ rule: ExitRule, _ lot: Lot, at price: Double) {
    guard rule.hasTrail else { return }
    let isPast =
      lot.direction == .long
      ? price >= attachment.trailActivation : price <= attachment.trailActivation
    if isPast { attachment.trailMark = price }
  }

  /// Gives a new lot the exits that wait for it.
  package func attachRules(to lot: Lot, instrument: Int) {
    for rule in exits[instrument].rules { attach(rule, to: lot, inBar: true) }
  }

  /// Units that an attachment may exit: what it asks for of what earlier rules leave in its lot.
  package func exitable(_ attachment: Attachment) -> Double {
    guard let lot = lot(attachment.lot, instrument: attachment.instrument) else { return 0 }
    var left = lot.quantity
    let attachments = exits[attachment.instrument].attachments
    for rule in exits[attachment.instrument].rules {
      let isMine = rule.id == attachment.rule
      guard
        isMine
          || attachments.contains(where: {
            $0.rule == rule.id && $0.lot == lot.number && !$0.isDone
          })
      else { continue }
      var wanted = left
      if !rule.quantity.isNaN {
        wanted = grids[attachment.instrument].floorToLot(rule.quantity)
      } else if !rule.percent.isNaN, rule.percent < 100 {
        wanted = grids[attachment.instrument].floorToLot(
          lot.originalQuantity * rule.percent / 100)
      }
      let reserved = min(left, wanted)
      if isMine { return max(0, min(left, wanted - attachment.filled)) }
      left -= reserved
    }
    return left
  }

  /// The open lot of a number.
  package func lot(_ number: Int32, instrument: Int) -> Lot? {
    positions[instrument].place(ofLot: number).map { positions[instrument].lots[$0] }
  }

  /// Ends the exits of closed lots, and the rules that have nothing left to wait for.
  ///
  /// - Parameter pending: An entry that is being filled at this moment.
  package func dropExitsOfClosedLots(instrument: Int, filling pending: WorkingOrder? = nil) {
    let (rules, attachments) = (exits[instrument].rules, exits[instrument].attachments)
    guard !attachments.isEmpty || !rules.isEmpty else { return }
    removeAttachments(instrument) { attachment in
      positions[instrument].place(ofLot: attachment.lot) == nil
    }
    for index in rules.indices {
      let rule = rules[index]
      let isForPending =
        pending.map { pending in
          pending.role != .close
            && (rule.entryName == pending.name || (rule.entryName < 0 && pending.placedFlat))
        } ?? false
      let hasLot = attachments.contains { $0.rule == rule.id }
      if !isForPending, !hasLot, !hasPendingEntry(rule.entryName, instrument: instrument) {
        end(index, of: rules, instrument)
      }
    }
  }

  /// Ends the rules of an entry that was cancelled before it filled.
  func dropExits(ofEntry name: Int32, instrument: Int) {
    guard !positions[instrument].lots.contains(where: { $0.name == name }) else { return }
    let rules = exits[instrument].rules
    for index in rules.indices
    where rules[index].entryName == name && !hasPendingEntry(name, instrument: instrument) {
      end(index, of: rules, instrument)
    }
  }

  /// Ends the rules that fulfil a condition, and what they have attached to open lots.
  func endRules(where isUnwanted: (ExitRule) -> Bool) {
    guard ruleCount > 0 else { return }
    for (instrument, exits) in exits.enumerated() {
      for index in exits.rules.indices where isUnwanted(exits.rules[index]) {
        let id = exits.rules[index].id
        end(index, of: exits.rules, instrument)
        removeAttachments(instrument) { $0.rule == id }
      }
    }
  }

  private func end(_ index: Int, of rules: WorkingList<ExitRule>, _ instrument: Int) {
    rules[index].isDone = true
    if instrumentsToSweep.last != instrument { instrumentsToSweep.append(instrument) }
  }

  private func removeAttachments(_ instrument: Int, where isUnwanted: (Attachment) -> Bool) {
    let attachments = exits[instrument].attachments
    let count = attachments.count
    attachments.removeAll(where: isUnwanted)
    attachmentCount -= count - attachments.count
  }

  /// Removes the rules that are done.
  func sweepRules() {
    for instrument in instrumentsToSweep {
      let rules = exits[instrument].rules
      let count = rules.count
      rules.removeAll { $0.isDone }
      ruleCount -= count - rules.count
    }
    instrumentsToSweep.removeAll { _ in true }
  }
}
