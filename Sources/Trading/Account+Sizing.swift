import Market

extension Account {
  /// Units that a sizing buys at a price, floored to the lot step.
  ///
  /// Percent of equity is divided by `price · pointValue · (1 + commission)` (SCRIPT 4.9), so that
  /// the fee is part of the budget; a cash amount of the script convention is not.
  package func units(_ sizing: Sizing, instrument: Int, price: Double) -> Double {
    switch sizing {
    case .units(let units): return grids[instrument].floorToLot(units)
    case .cash(let amount) where rules.fills.intrabar == .path:
      let cost = abs(price) * instruments[instrument].pointValue
      return cost > 0 ? grids[instrument].floorToLot(amount / cost) : 0
    case .cash, .equityPercent:
      return units(spending: budget(sizing), instrument: instrument, price: price)
    }
  }

  /// Account currency that a sizing spends; NaN for units.
  package func budget(_ sizing: Sizing) -> Double {
    switch sizing {
    case .units: .nan
    case .cash(let amount): amount
    case .equityPercent(let percent): equity * percent / 100
    }
  }

  /// Units that an amount buys at a price, fees by rate included.
  package func units(spending amount: Double, instrument: Int, price: Double) -> Double {
    let cost =
      abs(price) * instruments[instrument].pointValue * (1 + rules.fees.takerRate)
      + rules.fees.perUnit
    return cost > 0 ? grids[instrument].floorToLot((amount - rules.fees.perOrder) / cost) : 0
  }

  /// The largest quantity up to `quantity` that the account can carry after a fill at `price`.
  ///
  /// What closes an opposite position is always allowed; what opens needs the initial margin of
  /// the whole resulting position beside that of the other instruments.
  package func affordable(
    _ quantity: Double, side: Side, instrument: Int, price: Double
  ) -> Double {
    let fraction = rules.margin.initial(side == .buy ? .long : .short)
    guard fraction > 0 else { return quantity }
    let position = positions[instrument].quantity
    let closing = max(0, -position * side.sign)
    guard quantity > closing else { return quantity }
    let unit = abs(price) * instruments[instrument].pointValue
    let kept = max(0, position * side.sign)
    let feeRate = rules.fees.takerRate
    let available =
      equity(with: instrument, at: price) - initialMargin(except: instrument)
      - kept * unit * fraction - fixedFees(quantity) - closing * unit * feeRate
    let opening = available / (unit * (fraction + feeRate))
    let needed = quantity - closing
    // A hair of tolerance: a position sized to exactly all of equity is affordable.
    if opening >= needed * (1 - 1e-12) { return quantity }
    return grids[instrument].floorToLot(closing + max(0, opening))
  }

  private func fixedFees(_ quantity: Double) -> Double {
    max(rules.fees.minimum, rules.fees.perOrder + rules.fees.perUnit * quantity)
  }
}
