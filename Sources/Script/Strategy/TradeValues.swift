import Market
import Trading

// The accessors `strategy.closedtrades.*` and `strategy.opentrades.*`.
extension Library {
  static let tradeValues: [String: Maker] = [
    "strategy.closedtrades": account { Double($0.trades.count) },
    "strategy.closedtrades.first_index": value { _ in 0 },
    "strategy.closedtrades.entry_price": closed { trade, _, _ in trade.entryPrice },
    "strategy.closedtrades.exit_price": closed { trade, _, _ in trade.exitPrice },
    "strategy.closedtrades.entry_time": closed { trade, _, _ in
      Double(trade.entryTime.milliseconds)
    },
    "strategy.closedtrades.exit_time": closed { trade, _, _ in
      Double(trade.exitTime.milliseconds)
    },
    "strategy.closedtrades.entry_bar_index": closed { trade, _, _ in Double(trade.entryBar) },
    "strategy.closedtrades.exit_bar_index": closed { trade, _, _ in Double(trade.exitBar) },
    "strategy.closedtrades.entry_id": closed { trade, account, context in
      context.heap.string(account.names[trade.entryName])
    },
    "strategy.closedtrades.exit_id": closed { trade, account, context in
      context.heap.string(account.names[trade.exitName])
    },
    "strategy.closedtrades.entry_comment": closed { trade, account, context in
      context.heap.string(account.comment(of: trade.entryOrder))
    },
    "strategy.closedtrades.exit_comment": closed { trade, account, context in
      context.heap.string(account.names[trade.exitComment])
    },
    "strategy.closedtrades.size": closed(missing: 0) { trade, _, _ in
      trade.direction.sign * trade.quantity
    },
    "strategy.closedtrades.profit": closed { trade, _, _ in trade.netProfit },
    "strategy.closedtrades.profit_percent": closed { trade, account, _ in
      100 * trade.netProfit / account.cost(trade.entryPrice, trade.quantity)
    },
    "strategy.closedtrades.commission": closed { trade, _, _ in trade.fees },
    "strategy.closedtrades.max_runup": closed { trade, account, _ in
      account.cost(trade.favourable, trade.quantity)
    },
    "strategy.closedtrades.max_runup_percent": closed { trade, _, _ in
      100 * trade.favourable / trade.entryPrice
    },
    "strategy.closedtrades.max_drawdown": closed { trade, account, _ in
      account.cost(trade.adverse, trade.quantity)
    },
    "strategy.closedtrades.max_drawdown_percent": closed { trade, _, _ in
      100 * trade.adverse / trade.entryPrice
    },
    "strategy.opentrades": account { Double($0.positions[0].lots.count) },
    "strategy.opentrades.entry_price": open { lot, _, _ in lot.entryPrice },
    "strategy.opentrades.entry_time": open { lot, _, _ in Double(lot.entryTime.milliseconds) },
    "strategy.opentrades.entry_bar_index": open { lot, _, _ in Double(lot.entryBar) },
    "strategy.opentrades.entry_id": open { lot, account, context in
      context.heap.string(account.names[lot.name])
    },
    "strategy.opentrades.entry_comment": open { lot, account, context in
      context.heap.string(account.comment(of: lot.order))
    },
    "strategy.opentrades.size": open(missing: 0) { lot, _, _ in
      lot.direction.sign * lot.quantity
    },
    "strategy.opentrades.profit": open { lot, account, _ in account.profit(lot) },
    "strategy.opentrades.profit_percent": open { lot, account, _ in
      100 * account.profit(lot) / account.cost(lot.entryPrice, lot.quantity)
    },
    "strategy.opentrades.commission": open { lot, _, _ in lot.fees },
    "strategy.opentrades.max_runup": open { lot, account, _ in
      account.cost(lot.favourable, lot.quantity)
    },
    "strategy.opentrades.max_runup_percent": open { lot, _, _ in
      100 * lot.favourable / lot.entryPrice
    },
    "strategy.opentrades.max_drawdown": open { lot, account, _ in
      account.cost(lot.adverse, lot.quantity)
    },
    "strategy.opentrades.max_drawdown_percent": open { lot, _, _ in
      100 * lot.adverse / lot.entryPrice
    },
  ]

  private static func closed(
    missing: Double = .nan,
    _ read: @escaping @Sendable (Trade, Account, ExecutionContext) -> Double
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      guard let account = context.account,
        let index = index(arguments.word(0), below: account.trades.count)
      else { return missing }
      return read(account.trades[index], account, context)
    }
  }

  private static func open(
    missing: Double = .nan,
    _ read: @escaping @Sendable (Lot, Account, ExecutionContext) -> Double
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      guard let account = context.account,
        let index = index(arguments.word(0), below: account.positions[0].lots.count)
      else { return missing }
      return read(account.positions[0].lots[index], account, context)
    }
  }

  private static func index(_ word: Double, below count: Int) -> Int? {
    guard word >= 0, word < Double(count) else { return nil }
    return Int(word)
  }
}

extension Account {
  fileprivate func cost(_ price: Double, _ quantity: Double) -> Double {
    price * quantity * instruments[0].pointValue
  }

  /// Profit of a lot at the last mark, its entry fee taken off.
  fileprivate func profit(_ lot: Lot) -> Double {
    cost(lot.direction.sign * (marks[0] - lot.entryPrice), lot.quantity) - lot.fees
  }

  /// The remark of an order, from its fill.
  fileprivate func comment(of order: OrderID) -> String {
    guard let fill = fills.last(where: { $0.order == order }) else { return "" }
    return names[fill.comment]
  }
}

extension Lot {
  fileprivate var favourable: Double {
    max(0, direction == .long ? highest - entryPrice : entryPrice - lowest)
  }

  fileprivate var adverse: Double {
    max(0, direction == .long ? entryPrice - lowest : highest - entryPrice)
  }
}
