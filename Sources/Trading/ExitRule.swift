/// A standing instruction to leave the positions of an entry name by limit, stop or trail.
///
/// It may be given before the entry has filled; each lot that the entry opens gets an `Attachment`.
package struct ExitRule {
  /// Its number among the account's orders, given when it is first placed.
  package var id = OrderID(0)
  package var name: Int32
  package var comment: Int32
  package var instrument: Int
  /// Interned entry name it belongs to, −1 for every entry.
  package var entryName: Int32
  /// Units to exit per lot; NaN for all that no earlier rule has reserved.
  package var quantity: Double
  /// Percent of the lot's original size; NaN unless given.
  package var percent: Double
  /// Prices; NaN unless given.
  package var limit: Double
  package var stop: Double
  /// Distances from the entry price in ticks; NaN unless given.
  package var profitTicks: Double
  package var lossTicks: Double
  /// Trail: activation as a price or as ticks from the entry price, offset in ticks.
  package var trailPrice: Double
  package var trailTicks: Double
  package var trailOffsetTicks: Double
  package var group: Int32
  package var groupRule: GroupRule
  /// The bar's close at which the rule was given or last changed its trail.
  package var issueClose = Double.nan
  package var placedTime = Int64.min
  package var isDone = false
  /// The account's number of this form of the rule: another one for every change.
  var revision: Int32 = 0

  /// Makes a rule; what a strategy does not give is NaN.
  package init(
    name: Int32, comment: Int32, instrument: Int, entryName: Int32, quantity: Double,
    percent: Double, limit: Double, stop: Double, profitTicks: Double, lossTicks: Double,
    trailPrice: Double, trailTicks: Double, trailOffsetTicks: Double, group: Int32,
    groupRule: GroupRule
  ) {
    self.name = name
    self.comment = comment
    self.instrument = instrument
    self.entryName = entryName
    self.quantity = quantity
    self.percent = percent
    self.limit = limit
    self.stop = stop
    self.profitTicks = profitTicks
    self.lossTicks = lossTicks
    self.trailPrice = trailPrice
    self.trailTicks = trailTicks
    self.trailOffsetTicks = trailOffsetTicks
    self.group = group
    self.groupRule = groupRule
  }

  /// Whether it follows the price.
  @inlinable package var hasTrail: Bool { !(trailPrice.isNaN && trailTicks.isNaN) }

  /// Whether anything can make it exit.
  package var hasTrigger: Bool {
    !(limit.isNaN && stop.isNaN && profitTicks.isNaN && lossTicks.isNaN) || hasTrail
  }

  /// Whether it asks for a price or a distance beyond all numbers, at which nothing can wait.
  package var hasInfinity: Bool {
    limit.isInfinite || stop.isInfinite || profitTicks.isInfinite || lossTicks.isInfinite
      || trailPrice.isInfinite || trailTicks.isInfinite || trailOffsetTicks.isInfinite
      || quantity.isInfinite || percent.isInfinite
  }
}

/// A standing exit in the form in which it was given, so that it can be given again as it is.
package struct ExitTicket {
  let id: OrderID
  let instrument: Int
  let revision: Int32
}

/// The exits of one instrument, by age: the rules, and what they have attached to open lots.
///
/// A fill looks through those of its own instrument only, so that a bar costs the same however many
/// instruments an account trades.
package struct StandingExits {
  package let rules = WorkingList<ExitRule>()
  package let attachments = WorkingList<Attachment>()

  func deallocate() {
    rules.deallocate()
    attachments.deallocate()
  }
}

/// An exit rule applied to one open lot: levels in prices and the trail's state.
package struct Attachment {
  package var rule: OrderID
  package var lot: Int32
  package var instrument: Int
  /// Units filled so far.
  package var filled = 0.0
  package var limit: Double
  package var stop: Double
  package var trailActivation: Double
  package var trailOffset: Double
  /// Best price since the trail is armed; NaN before.
  package var trailMark: Double
  package var placedTime: Int64
  package var group: Int32
  package var groupRule: GroupRule
  package var isDone = false
  /// The lot's entry price from which the levels were made.
  var levelsEntryPrice = Double.nan

  /// The trail's stop price; NaN while it is not armed.
  @inlinable
  package func trailLevel(_ direction: Direction) -> Double {
    trailMark - direction.sign * trailOffset
  }
}
