/// Orders and what makes a script trade.
extension ScriptGenerator {
  /// Conditions on which most scripts enter and leave.
  mutating func signals() -> [Sketch] {
    var sketches: [Sketch] = []
    if has(.risk) { sketches += risks() }
    if chance(92) {
      let average = has(.states) ? "ta.sma(close, \(number(2...12)))" : "close[\(number(1...5))]"
      let test =
        has(.states) ? "ta.crossover(close, \(average))" : "close > \(average) and close > open"
      let direction = chance(75) ? "long" : "short"
      let arguments =
        isLean && has(.histories) && chance(50)
        ? ", qty = \(pastOfAccount())" : chance(30) ? entryArguments() : ""
      var block = [Sketch("strategy.entry(\"A\", strategy.\(direction)\(arguments))")]
      forms.insert(.entry)
      if chance(40) { block.append(exit()) }
      if chance(30) { block += inBlock { $0.statements($0.number(1...2)) } }
      sketches.append(
        Sketch("if \(test)\(chance(isLean ? 50 : 20) ? " and \(bool(1))" : "")", block))
    }
    for _ in 0..<number(0...(isLean ? 1 : 2)) { sketches.append(order()) }
    if chance(85) {
      let test = chance(isLean ? 40 : 20) ? bool(2) : "(close < open and close < close[2])"
      let isPlain = chance(50)
      if isPlain { forms.insert(.close) }
      let plain = Sketch("strategy.close(\"A\")")
      sketches.append(Sketch("if \(test)", [isPlain ? plain : chance(50) ? close() : closeAll()]))
    }
    return sketches
  }

  /// A size that follows from what the account was some bars ago.
  private mutating func pastOfAccount() -> String {
    forms.insert(.accountHistory)
    let ago = number(1...9)
    return pick([
      "1 + math.abs(nz(strategy.position_size[\(ago)])) % 5",
      "1 + nz(strategy.closedtrades[\(ago)]) % 4",
      "nz(strategy.equity[\(ago)], 1) > strategy.equity ? 1 : 2",
      "nz(strategy.opentrades[\(ago)]) == strategy.opentrades ? 3 : 1",
      "1 + nz(strategy.netprofit[\(ago)] - strategy.netprofit[\(ago + 2)]) * 0.01",
    ])
  }

  private mutating func risks() -> [Sketch] {
    [
      Sketch(
        pick([
          "strategy.risk.allow_entry_in(strategy.direction.long)",
          "strategy.risk.max_intraday_filled_orders(6)", "strategy.risk.max_position_size(4)",
          "strategy.risk.max_drawdown(20, strategy.percent_of_equity)",
          "strategy.risk.max_cons_loss_days(2)",
          "strategy.risk.max_intraday_loss(2, strategy.percent_of_equity)",
        ]))
    ]
  }

  /// One order under a condition, or several.
  mutating func order() -> Sketch {
    let block = (0..<(chance(25) ? 2 : 1)).map { _ in orderCall() }
    return Sketch("if \(bool(2))", block)
  }

  private mutating func orderCall() -> Sketch {
    switch number(0...11) {
    case 0...3:
      forms.insert(.entry)
      return Sketch("strategy.entry(\(id()), \(direction())\(entryArguments()))")
    case 4:
      forms.insert(.order)
      return Sketch("strategy.order(\(id()), \(direction())\(entryArguments()))")
    case 5, 6, 7: return exit()
    case 8: return close()
    case 9: return closeAll()
    case 10:
      forms.insert(.cancel)
      return Sketch("strategy.cancel(\(id())\(condition(", ")))")
    default:
      forms.insert(.cancelAll)
      return Sketch("strategy.cancel_all(\(condition("")))")
    }
  }

  private mutating func id() -> String {
    if has(.texts), chance(15) { return string(1) }
    return pick(["\"A\"", "\"A\"", "\"B\"", "'C'"])
  }

  private mutating func direction() -> String {
    pick([
      "strategy.long", "strategy.long", "strategy.short",
      "(close > open ? strategy.long : strategy.short)",
    ])
  }

  /// Version 5's own condition of an order.
  private mutating func condition(_ separator: String) -> String {
    version < 6 && chance(25) ? "\(separator)when = \(bool(1))" : ""
  }

  private mutating func entryArguments() -> String {
    var text = ""
    if chance(40) { text += ", qty = \(quantity())" }
    if chance(20) { text += ", limit = \(price())" }
    if chance(20) { text += ", stop = \(price())" }
    if chance(15) {
      text += ", oca_name = \"G\", oca_type = strategy.oca.\(pick(["cancel", "reduce", "none"]))"
    }
    if chance(15) { text += ", comment = \(has(.texts) ? string(1) : "\"c\"")" }
    return text + condition(", ")
  }

  private mutating func quantity() -> String {
    switch number(0...5) {
    case 0, 1: String(number(1...9))
    case 2: "math.max(1, math.min(50, nz(\(float(1)), 1)))"
    case 3: "(\(bool(1)) ? 2 : na)"
    case 4: "math.abs(nz(\(int(1)) % 7))"
    // Sizes that nothing holds to a range are refused alike on both paths.
    default: float(1)
    }
  }

  private mutating func price() -> String {
    switch number(0...5) {
    case 0: "close * \(pick(["0.99", "1.01", "0.97", "1.03"]))"
    case 1: "low[\(number(0...3))]"
    case 2: "high[\(number(0...3))]"
    case 3: "(close + nz(\(float(1)) % 3))"
    case 4: "(\(bool(1)) ? close * 1.01 : na)"
    default: float(1)
    }
  }

  private mutating func exit() -> Sketch {
    forms.insert(.exit)
    var text = "strategy.exit(\"X\(number(1...2))\""
    if chance(60) { text += ", \(id())" }
    if chance(20) { text += ", qty = \(quantity())" }
    if chance(25) { text += ", qty_percent = \(pick(["50", "25", "100"]))" }
    if chance(55) { text += ", stop = \(price())" }
    if chance(45) { text += ", limit = \(price())" }
    if chance(20) { text += ", profit = \(number(20...200))" }
    if chance(20) { text += ", loss = \(number(20...200))" }
    if chance(25) {
      text +=
        chance(70)
        ? ", trail_points = \(number(10...150)), trail_offset = \(number(5...80))"
        : ", trail_price = \(price()), trail_offset = \(number(5...80))"
    }
    if chance(10) { text += ", comment_loss = \"l\", comment_profit = \"p\"" }
    return Sketch(text + condition(", ") + ")")
  }

  private mutating func close() -> Sketch {
    forms.insert(.close)
    var text = "strategy.close(\(id())"
    if chance(25) { text += ", qty_percent = 50" }
    if chance(15) { text += ", qty = \(quantity())" }
    if chance(15) { text += ", immediately = true" }
    return Sketch(text + condition(", ") + ")")
  }

  private mutating func closeAll() -> Sketch {
    forms.insert(.closeAll)
    return Sketch("strategy.close_all(\(chance(15) ? "immediately = true" : condition("")))")
  }

  /// Shows the values of names, so that those count, too, on which no order depends.
  ///
  /// Some scripts show them on the last bar, in the message that ends the run, others now and then in
  /// the comment of an order.
  mutating func witness() -> [Sketch] {
    let atEnd = Sketch("if barstate.islast", [Sketch("runtime.error(\(valuesText()))")])
    let now = Sketch(
      "if (bar_index % \(number(5...29)) == \(number(0...4)))",
      [
        Sketch(
          "strategy.order(\"W\", (bar_index % 2 == 0 ? strategy.long : strategy.short), qty = 1, "
            + "comment = \(valuesText()))")
      ])
    switch number(0...3) {
    case 0: return [now]
    case 1: return [now, atEnd]
    default: return [atEnd]
    }
  }

  private mutating func valuesText() -> String {
    let found = visible.shuffled(using: &random).prefix(8)
    let texts = found.compactMap { name -> String? in
      switch name.kind {
      case .float: "str.tostring(\(name.name) * 1000000)"
      case .int: "str.tostring(\(name.name))"
      case .bool: "(\(name.name) ? \"T\" : \"F\")"
      case .string: name.name
      case .point: "str.tostring(\(name.name).x)"
      case .floats: "str.tostring(\(name.name))"
      default: nil
      }
    }
    return (["\"end\""] + texts).joined(separator: " + \" \" + ")
  }
}
