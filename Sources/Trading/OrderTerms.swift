/// An order as the account places it: names are numbers, so that nothing in it is counted.
package struct OrderTerms {
  package var instrument = 0
  package var side: Side
  package var quantity: Sizing?
  package var kind: OrderKind
  package var limit: Double?
  package var stop: Double?
  package var trail: Trail?
  package var timeInForce = TimeInForce.goodTillCancelled
  package var reduceOnly = false
  /// Interned name of the group, −1 for none.
  package var group: Int32 = -1
  package var groupRule = GroupRule.cancel
  package var parent: OrderID?
  package var name: Int32
  package var comment: Int32

  /// Makes the terms of an order that prices decide the kind of.
  package init(
    _ side: Side, quantity: Sizing?, limit: Double?, stop: Double?, name: Int32, comment: Int32
  ) {
    self.side = side
    self.quantity = quantity
    self.limit = limit
    self.stop = stop
    self.name = name
    self.comment = comment
    kind = .forPrices(limit: limit, stop: stop)
  }
}

extension Account {
  /// The terms of an expert's order.
  func terms(of order: Order) -> OrderTerms {
    var terms = terms(
      order.side, quantity: order.quantity, instrument: order.instrument, limit: order.limit,
      stop: order.stop, group: order.group, name: order.name, comment: order.comment)
    terms.kind = order.kind
    terms.trail = order.trail
    terms.timeInForce = order.timeInForce
    terms.reduceOnly = order.reduceOnly
    terms.parent = order.parent
    return terms
  }

  /// The terms of an order that prices decide the kind of.
  func terms(
    _ side: Side, quantity: Sizing?, instrument: Int, limit: Double?, stop: Double?,
    group: OrderGroup?, name: String, comment: String
  ) -> OrderTerms {
    var terms = OrderTerms(
      side, quantity: quantity, limit: limit, stop: stop, name: names.index(of: name),
      comment: names.index(of: comment))
    terms.instrument = instrument
    if let group {
      terms.group = names.index(of: group.name)
      terms.groupRule = group.rule
    }
    return terms
  }
}
