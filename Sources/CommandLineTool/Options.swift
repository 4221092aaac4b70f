import Files
import Formats
import Market
import Platform
import Terminal
import Trading

/// Options that several commands share, turned from text into values.
extension ParsedArguments {
  /// How price files are to be read.
  func loadOptions() throws(LocatedError) -> LoadOptions {
    var metadata = InstrumentMetadata()
    metadata.symbol = value("symbol")
    metadata.tickSize = try number("tick", in: .leastNormalMagnitude ... .greatestFiniteMagnitude)
    metadata.lotStep = try number("lot", in: .leastNormalMagnitude ... .greatestFiniteMagnitude)
    metadata.pointValue = try number(
      "point-value", in: .leastNormalMagnitude ... .greatestFiniteMagnitude)
    metadata.session = value("session").flatMap(Session.init(rawValue:))
    var options = LoadOptions(metadata: [MetadataLayer(.flag, metadata)])
    if let text = value("timeframe") { options.timeframe = try Timeframe.parse(text) }
    if let name = value("zone") { options.zone = try TimeZoneRules.named(name) }
    if value("label") == "close" { options.label = .close }
    if let text = value("repair") { options.repair = try Repair.parse(text) }
    return options
  }

  /// Threads to use.
  func workers() throws(LocatedError) -> Int {
    try integer("workers", in: 1...1024) ?? Process.availableProcessors
  }

  /// How the account trades: the convention's rules, a script's own settings, then every option.
  func tradingRules(for strategy: BacktestStrategy) throws(LocatedError) -> TradingRules {
    guard case .script(let file) = strategy else { return try tradingRules() }
    // A script's own settings win unless an option overrides them; its platform's convention too.
    let isStrict = value("convention") == "strict"
    var rules = file.rules(over: isStrict ? TradingRules() : .tradingview)
    if isStrict { rules.margin.shortfall = .scaleDown }
    try change(&rules)
    return rules
  }

  /// How the account of an expert trades.
  func tradingRules() throws(LocatedError) -> TradingRules {
    let isScript = value("convention") == "tradingview"
    var rules = isScript ? TradingRules.tradingview : TradingRules()
    rules.initialCapital = isScript ? 1_000_000 : 100_000
    if isScript { rules.sizing = .equityPercent(100) }
    // A position of all of equity must not fail by the fee or the next open's gap.
    if !isScript { rules.margin.shortfall = .scaleDown }
    try change(&rules)
    return rules
  }

  /// Changes what the options name, and nothing else.
  private func change(_ rules: inout TradingRules) throws(LocatedError) {
    let isFrictionless = has("frictionless")
    for option in [
      "commission", "fee-per-unit", "fee-per-order", "fee-minimum", "slippage",
      "slippage-ticks",
    ] where isFrictionless && has(option) {
      throw LocatedError(
        .usage, "'--frictionless' and '--\(option)' contradict each other",
        hint: "leave one of them out")
    }
    let amounts = 0...Double.greatestFiniteMagnitude
    if isFrictionless {
      rules.slippage = .none
      rules.fees = .none
    }
    if let capital = try number(
      "capital", in: .leastNormalMagnitude ... .greatestFiniteMagnitude)
    {
      rules.initialCapital = capital
    }
    try changeFees(&rules.fees)
    if let points = try number("slippage", in: 0...10_000) { rules.slippage.basisPoints = points }
    if let ticks = try number("slippage-ticks", in: amounts) { rules.slippage.ticks = ticks }
    if let factor = try number("leverage", in: 1...1000) {
      let shortfall = rules.margin.shortfall
      rules.margin = factor == 1 ? .cash : .leverage(factor)
      rules.margin.shortfall = shortfall
    }
    if let rate = try number("borrow", in: 0...1000) { rules.financing.borrowRate = rate / 100 }
    if let rate = try number("interest", in: -100...1000) {
      rules.financing.creditRate = rate / 100
      rules.financing.debitRate = rate / 100
    }
    if let share = try number("participation", in: 0...100) {
      rules.fills.participation = share == 0 ? .infinity : share / 100
    }
    if let text = value("size") { rules.sizing = try sizing(text) }
  }

  private func changeFees(_ fees: inout FeeModel) throws(LocatedError) {
    let amounts = 0...Double.greatestFiniteMagnitude
    if let rate = try number("commission", in: 0...100) {
      fees.takerRate = rate / 100
      fees.makerRate = rate / 100
    }
    if let amount = try number("fee-per-unit", in: amounts) { fees.perUnit = amount }
    if let amount = try number("fee-per-order", in: amounts) { fees.perOrder = amount }
    if let amount = try number("fee-minimum", in: amounts) { fees.minimum = amount }
  }

  /// Values of an option that says NAME=VALUE, in the order given.
  func assignments(_ option: String) throws(LocatedError) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for text in values(option) {
      guard let equals = text.firstIndex(of: "=") else {
        throw badValue(option, text, expected: "NAME=VALUE")
      }
      found.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
    }
    return found
  }

  private func sizing(_ text: String) throws(LocatedError) -> Sizing {
    let body = text.hasSuffix("%") || text.hasSuffix("$") ? String(text.dropLast()) : text
    guard let number = NumberParser.double(body), number > 0 else {
      throw badValue(
        "size", text, expected: "units such as 10, cash such as 5000$ or a share such as 50%")
    }
    if text.hasSuffix("%") { return .equityPercent(number) }
    return text.hasSuffix("$") ? .cash(number) : .units(number)
  }
}
