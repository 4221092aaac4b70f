public import Formats
public import Trading

extension RulesDocument {
  /// The rules that were written down.
  ///
  /// - Throws: A data error that names a word this program does not know.
  public func rules() throws(LocatedError) -> TradingRules {
    var rules = TradingRules(
      fills: FillModel(
        intrabar: try word("fills.intrabar", fills.intrabar),
        assumption: try word("fills.assumption", fills.assumption),
        limitThroughTicks: fills.limitThroughTicks, participation: fills.participation),
      initialCapital: initialCapital, sizing: try sizing.sizing(), pyramiding: pyramiding,
      closeRule: try word("closeRule", closeRule), fillsAtClose: fillsAtClose)
    rules.fees = FeeModel(
      rate: fees.takerRate, makerRate: fees.makerRate, perUnit: fees.perUnit,
      perOrder: fees.perOrder, minimum: fees.minimum, capRate: fees.capRate,
      tiers: fees.tiers.map {
        FeeModel.Tier(threshold: $0.threshold, takerRate: $0.takerRate, makerRate: $0.makerRate)
      })
    rules.slippage = SlippageModel(
      ticks: slippage.ticks, basisPoints: slippage.basisPoints,
      volumeShareCoefficient: slippage.volumeShareCoefficient)
    rules.margin = MarginModel(
      longInitial: margin.longInitial, shortInitial: margin.shortInitial,
      longMaintenance: margin.longMaintenance, shortMaintenance: margin.shortMaintenance,
      shortfall: try word("margin.shortfall", margin.shortfall),
      liquidation: try word("margin.liquidation", margin.liquidation))
    rules.financing = FinancingModel(
      creditRate: financing.creditRate, debitRate: financing.debitRate,
      borrowRate: financing.borrowRate)
    rules.risk = try riskRules()
    return rules
  }

  private func riskRules() throws(LocatedError) -> RiskRules {
    var rules = RiskRules()
    if let name = risk.allowedDirection {
      rules.allowedDirection = try word("risk.allowedDirection", name)
    }
    rules.maximumPosition = risk.maximumPosition
    rules.maximumDrawdown = try risk.maximumDrawdown?.loss("risk.maximumDrawdown")
    rules.maximumDayLoss = try risk.maximumDayLoss?.loss("risk.maximumDayLoss")
    rules.maximumDayFills = risk.maximumDayFills
    rules.maximumLosingDays = risk.maximumLosingDays
    return rules
  }

  private func word<Case: Named>(_ path: String, _ name: String) throws(LocatedError) -> Case {
    if let value = Case(name: name) { return value }
    throw Self.unknown(name, path, Case.names.map(\.name))
  }

  fileprivate static func unknown(
    _ name: String, _ path: String, _ known: [String]
  ) -> LocatedError {
    LocatedError(
      .data, "a stored configuration has an unknown word", path: "rules.\(path)", found: name,
      expected: known.joined(separator: ", "))
  }
}

extension RulesDocument.Amount {
  fileprivate func sizing() throws(LocatedError) -> Sizing {
    switch kind {
    case "units": return .units(amount)
    case "cash": return .cash(amount)
    case "equityPercent": return .equityPercent(amount)
    default:
      throw RulesDocument.unknown(kind, "sizing.kind", ["units", "cash", "equityPercent"])
    }
  }

  fileprivate func loss(_ path: String) throws(LocatedError) -> RiskRules.Loss {
    switch kind {
    case "cash": return .cash(amount)
    case "equityPercent": return .equityPercent(amount)
    default: throw RulesDocument.unknown(kind, path + ".kind", ["cash", "equityPercent"])
    }
  }
}
