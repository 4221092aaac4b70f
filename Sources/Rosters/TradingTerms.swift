import Formats
import Trading

/// How accounts trade, in the words of a roster's rulebook.
struct TradingTerms {
  let terms: JSONValue

  init(_ terms: JSONValue) { self.terms = terms }

  /// The rules; what is left out is the convention's default.
  ///
  /// - Parameter refuse: Throws an error for a member, with what was expected.
  func rules(
    refuse: (_ message: String, _ member: String, _ expected: String) throws(LocatedError) -> Never
  ) throws(LocatedError) -> TradingRules {
    func number(_ name: String) -> Double? { terms[name]?.number }
    let isScript = terms["convention"]?.text == "tradingview"
    var rules = isScript ? TradingRules.tradingview : TradingRules()
    rules.sizing = .equityPercent(100)
    if let capital = number("capital") { rules.initialCapital = capital }
    rules.fees = FeeModel(
      rate: (number("commission") ?? 0) / 100, perUnit: number("feePerUnit") ?? 0,
      perOrder: number("feePerOrder") ?? 0, minimum: number("feeMinimum") ?? 0)
    if let points = number("slippage") { rules.slippage.basisPoints = points }
    if let ticks = number("slippageTicks") { rules.slippage.ticks = ticks }
    if let factor = number("leverage") {
      rules.margin = factor == 1 ? .cash : .leverage(factor)
    }
    // A position of all of equity must not fail by the fee or the next open's gap.
    if !isScript { rules.margin.shortfall = .scaleDown }
    rules.financing.borrowRate = (number("borrow") ?? 0) / 100
    rules.financing.creditRate = (number("interest") ?? 0) / 100
    rules.financing.debitRate = rules.financing.creditRate
    if let share = number("participation") {
      rules.fills.participation = share == 0 ? .infinity : share / 100
    }
    if let text = terms["size"]?.text {
      guard let sizing = Self.sizing(text) else {
        try refuse(
          "the size of an entry is not understood", "size",
          "units such as 10, cash such as 5000$ or a share such as 50%")
      }
      rules.sizing = sizing
    }
    return rules
  }

  static func sizing(_ text: String) -> Sizing? {
    let body = text.hasSuffix("%") || text.hasSuffix("$") ? String(text.dropLast()) : text
    guard let number = NumberParser.double(body), number > 0, number.isFinite else { return nil }
    if text.hasSuffix("%") { return .equityPercent(number) }
    return text.hasSuffix("$") ? .cash(number) : .units(number)
  }
}
