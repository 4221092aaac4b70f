public import Trading

extension StrategySettings {
  /// The number of an argument, or a default.
  func number(_ name: String, default value: Double) -> Double {
    guard let number = numbers[name], !number.isNaN else { return value }
    return number
  }

  /// Whether a flag is set.
  func flag(_ name: String) -> Bool { number(name, default: 0) != 0 }

  /// How an account trades for a script with these settings.
  ///
  /// What the script leaves out has the language's default: one unit a trade, a million in cash,
  /// no costs; margin of 100 % from version 6 on and none before.
  ///
  /// - Parameters:
  ///   - base: Rules whose convention and financing stay.
  ///   - version: The version of the language, 5 or 6.
  public func rules(over base: TradingRules, version: Int) -> TradingRules {
    var rules = base
    let capital = number("initial_capital", default: 0)
    rules.initialCapital = capital > 0 ? capital : 1_000_000
    rules.pyramiding = Int(min(max(number("pyramiding", default: 0), 1), 1e9))
    rules.fillsAtClose = flag("process_orders_on_close")
    rules.closeRule = texts["close_entries_rule"] == "ANY" ? .named : .firstInFirstOut
    rules.fills.limitThroughTicks = max(
      base.fills.limitThroughTicks, number("backtest_fill_limits_assumption", default: 0))
    rules.sizing = sizing
    rules.fees = fees
    if numbers["slippage"] != nil {
      rules.slippage = SlippageModel(ticks: max(0, number("slippage", default: 0)))
    }
    let margin = version >= 6 ? 100.0 : 0
    rules.margin = .script(
      long: max(0, number("margin_long", default: margin)) / 100,
      short: max(0, number("margin_short", default: margin)) / 100)
    return rules
  }

  private var sizing: Sizing {
    let value = max(0, number("default_qty_value", default: 1))
    switch texts["default_qty_type"] {
    case "percent_of_equity": return .equityPercent(value)
    case "cash": return .cash(value)
    default: return .units(value)
    }
  }

  private var fees: FeeModel {
    let value = max(0, number("commission_value", default: 0))
    switch texts["commission_type"] {
    case "cash_per_contract": return FeeModel(perUnit: value)
    case "cash_per_order": return FeeModel(perOrder: value)
    default: return FeeModel(rate: value / 100)
    }
  }
}
