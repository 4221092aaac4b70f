/// An order that waits, in the form the matching machine works on: plain numbers, no references.
package struct WorkingOrder {
  /// Which rules of position building apply.
  package enum Role: UInt8, Sendable {
    /// Adds its signed quantity, whatever the position.
    case plain
    /// Builds a position in one direction: obeys pyramiding and reverses an opposite position.
    case entry
    /// Makes a position smaller, never larger.
    case close
    /// Forced by the margin model.
    case marginCall
  }

  package var id: OrderID
  package var name: Int32
  package var comment: Int32
  package var instrument: Int
  package var side: Side
  package var kind: OrderKind
  package var role: Role
  /// Units still to fill; for entries without the units that reverse an opposite position.
  package var quantity: Double
  /// Units that close an opposite position, fixed at placement for entries with a price.
  package var reversal = 0.0
  /// Account currency to spend when the quantity follows from the fill price; NaN otherwise.
  package var budget = Double.nan
  package var limit = Double.nan
  package var stop = Double.nan
  package var trailOffset = Double.nan
  package var trailActivation = Double.nan
  /// Best price since the trail is armed; NaN before.
  package var trailMark = Double.nan
  /// Whether the stop of a stop-limit order has traded.
  package var isTriggered = false
  package var reduceOnly = false
  package var timeInForce = TimeInForce.goodTillCancelled
  /// First session day on which it could fill, for day orders.
  package var firstDay = Int32.min
  /// Interned name of the group, −1 for none.
  package var group: Int32 = -1
  package var groupRule = GroupRule.cancel
  /// The order whose fill wakes this one; nil once awake.
  package var parent: OrderID?
  /// Only lots of this entry name are closed, −1 for any; closing orders only.
  package var closesName: Int32 = -1
  /// Nanoseconds since the epoch of the placement: only bars that open at or after it may fill it.
  package var placedTime: Int64
  /// Whether a second entry of the same name on one bar replaced the first: it then reverses nothing.
  package var dropsReversal = false
  /// Whether it was placed without a position.
  package var placedFlat = false
  /// Fees charged so far, for minimum fees over partial fills.
  package var feesPaid = 0.0
  /// Units filled so far.
  package var filled = 0.0
  /// Whether it fills at the close of the bar that placed it.
  package var isImmediate = false
  package var isDone = false

  /// Whether the order fills without a price condition at an open.
  @inlinable package var isMarket: Bool { kind == .market }

  /// Whether it ends by itself, at a date or when it cannot fill at once.
  @inlinable package var isTimed: Bool {
    if case .goodTillCancelled = timeInForce { false } else { true }
  }
}
