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

  /// How the account trades.
  func tradingRules() throws(LocatedError) -> TradingRules {
    let isScript = value("convention") == "tradingview"
    var rules = isScript ? TradingRules.tradingview : TradingRules()
    if isScript { rules.sizing = .equityPercent(100) }
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
    if isFrictionless { rules.slippage = .none }
    rules.initialCapital =
      try number("capital", in: .leastNormalMagnitude ... .greatestFiniteMagnitude)
      ?? (isScript ? 1_000_000 : 100_000)
    rules.fees = FeeModel(
      rate: (try number("commission", in: 0...100) ?? 0) / 100,
      perUnit: try number("fee-per-unit", in: amounts) ?? 0,
      perOrder: try number("fee-per-order", in: amounts) ?? 0,
      minimum: try number("fee-minimum", in: amounts) ?? 0)
    if let points = try number("slippage", in: 0...10_000) { rules.slippage.basisPoints = points }
    if let ticks = try number("slippage-ticks", in: amounts) { rules.slippage.ticks = ticks }
    if let factor = try number("leverage", in: 1...1000) {
      rules.margin = factor == 1 ? .cash : .leverage(factor)
    }
    // A position of all of equity must not fail by the fee or the next open's gap.
    if !isScript { rules.margin.shortfall = .scaleDown }
    rules.financing.borrowRate = (try number("borrow", in: 0...1000) ?? 0) / 100
    let interest = (try number("interest", in: -100...1000) ?? 0) / 100
    rules.financing.creditRate = interest
    rules.financing.debitRate = interest
    if let share = try number("participation", in: 0...100) {
      rules.fills.participation = share == 0 ? .infinity : share / 100
    }
    if let text = value("size") { rules.sizing = try sizing(text) }
    return rules
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
