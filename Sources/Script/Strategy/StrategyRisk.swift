import Trading

// `strategy.risk`: limits that a script sets for itself.
extension Library {
  static let riskCommands: [String: Maker] = [
    "strategy.risk.allow_entry_in": risk { rules, arguments, context in
      switch context.text(arguments[0]) {
      case "long": rules.allowedDirection = .long
      case "short": rules.allowedDirection = .short
      default: rules.allowedDirection = nil
      }
    },
    "strategy.risk.max_position_size": risk { rules, arguments, _ in
      rules.maximumPosition = known(arguments[0])
    },
    "strategy.risk.max_drawdown": risk { rules, arguments, context in
      rules.maximumDrawdown = loss(arguments, context)
    },
    "strategy.risk.max_intraday_loss": risk { rules, arguments, context in
      rules.maximumDayLoss = loss(arguments, context)
    },
    "strategy.risk.max_cons_loss_days": risk { rules, arguments, _ in
      rules.maximumLosingDays = known(arguments[0]).map { Int(min(max($0, 1), 1e9)) }
    },
    "strategy.risk.max_intraday_filled_orders": risk { rules, arguments, _ in
      rules.maximumDayFills = known(arguments[0]).map { Int(min(max($0, 1), 1e9)) }
    },
  ]

  private static func risk(
    _ set: @escaping @Sendable (inout RiskRules, ArgumentWords, ExecutionContext) -> Void
  ) -> Maker {
    body { arguments, context throws(ScriptFailure) in
      if let account = context.account { set(&account.risk, arguments, context) }
      return .nan
    }
  }

  private static func loss(
    _ arguments: ArgumentWords, _ context: ExecutionContext
  ) -> RiskRules.Loss? {
    guard let value = known(arguments[0]) else { return nil }
    return context.text(arguments.word(1)) == "percent_of_equity"
      ? .equityPercent(value) : .cash(value)
  }
}
