import Trading

/// What a bar's volume leaves for fills on either side.
struct BarCapacity {
  /// The bar that it was worked out for; −1 before the first.
  var bar = -1
  var buys = Double.infinity
  var sells = Double.infinity
}

extension Engine {
  /// Units that may still fill on a side in an instrument's current bar.
  ///
  /// Most bars fill nothing, so the cap is worked out when the first fill asks.
  func capacity(_ side: Side, _ instrument: Int) -> Double {
    guard capsVolume, usesVolume[instrument] else { return .infinity }
    let bar = currentBars[instrument]
    if capacities[instrument].bar != bar, bar >= 0, let volume = columns[instrument].volume {
      let units = account.grids[instrument].floorToLot(volume[bar] * rules.fills.participation)
      capacities[instrument] = BarCapacity(bar: bar, buys: units, sells: units)
    }
    return side == .buy ? capacities[instrument].buys : capacities[instrument].sells
  }

  /// Takes units that filled off what the bar leaves.
  func consume(_ quantity: Double, _ side: Side, _ instrument: Int) {
    guard capsVolume, usesVolume[instrument] else { return }
    if side == .buy {
      capacities[instrument].buys -= quantity
    } else {
      capacities[instrument].sells -= quantity
    }
  }
}
