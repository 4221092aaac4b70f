import Market
import Trading

extension Engine {
  /// Sells what the margin model demands when equity at a price falls below the requirement.
  func callMargin(_ bar: BarContext, at price: Double) {
    let instrument = bar.instrument
    guard !rules.margin.isUnlimited, let direction = account.positions[instrument].direction
    else { return }
    if cushion.isSafe(instrument, at: price) { return }
    let fraction = rules.margin.maintenance(direction)
    let quantity = abs(account.positions[instrument].quantity)
    let unit = abs(price) * account.instruments[instrument].pointValue
    let equity = account.equity(with: instrument, at: price)
    let required = quantity * unit * fraction + maintenance(except: instrument)
    guard equity < required else { return }
    let grid = account.grids[instrument]
    var units: Double
    switch rules.margin.liquidation {
    case .everything: units = quantity
    case .restore:
      units =
        fraction > 0 && equity > 0
        ? grid.floorToLot((required - equity) / (unit * fraction)) + grid.lot : quantity
    case .fourfold:
      units =
        fraction > 0
        ? max(grid.lot, grid.floorToLot((required - equity) / (unit * fraction))) * 4 : quantity
    }
    if equity <= 0, rules.margin.liquidation != .fourfold { units = quantity }
    liquidate(min(units, quantity), direction, bar, at: price)
  }

  /// Tests the margin at the prices of a bar in which no order rests.
  func callMarginInside(_ bar: BarContext) {
    switch rules.fills.intrabar {
    case .path:
      callMargin(bar, at: bar.isLowFirst ? bar.low : bar.high)
      callMargin(bar, at: bar.isLowFirst ? bar.high : bar.low)
      callMargin(bar, at: bar.close)
    case .range:
      callMargin(bar, at: account.positions[bar.instrument].quantity > 0 ? bar.low : bar.high)
    }
  }

  private func maintenance(except instrument: Int) -> Double {
    var required = 0.0
    for other in account.openInstruments where other != instrument {
      guard let direction = account.positions[other].direction else { continue }
      required +=
        abs(account.positions[other].quantity * account.marks[other])
        * account.instruments[other].pointValue * rules.margin.maintenance(direction)
    }
    return required
  }

  private func liquidate(
    _ units: Double, _ direction: Direction, _ bar: BarContext, at price: Double
  ) {
    let quantity = account.grids[bar.instrument].snapToLot(units)
    let side = direction.entrySide.opposite
    let slippage = followsPath ? 0 : slip(price, quantity, bar)
    account.execute(
      Execution(
        order: account.nextOrderID(), name: account.names.index(of: "margin call"), comment: 0,
        instrument: bar.instrument, side: side, quantity: quantity,
        price: price + side.sign * slippage, slippage: slippage, rule: .marginCall,
        certainty: .pathAssumed, isMaker: false, time: bar.openTime, bar: Int32(bar.index),
        mayOpen: false))
    account.dropExitsOfClosedLots(instrument: bar.instrument)
    checkBooks()
  }
}
