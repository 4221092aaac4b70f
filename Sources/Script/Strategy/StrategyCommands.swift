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
    "strategy.entry": command { order, parameters, arguments, context in
      let call = OrderWords(parameters, arguments, context)
      order.enter(
        call.id, call.direction, quantity: call.quantity, limit: call.limit, stop: call.stop,
        group: call.group, comment: call.comment)
    },
    "strategy.order": command { order, parameters, arguments, context in
      let call = OrderWords(parameters, arguments, context)
      order.order(
        call.id, call.direction.entrySide, quantity: call.quantity, limit: call.limit,
        stop: call.stop, group: call.group, comment: call.comment)
    },
    "strategy.exit": command { order, parameters, arguments, context in
      order.exit(exitOrder(parameters, arguments, context))
    },
    "strategy.close": command { order, parameters, arguments, context in
      order.close(
        context.text(parameters.word(.id, arguments)),
        quantity: known(parameters.word(.qty, arguments)),
        percent: known(parameters.word(.qtyPercent, arguments)),
        immediately: parameters.word(.immediately, arguments) == 1,
        comment: context.text(parameters.word(.comment, arguments)))
    },
    "strategy.close_all": command { order, parameters, arguments, context in
      order.closeAll(
        immediately: parameters.word(.immediately, arguments) == 1,
        comment: context.text(parameters.word(.comment, arguments)))
    },
    "strategy.cancel": command { order, parameters, arguments, context in
      order.cancel(context.text(parameters.word(.id, arguments)))
    },
    "strategy.cancel_all": command { order, _, _, _ in order.cancelAll() },
  ]

  private typealias Command =
    @Sendable (
      _ order: inout Desk, _ parameters: CommandParameters, _ arguments: ArgumentWords,
      _ context: ExecutionContext
    ) -> Void

  /// A command that does nothing before the first traded bar and in a `request.security`.
  private static func command(_ command: @escaping Command) -> Maker {
    { signature in
      let parameters = CommandParameters.parameters(
        of: signature.name, version: signature.version)
      return .function { arguments, context throws(ScriptFailure) in
        guard let account = context.account, context.isTrading, parameters.isWanted(arguments)
        else { return .nan }
        var desk = Desk(account: account)
        command(&desk, parameters, arguments, context)
        return .nan
      }
    }
  }

  static func known(_ word: Double) -> Double? { word.isNaN ? nil : word }

  private static func exitOrder(
    _ parameters: CommandParameters, _ arguments: ArgumentWords, _ context: ExecutionContext
  ) -> ExitOrder {
    func number(_ name: CommandParameter) -> Double? { known(parameters.word(name, arguments)) }
    let entry = context.text(parameters.word(.fromEntry, arguments))
    var order = ExitOrder(
      context.text(parameters.word(.id, arguments)), from: entry.isEmpty ? nil : entry,
      comment: context.text(parameters.word(.comment, arguments)))
    order.quantity = number(.qty)
    order.percent = number(.qtyPercent)
    order.limit = number(.limit)
    order.stop = number(.stop)
    order.profit = number(.profit)
    order.loss = number(.loss)
    order.trailPrice = number(.trailPrice)
    order.trailPoints = number(.trailPoints)
    order.trailOffset = number(.trailOffset)
    if context.version < 6 {
      // Up to version 5 a price beats the distance of the same kind.
      if order.limit != nil { order.profit = nil }
      if order.stop != nil { order.loss = nil }
      if order.trailPrice != nil { order.trailPoints = nil }
    }
    // A trail without its distance has none; alone it is nothing.
    let hasOther =
      order.limit != nil || order.stop != nil || order.profit != nil || order.loss != nil
    if order.trailOffset == nil, !hasOther {
      order.trailPrice = nil
      order.trailPoints = nil
    }
    let group = context.text(parameters.word(.ocaName, arguments))
    if !group.isEmpty { order.group = OrderGroup(group, .reduce) }
    return order
  }
}

/// The arguments that `strategy.entry` and `strategy.order` share.
private struct OrderWords {
  let id: String
  let direction: Direction
  let quantity: Sizing?
  let limit: Double?
  let stop: Double?
  let group: OrderGroup?
  let comment: String

  init(
    _ parameters: CommandParameters, _ arguments: ArgumentWords, _ context: ExecutionContext
  ) {
    id = context.text(parameters.word(.id, arguments))
    direction = context.text(parameters.word(.direction, arguments)) == "short" ? .short : .long
    quantity = Library.known(parameters.word(.qty, arguments)).map { .units($0) }
    limit = Library.known(parameters.word(.limit, arguments))
    stop = Library.known(parameters.word(.stop, arguments))
    comment = context.text(parameters.word(.comment, arguments))
    let name = context.text(parameters.word(.ocaName, arguments))
    switch context.text(parameters.word(.ocaType, arguments)) {
    case "cancel": group = OrderGroup(name, .cancel)
    case "reduce": group = OrderGroup(name, .reduce)
    default: group = nil
    }
  }
}
