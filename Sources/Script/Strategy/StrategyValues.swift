import Market
import Trading

// The variables of `strategy`: the position, equity and totals over closed trades.
extension Library {
  static let strategyValues: [String: Maker] = [
    "strategy.position_size": account { $0.positions[0].quantity },
    "strategy.position_avg_price": account { $0.positions[0].averagePrice ?? .nan },
    "strategy.position_entry_name": value { context in
      guard let account = context.account, let lot = account.positions[0].lots.first else {
        return context.heap.string("")
      }
      return context.heap.string(account.names[lot.name])
    },
    "strategy.equity": account { $0.equity },
    "strategy.openprofit": account { $0.openProfit },
    "strategy.openprofit_percent": account { 100 * $0.openProfit / $0.realizedEquity },
    "strategy.netprofit": account { $0.netProfit },
    "strategy.netprofit_percent": account { 100 * $0.netProfit / $0.rules.initialCapital },
    "strategy.initial_capital": account { $0.rules.initialCapital },
    "strategy.account_currency": value { context in
      let currency = context.settings.texts["currency"] ?? ""
      let isOwn = currency.isEmpty || currency == "NONE"
      return context.heap.string(isOwn ? context.bars.instrument.currency : currency)
    },
    "strategy.opentrades.capital_held": account { account in
      guard let direction = account.positions[0].direction else { return 0 }
      return abs(account.positions[0].quantity * account.marks[0])
        * account.instruments[0].pointValue * account.rules.margin.initial(direction)
    },
    "strategy.margin_liquidation_price": account { $0.liquidationPrice },
    "strategy.convert_to_account": unary { $0 },
    "strategy.convert_to_symbol": unary { $0 },
    "strategy.default_entry_qty": body { arguments, context throws(ScriptFailure) in
      guard let account = context.account else { return .nan }
      return account.units(account.rules.sizing, instrument: 0, price: arguments[0])
    },
    "strategy.wintrades": totals { Double($0.winCount) },
    "strategy.losstrades": totals { Double($0.lossCount) },
    "strategy.eventrades": totals { Double($0.evenCount) },
    "strategy.grossprofit": totals { $0.grossProfit },
    "strategy.grossloss": totals { $0.grossLoss },
    "strategy.grossprofit_percent": totals { 100 * $0.grossProfit / $0.capital },
    "strategy.grossloss_percent": totals { 100 * $0.grossLoss / $0.capital },
    "strategy.avg_trade": totals { ($0.grossProfit - $0.grossLoss) / Double($0.count) },
    "strategy.avg_trade_percent": totals { $0.percentSum / Double($0.count) },
    "strategy.avg_winning_trade": totals { $0.grossProfit / Double($0.winCount) },
    "strategy.avg_winning_trade_percent": totals { $0.winPercentSum / Double($0.winCount) },
    "strategy.avg_losing_trade": totals { $0.grossLoss / Double($0.lossCount) },
    "strategy.avg_losing_trade_percent": totals { $0.lossPercentSum / Double($0.lossCount) },
    "strategy.max_contracts_held_all": held { max($0, $1) },
    "strategy.max_contracts_held_long": held { long, _ in long },
    "strategy.max_contracts_held_short": held { _, short in short },
    "strategy.max_drawdown": excursion { $0.drawdown },
    "strategy.max_drawdown_percent": excursion { $0.drawdownPercent },
    "strategy.max_runup": excursion { $0.runUp },
    "strategy.max_runup_percent": excursion { $0.runUpPercent },
  ]

  /// Whether a name stands for something that is read of the account, which never fails.
  static func readsAccount(_ name: String) -> Bool {
    strategyValues[name] != nil || tradeValues[name] != nil
  }

  /// A value of the account; NaN in a `request.security`.
  static func account(_ read: @escaping @Sendable (Account) -> Double) -> Maker {
    value { context in context.account.map(read) ?? .nan }
  }

  private static func totals(_ read: @escaping @Sendable (TradeTotals) -> Double) -> Maker {
    { _ in .stateful { TotalsState(read) } }
  }

  private static func held(_ read: @escaping @Sendable (Double, Double) -> Double) -> Maker {
    { _ in .stateful { HeldState(read) } }
  }

  private static func excursion(
    _ read: @escaping @Sendable (EquityExcursion) -> Double
  ) -> Maker {
    { _ in .stateful { ExcursionState(read) } }
  }
}

extension Account {
  /// Profit of open lots at the last mark, before fees.
  var openProfit: Double {
    positions[0].openProfit(at: marks[0]) * instruments[0].pointValue
  }

  /// Capital and the profit of closed trades.
  var realizedEquity: Double { rules.initialCapital + netProfit }

  /// The price at which equity just covers the margin; NaN when no price does.
  var liquidationPrice: Double {
    guard let direction = positions[0].direction else { return .nan }
    let fraction = rules.margin.maintenance(direction)
    let quantity = positions[0].quantity * instruments[0].pointValue
    // cash + q·p = |q|·p·fraction
    let price = ledger.cash / (abs(quantity) * fraction - quantity)
    return fraction > 0 && price > 0 && price.isFinite ? price : .nan
  }
}

/// Sums over closed trades.
struct TradeTotals {
  var capital = 1.0
  var winCount = 0
  var lossCount = 0
  var evenCount = 0
  var grossProfit = 0.0
  /// Losses as a positive number.
  var grossLoss = 0.0
  var percentSum = 0.0
  var winPercentSum = 0.0
  var lossPercentSum = 0.0

  var count: Int { winCount + lossCount + evenCount }

  mutating func add(_ trade: Trade, pointValue: Double) {
    let profit = trade.netProfit
    let percent = 100 * profit / (trade.entryPrice * trade.quantity * pointValue)
    percentSum += percent
    if profit > 0 {
      winCount += 1
      grossProfit += profit
      winPercentSum += percent
    } else if profit < 0 {
      lossCount += 1
      grossLoss -= profit
      lossPercentSum -= percent
    } else {
      evenCount += 1
    }
  }
}

/// Adds the trades that were closed since the last call.
private final class TotalsState: CallState {
  private let read: @Sendable (TradeTotals) -> Double
  private var totals = TradeTotals()
  private var seen = 0

  init(_ read: @escaping @Sendable (TradeTotals) -> Double) { self.read = read }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    guard let account = context.account else { return .nan }
    totals.capital = account.rules.initialCapital
    while seen < account.trades.count {
      totals.add(account.trades[seen], pointValue: account.instruments[0].pointValue)
      seen += 1
    }
    return read(totals)
  }
}

/// The largest positions ever held, from the fills since the last call.
private final class HeldState: CallState {
  private let read: @Sendable (Double, Double) -> Double
  private var position = 0.0
  private var long = 0.0
  private var short = 0.0
  private var seen = 0

  init(_ read: @escaping @Sendable (Double, Double) -> Double) { self.read = read }

  override func next(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) throws(ScriptFailure) -> Double {
    guard let account = context.account else { return .nan }
    while seen < account.fills.count {
      let fill = account.fills[seen]
      position = account.grids[0].snapToLot(signed: position + fill.side.sign * fill.quantity)
      long = max(long, position)
      short = max(short, -position)
      seen += 1
    }
    return read(long, short)
  }
}

extension Grid {
  fileprivate func snapToLot(signed quantity: Double) -> Double {
    quantity < 0 ? -snapToLot(-quantity) : snapToLot(quantity)
  }
}
