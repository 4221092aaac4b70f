import Market

/// What a replay asks of the account on every bar, in one call each.
///
/// Reaching into the properties from another module would pay for run-time exclusivity checks.
extension Account {
  /// Whether anything rests that a bar could fill.
  package var hasWork: Bool { !orders.isEmpty || attachmentCount > 0 }

  /// Whether any exit stands or is attached to a lot.
  package var hasExits: Bool { attachmentCount > 0 || ruleCount > 0 }

  /// Whether an order ends by itself at an open.
  package var hasTimedOrders: Bool { orders.contains { $0.isTimed } }

  /// Whether an order fills at the close that placed it.
  package var hasImmediateOrders: Bool { orders.contains { $0.isImmediate } }

  /// Whether anything waits for a price.
  package var hasRestingPrices: Bool {
    attachmentCount > 0 || orders.contains { !$0.isDone && $0.kind != .market }
  }

  /// Whether equity needs a look after this mark: a risk rule wants one, or nothing is left.
  package var needsWatching: Bool { watch.equity || equity <= 0 }

  /// Whether a risk rule counts the fills of a day.
  package var watchesFills: Bool { watch.fills }

  /// Whether a risk rule has a say in entries.
  package var limitsEntries: Bool { watch.entries }

  /// Whether nothing is left at the last mark.
  package var isBroke: Bool { equity <= 0 }

  /// Whether one market order is all that waits, and no margin model looks at the price it fills at.
  package var isLoneMarketOrder: Bool {
    orders.count == 1 && orders[0].isMarket && ruleCount == 0 && attachmentCount == 0
      && rules.margin.isUnlimited
  }

  /// Widens the extremes of an instrument's open lots by a bar.
  package func recordExtremes(_ instrument: Int, high: Double, low: Double) {
    guard !positions[instrument].lots.isEmpty else { return }
    positions[instrument].lots.withUnsafeMutableBufferPointer { lots in
      for index in lots.indices {
        lots[index].highest = max(lots[index].highest, high)
        lots[index].lowest = min(lots[index].lowest, low)
      }
    }
  }

  /// Number of fills so far.
  package var fillCount: Int { fills.count }

  /// Whether there is no position in an instrument.
  package func isFlat(_ instrument: Int) -> Bool { positions[instrument].isFlat }

  /// Moves the account's clock.
  package func move(to time: Int64) { now = time }

  /// Begins a session day.
  package func beginDay(_ day: Int32) {
    currentDay = day
    fillsToday = 0
  }

  /// Opens a bar of an instrument.
  package func beginBar(_ instrument: Int, index: Int) {
    currentBar[instrument] = Int32(truncatingIfNeeded: index)
  }

  /// Takes a bar's last price as the instrument's mark.
  package func mark(_ instrument: Int, at price: Double) { marks[instrument] = price }

  /// Keeps the equity of this close; returns it, and the net value of positions as a share of it.
  ///
  /// - Precondition: The account was marked since its positions and prices last changed.
  package func recordClose() -> (equity: Double, exposure: Double) {
    closingEquity = equity
    return (equity, equity > 0 ? markedNet / equity : 0)
  }
}
