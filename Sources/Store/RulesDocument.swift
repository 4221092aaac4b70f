public import Trading

/// Trading rules as a document: every property under its own name, cases as words.
public struct RulesDocument: Codable, Sendable, Hashable {
  /// An amount and what it counts.
  struct Amount: Codable, Hashable {
    var kind: String
    var amount: Double
  }

  struct Fills: Codable, Hashable {
    var intrabar: String
    var assumption: String
    var limitThroughTicks: Double
    var participation: Double
  }

  struct Fees: Codable, Hashable {
    struct Tier: Codable, Hashable {
      var threshold: Double
      var takerRate: Double
      var makerRate: Double
    }
    var takerRate: Double
    var makerRate: Double
    var perUnit: Double
    var perOrder: Double
    var minimum: Double
    var capRate: Double
    var tiers: [Tier]
  }

  struct Slippage: Codable, Hashable {
    var ticks: Double
    var basisPoints: Double
    var volumeShareCoefficient: Double
  }

  struct Margin: Codable, Hashable {
    var longInitial: Double
    var shortInitial: Double
    var longMaintenance: Double
    var shortMaintenance: Double
    var shortfall: String
    var liquidation: String
  }

  struct Financing: Codable, Hashable {
    var creditRate: Double
    var debitRate: Double
    var borrowRate: Double
  }

  struct Risk: Codable, Hashable {
    var allowedDirection: String?
    var maximumPosition: Double?
    var maximumDrawdown: Amount?
    var maximumDayLoss: Amount?
    var maximumDayFills: Int?
    var maximumLosingDays: Int?
  }

  var fills: Fills
  var initialCapital: Double
  var sizing: Amount
  var pyramiding: Int
  var closeRule: String
  var fillsAtClose: Bool
  var fees: Fees
  var slippage: Slippage
  var margin: Margin
  var financing: Financing
  var risk: Risk
}

extension RulesDocument {
  /// Writes rules down.
  public init(_ rules: TradingRules) {
    fills = Fills(
      intrabar: rules.fills.intrabar.name, assumption: rules.fills.assumption.name,
      limitThroughTicks: rules.fills.limitThroughTicks,
      participation: rules.fills.participation)
    initialCapital = rules.initialCapital
    sizing = Amount(rules.sizing)
    pyramiding = rules.pyramiding
    closeRule = rules.closeRule.name
    fillsAtClose = rules.fillsAtClose
    fees = Fees(
      takerRate: rules.fees.takerRate, makerRate: rules.fees.makerRate,
      perUnit: rules.fees.perUnit, perOrder: rules.fees.perOrder, minimum: rules.fees.minimum,
      capRate: rules.fees.capRate,
      tiers: rules.fees.tiers.map {
        Fees.Tier(threshold: $0.threshold, takerRate: $0.takerRate, makerRate: $0.makerRate)
      })
    slippage = Slippage(
      ticks: rules.slippage.ticks, basisPoints: rules.slippage.basisPoints,
      volumeShareCoefficient: rules.slippage.volumeShareCoefficient)
    margin = Margin(
      longInitial: rules.margin.longInitial, shortInitial: rules.margin.shortInitial,
      longMaintenance: rules.margin.longMaintenance,
      shortMaintenance: rules.margin.shortMaintenance, shortfall: rules.margin.shortfall.name,
      liquidation: rules.margin.liquidation.name)
    financing = Financing(
      creditRate: rules.financing.creditRate, debitRate: rules.financing.debitRate,
      borrowRate: rules.financing.borrowRate)
    risk = Risk(rules.risk)
  }
}

extension RulesDocument.Risk {
  fileprivate init(_ risk: RiskRules) {
    allowedDirection = risk.allowedDirection?.name
    maximumPosition = risk.maximumPosition
    maximumDrawdown = risk.maximumDrawdown.map(RulesDocument.Amount.init)
    maximumDayLoss = risk.maximumDayLoss.map(RulesDocument.Amount.init)
    maximumDayFills = risk.maximumDayFills
    maximumLosingDays = risk.maximumLosingDays
  }
}

extension RulesDocument.Amount {
  fileprivate init(_ sizing: Sizing) {
    switch sizing {
    case .units(let amount): self.init(kind: "units", amount: amount)
    case .cash(let amount): self.init(kind: "cash", amount: amount)
    case .equityPercent(let amount): self.init(kind: "equityPercent", amount: amount)
    }
  }

  fileprivate init(_ loss: RiskRules.Loss) {
    switch loss {
    case .cash(let amount): self.init(kind: "cash", amount: amount)
    case .equityPercent(let amount): self.init(kind: "equityPercent", amount: amount)
    }
  }
}
