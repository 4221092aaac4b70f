public import Formats
import SQLite
public import Trading

/// A decision of an allocator with what it knew: evidence, expectation, weights and orders.
public struct DecisionRow: Sendable, Hashable {
  /// What an allocator gave an agent.
  public struct Weight: Sendable, Hashable {
    /// The agent.
    public var agent: String
    /// How it was scored; nil if not at all.
    public var score: Double?
    /// What was expected of it; nil if nothing.
    public var prediction: Double?
    /// Its share of the master account, below 0 for the opposite of what it does.
    public var weight: Double

    /// Makes a weight.
    public init(agent: String, score: Double? = nil, prediction: Double? = nil, weight: Double) {
      self.agent = agent
      self.score = score
      self.prediction = prediction
      self.weight = weight
    }
  }

  /// An order of the master account.
  public struct Order: Sendable, Hashable {
    /// The agent whose order it is a part of; nil for what was netted.
    public var agent: String?
    /// What is traded.
    public var symbol: String
    /// Buy or sell.
    public var side: Side
    /// Units, above 0.
    public var quantity: Double

    /// Makes an order.
    public init(agent: String? = nil, symbol: String, side: Side, quantity: Double) {
      self.agent = agent
      self.symbol = symbol
      self.side = side
      self.quantity = quantity
    }
  }

  /// The allocator's name.
  public var allocator: String
  /// The day from whose close on the weights hold, as days since 1970-01-01.
  public var day: Int32
  /// The last day whose records it was shown.
  public var lastKnownDay: Int32
  /// What else it went by, as a JSON document.
  public var evidence: String
  /// The weights, in the order of the agents.
  public var weights: [Weight]
  /// The orders that followed.
  public var orders: [Order]

  /// Makes a decision.
  public init(
    allocator: String, day: Int32, lastKnownDay: Int32, evidence: String = "{}",
    weights: [Weight], orders: [Order] = []
  ) {
    self.allocator = allocator
    self.day = day
    self.lastKnownDay = lastKnownDay
    self.evidence = evidence
    self.weights = weights
    self.orders = orders
  }
}

extension Store {
  /// Keeps the decisions of a contest's allocator, all of them or none.
  ///
  /// Decisions that the allocator has in that contest already are replaced.
  public func keep(
    _ decisions: [DecisionRow], ofContest id: Int64
  ) throws(LocatedError) {
    try transaction { connection throws(SQLiteError) in
      for allocator in Set(decisions.map(\.allocator)).sorted() {
        try connection.run(
          "DELETE FROM decision WHERE contest_id = ? AND allocator = ?",
          [.integer(id), .text(allocator)])
      }
      for (ordinal, decision) in decisions.enumerated() {
        try connection.insert(decision, contest: id, ordinal: ordinal)
      }
    }
  }

  /// The decisions of a contest, in their order.
  public func decisions(ofContest id: Int64) throws(LocatedError) -> [DecisionRow] {
    try use { connection throws(SQLiteError) in
      try connection.transaction(.deferred) { () throws(SQLiteError) in
        let heads = try connection.rows(
          """
          SELECT id, allocator, day_number, last_known_day_number, evidence FROM decision
          WHERE contest_id = ? ORDER BY ordinal, allocator
          """, [.integer(id)]
        ) { row in
          (
            id: row.integer(0),
            decision: DecisionRow(
              allocator: row.text(1), day: Int32(truncatingIfNeeded: row.integer(2)),
              lastKnownDay: Int32(truncatingIfNeeded: row.integer(3)), evidence: row.text(4),
              weights: [])
          )
        }
        var decisions: [DecisionRow] = []
        for head in heads {
          var decision = head.decision
          decision.weights = try connection.weights(head.id)
          decision.orders = try connection.orders(head.id)
          decisions.append(decision)
        }
        return decisions
      }
    }
  }
}

extension Connection {
  fileprivate func insert(
    _ decision: DecisionRow, contest: Int64, ordinal: Int
  ) throws(SQLiteError) {
    try run(
      """
      INSERT INTO decision(
        contest_id, ordinal, allocator, day_number, last_known_day_number, evidence)
      VALUES(?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(contest), .whole(ordinal), .text(decision.allocator), .whole(decision.day),
        .whole(decision.lastKnownDay), .text(decision.evidence),
      ])
    let id = lastRowID
    for (place, weight) in decision.weights.enumerated() {
      try run(
        "INSERT INTO decision_weight VALUES(?, ?, ?, ?, ?, ?)",
        [
          .integer(id), .whole(place), .text(weight.agent), .optional(weight.score),
          .optional(weight.prediction), .real(weight.weight),
        ])
    }
    for (place, order) in decision.orders.enumerated() {
      try run(
        "INSERT INTO decision_order VALUES(?, ?, ?, ?, ?, ?)",
        [
          .integer(id), .whole(place), .optional(order.agent), .text(order.symbol),
          .text(order.side.name), .real(order.quantity),
        ])
    }
  }

  fileprivate func weights(_ id: Int64) throws(SQLiteError) -> [DecisionRow.Weight] {
    try rows(
      """
      SELECT agent, score, prediction, weight FROM decision_weight
      WHERE decision_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      DecisionRow.Weight(
        agent: row.text(0), score: row.optionalReal(1), prediction: row.optionalReal(2),
        weight: row.real(3))
    }
  }

  fileprivate func orders(_ id: Int64) throws(SQLiteError) -> [DecisionRow.Order] {
    try rows(
      """
      SELECT agent, symbol, side, quantity FROM decision_order
      WHERE decision_id = ? ORDER BY ordinal
      """, [.integer(id)]
    ) { row in
      DecisionRow.Order(
        agent: row.optionalText(0), symbol: row.text(1),
        side: Trading.Side(name: row.text(2)) ?? .buy, quantity: row.real(3))
    }
  }
}
