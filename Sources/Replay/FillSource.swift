package import Trading

/// When in a bar an outside fill takes place.
package enum FillMoment: Sendable {
  /// At the bar's first price, after corporate actions.
  case open
  /// Somewhere inside the bar.
  case inside
  /// At the bar's last price.
  case close
}

/// A fill that no resting order of the account makes.
package struct OutsideFill: Sendable {
  /// Buy or sell.
  package var side: Side
  /// Units, above 0.
  package var quantity: Double
  /// The price paid, slippage included; nil for the bar's first or last price, slipped anew.
  package var price: Double?
  /// Price units of `price` lost to slippage.
  package var slippage: Double
  /// The rule that priced it.
  package var rule: FillRule
  /// How surely the bar proves it.
  package var certainty: Certainty
  /// Whether it made liquidity.
  package var isMaker: Bool
  /// On whose behalf it is, for the record.
  package var name: String

  package init(
    _ side: Side, _ quantity: Double, at price: Double? = nil, slippage: Double = 0,
    rule: FillRule, certainty: Certainty = .exact, isMaker: Bool = false, name: String
  ) {
    self.side = side
    self.quantity = quantity
    self.price = price
    self.slippage = slippage
    self.rule = rule
    self.certainty = certainty
    self.isMaker = isMaker
    self.name = name
  }
}

/// Where fills come from that an account copies: a master account follows other accounts with it.
///
/// It is asked at every moment of every bar, in the order of the replay, and may look at nothing
/// that closes later.
package protocol FillSource: AnyObject {
  /// The fills of an instrument at a moment of its bar.
  func fills(at moment: FillMoment, of instrument: Int, bar: Int, in account: Account)
    -> [OutsideFill]
  /// A split that has just been applied to the account.
  func split(_ instrument: Int, ratio: Double, in account: Account)
}

extension Engine {
  /// Executes what the fill source has for a moment of a bar.
  func copyFills(at moment: FillMoment, _ bar: BarContext) {
    guard let source else { return }
    let fills = source.fills(at: moment, of: bar.instrument, bar: bar.index, in: account)
    for fill in fills {
      let base = moment == .close ? bar.close : bar.open
      var slippage = fill.slippage
      var paid = base
      if let price = fill.price {
        paid = price
      } else {
        slippage = slip(base, fill.quantity, bar)
        paid = storedPrice(base + fill.side.sign * slippage, bar.instrument)
      }
      account.execute(
        Execution(
          order: account.nextOrderID(), name: account.names.index(of: fill.name), comment: 0,
          instrument: bar.instrument, side: fill.side, quantity: fill.quantity, price: paid,
          slippage: slippage, rule: fill.rule, certainty: fill.certainty, isMaker: fill.isMaker,
          time: bar.openTime, bar: Int32(bar.index)))
      checkBooks()
    }
  }
}
