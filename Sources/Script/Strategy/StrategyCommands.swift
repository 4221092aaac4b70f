import Trading

/// A parameter of a command.
enum CommandParameter: Int, CaseIterable {
  case id, direction, qty, limit, stop, comment, when, profit, loss, immediately
  case ocaName, ocaType, fromEntry, qtyPercent, trailPrice, trailPoints, trailOffset

  /// The names that scripts use, in the order of the cases.
  static let names = [
    "id", "direction", "qty", "limit", "stop", "comment", "when", "profit", "loss", "immediately",
    "oca_name", "oca_type", "from_entry", "qty_percent", "trail_price", "trail_points",
    "trail_offset",
  ]
}

/// The places of a command's parameters; they differ between the versions.
struct CommandParameters: Sendable {
  /// By the order of the parameters' cases; −1 where the version has none.
  private let places: [Int]

  init(_ names: [String]) {
    places = CommandParameter.names.map { names.firstIndex(of: $0) ?? -1 }
  }

  /// The word of a parameter; NaN where the version has none or the script leaves it out.
  @inline(__always)
  func word(_ parameter: CommandParameter, _ arguments: ArgumentWords) -> Double {
    let place = places[parameter.rawValue]
    return place < 0 ? .nan : arguments.word(place)
  }

  /// Whether `when` of version 5 allows the command.
  func isWanted(_ arguments: ArgumentWords) -> Bool {
    let place = places[CommandParameter.when.rawValue]
    return place < 0 || arguments.flag(place, default: true)
  }

  static func parameters(of name: String, version: Int) -> CommandParameters {
    CommandParameters((version >= 6 ? current : former)[name] ?? [])
  }

  static let current: [String: [String]] = [
    "strategy.entry": [
      "id", "direction", "qty", "limit", "stop", "oca_name", "oca_type", "comment",
      "alert_message", "disable_alert",
    ],
    "strategy.order": [
      "id", "direction", "qty", "limit", "stop", "oca_name", "oca_type", "comment",
      "alert_message", "disable_alert",
    ],
    "strategy.exit": [
      "id", "from_entry", "qty", "qty_percent", "profit", "limit", "loss", "stop", "trail_price",
      "trail_points", "trail_offset", "oca_name", "comment", "comment_profit", "comment_loss",
      "comment_trailing", "alert_message", "alert_profit", "alert_loss", "alert_trailing",
      "disable_alert",
    ],
    "strategy.close": [
      "id", "comment", "qty", "qty_percent", "alert_message", "immediately", "disable_alert",
    ],
    "strategy.close_all": ["comment", "alert_message", "immediately", "disable_alert"],
    "strategy.cancel": ["id"],
    "strategy.cancel_all": [],
  ]

  static let former: [String: [String]] = [
    "strategy.entry": [
      "id", "direction", "qty", "limit", "stop", "oca_name", "oca_type", "comment", "when",
      "alert_message", "disable_alert",
    ],
    "strategy.order": [
      "id", "direction", "qty", "limit", "stop", "oca_name", "oca_type", "comment", "when",
      "alert_message", "disable_alert",
    ],
    "strategy.exit": [
      "id", "from_entry", "qty", "qty_percent", "profit", "limit", "loss", "stop", "trail_price",
      "trail_points", "trail_offset", "oca_name", "comment", "comment_profit", "comment_loss",
      "comment_trailing", "when", "alert_message", "alert_profit", "alert_loss",
      "alert_trailing", "disable_alert",
    ],
    "strategy.close": [
      "id", "when", "comment", "qty", "qty_percent", "alert_message", "immediately",
      "disable_alert",
    ],
    "strategy.close_all": ["when", "comment", "alert_message", "immediately", "disable_alert"],
    "strategy.cancel": ["id", "when"],
    "strategy.cancel_all": ["when"],
  ]
}

// Placing, changing and cancelling orders.
extension Library {
  static let strategyCommands: [String: Maker] = [
    "strategy.entry": command { account, parameters, arguments, context in
      account.replaceAndPlace(
        orderTerms(account, parameters, arguments, context), role: .entry)
    },
    "strategy.order": command { account, parameters, arguments, context in
      account.replaceAndPlace(
        orderTerms(account, parameters, arguments, context), role: .plain)
    },
    "strategy.exit": idleCommand { account, parameters, arguments, context in
      if context.givenExits.renew(arguments, account) { return }
      let ticket = account.place(exitRule(account, parameters, arguments, context))
      let names: [CommandParameter] = [.id, .fromEntry, .ocaName, .comment]
      // The handles of other texts may come to mean something else.
      let isFixed = names.allSatisfy {
        context.orderNames.isFixed(parameters.word($0, arguments))
      }
      context.givenExits.remember(isFixed ? ticket : nil, of: arguments)
    },
    "strategy.close": idleCommand { account, parameters, arguments, context in
      account.placeClose(
        entryName: context.name(parameters.word(.id, arguments), account),
        quantity: known(parameters.word(.qty, arguments)),
        percent: known(parameters.word(.qtyPercent, arguments)), instrument: 0,
        immediately: parameters.word(.immediately, arguments) == 1,
        comment: context.name(parameters.word(.comment, arguments), account))
    },
    "strategy.close_all": idleCommand { account, parameters, arguments, context in
      account.placeClose(
        entryName: -1, quantity: nil, percent: nil, instrument: 0,
        immediately: parameters.word(.immediately, arguments) == 1,
        comment: context.name(parameters.word(.comment, arguments), account))
    },
    "strategy.cancel": idleCommand { account, parameters, arguments, context in
      account.cancel(name: context.name(parameters.word(.id, arguments), account))
    },
    "strategy.cancel_all": idleCommand { account, _, _, _ in account.cancelAll() },
  ]

  /// The commands that do nothing while the account holds and awaits nothing.
  static let idleCommands: Set<String> = [
    "strategy.exit", "strategy.close", "strategy.close_all", "strategy.cancel",
    "strategy.cancel_all",
  ]

  private typealias Command =
    @Sendable (
      _ account: Account, _ parameters: CommandParameters, _ arguments: ArgumentWords,
      _ context: ExecutionContext
    ) -> Void

  /// A command that does nothing before the first traded bar and in a `request.security`.
  private static func command(_ command: @escaping Command) -> Maker {
    { signature in
      let parameters = CommandParameters.parameters(
        of: signature.name, version: signature.version)
      return .function { arguments, context throws(ScriptFailure) in
        guard context.isTrading, let account = context.accountReference,
          parameters.isWanted(arguments)
        else { return .nan }
        account._withUnsafeGuaranteedRef { command($0, parameters, arguments, context) }
        return .nan
      }
    }
  }

  /// A command that leaves an idle account as it is, down to the names that it knows.
  private static func idleCommand(_ body: @escaping Command) -> Maker {
    command { account, parameters, arguments, context in
      if !account.isIdle { body(account, parameters, arguments, context) }
    }
  }

  static func known(_ word: Double) -> Double? { word.isNaN ? nil : word }

  private static func orderTerms(
    _ account: Account, _ parameters: CommandParameters, _ arguments: ArgumentWords,
    _ context: ExecutionContext
  ) -> OrderTerms {
    let isShort = context.meaning(parameters.word(.direction, arguments)) == .short
    let direction: Direction = isShort ? .short : .long
    var terms = OrderTerms(
      direction.entrySide,
      quantity: known(parameters.word(.qty, arguments)).map { .units($0) },
      limit: known(parameters.word(.limit, arguments)),
      stop: known(parameters.word(.stop, arguments)),
      name: context.name(parameters.word(.id, arguments), account),
      comment: context.name(parameters.word(.comment, arguments), account))
    switch context.meaning(parameters.word(.ocaType, arguments)) {
    case .cancel: terms.groupRule = .cancel
    case .reduce: terms.groupRule = .reduce
    default: return terms
    }
    terms.group = context.name(parameters.word(.ocaName, arguments), account)
    return terms
  }

  private static func exitRule(
    _ account: Account, _ parameters: CommandParameters, _ arguments: ArgumentWords,
    _ context: ExecutionContext
  ) -> ExitRule {
    func word(_ name: CommandParameter) -> Double { parameters.word(name, arguments) }
    let entry = context.name(word(.fromEntry), account)
    let group = context.name(word(.ocaName), account)
    var rule = ExitRule(
      name: context.name(word(.id), account), comment: context.name(word(.comment), account),
      instrument: 0, entryName: entry == 0 ? -1 : entry, quantity: word(.qty),
      percent: word(.qtyPercent), limit: word(.limit), stop: word(.stop),
      profitTicks: word(.profit), lossTicks: word(.loss), trailPrice: word(.trailPrice),
      trailTicks: word(.trailPoints), trailOffsetTicks: word(.trailOffset),
      group: group == 0 ? -1 : group, groupRule: .reduce)
    if context.version < 6 {
      // Up to version 5 a price beats the distance of the same kind.
      if !rule.limit.isNaN { rule.profitTicks = .nan }
      if !rule.stop.isNaN { rule.lossTicks = .nan }
      if !rule.trailPrice.isNaN { rule.trailTicks = .nan }
    }
    if rule.trailOffsetTicks.isNaN {
      // A trail without its distance has none; alone it is nothing.
      rule.trailOffsetTicks = 0
      let hasOther =
        !(rule.limit.isNaN && rule.stop.isNaN && rule.profitTicks.isNaN && rule.lossTicks.isNaN)
      if !hasOther { (rule.trailPrice, rule.trailTicks) = (.nan, .nan) }
    }
    return rule
  }
}
