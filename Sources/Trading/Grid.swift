package import Market

/// Quantities and prices on an instrument's grid.
package struct Grid: Sendable {
  package let tick: Double
  package let lot: Double
  /// Lots per unit when that is a whole number, so that quantities come out as short decimals.
  private let lotsPerUnit: Double
  private let ticksPerUnit: Double

  package init(_ instrument: Instrument) {
    tick = instrument.tickSize
    lot = instrument.lotStep
    lotsPerUnit = Self.wholeInverse(instrument.lotStep)
    ticksPerUnit = Self.wholeInverse(instrument.tickSize)
  }

  private static func wholeInverse(_ step: Double) -> Double {
    let inverse = (1 / step).rounded()
    return inverse >= 1 && abs(inverse * step - 1) < 1e-9 ? inverse : .nan
  }

  /// The largest multiple of the lot step that is not above `quantity`, but for rounding noise.
  package func floorToLot(_ quantity: Double) -> Double {
    guard quantity > 0, quantity.isFinite else { return 0 }
    let lots = quantity / lot
    let whole = Self.floor(lots + max(1e-9, abs(lots) * 1e-12))
    return lotsPerUnit.isNaN ? whole * lot : whole / lotsPerUnit
  }

  /// A difference of quantities without its rounding noise; real fractions stay.
  package func snapToLot(_ quantity: Double) -> Double {
    let lots = quantity / lot
    let nearest = Self.nearest(lots)
    guard abs(lots - nearest) < 1e-6 else { return quantity }
    return lotsPerUnit.isNaN ? nearest * lot : nearest / lotsPerUnit
  }

  /// The multiple of the tick next to `price`, halves up, as fills are stored.
  package func nearestTick(_ price: Double) -> Double {
    multiple(Self.floor(price / tick + 0.5))
  }

  /// The tick at or above `price`, with a tolerance of 1e-4 ticks (SCRIPT 4.7, level rounding).
  package func tickUp(_ price: Double) -> Double { multiple(Self.ceiling(price / tick - 1e-4)) }

  /// The tick at or below `price`, with a tolerance of 1e-4 ticks.
  package func tickDown(_ price: Double) -> Double {
    multiple(Self.floor(price / tick + 1e-4))
  }

  /// Numbers below this have fractions, and as whole numbers fit a word.
  private static let mostExact = 0x1p51

  /// The largest whole number that is not above a number.
  ///
  /// Without the instructions of newer processors the library's function costs a call and thrice
  /// the work.
  @inline(__always)
  private static func floor(_ number: Double) -> Double {
    guard abs(number) < mostExact else { return number.rounded(.down) }
    let whole = Double(Int64(number))
    return whole > number ? whole - 1 : whole
  }

  /// The smallest whole number that is not below a number.
  @inline(__always)
  private static func ceiling(_ number: Double) -> Double {
    guard abs(number) < mostExact else { return number.rounded(.up) }
    let whole = Double(Int64(number))
    return whole < number ? whole + 1 : whole
  }

  /// The whole number next to a number, halves away from 0.
  @inline(__always)
  private static func nearest(_ number: Double) -> Double {
    guard abs(number) < mostExact else { return number.rounded() }
    let whole = Double(Int64(number))
    let rest = number - whole
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  private func multiple(_ ticks: Double) -> Double {
    ticksPerUnit.isNaN ? ticks * tick : ticks / ticksPerUnit
  }

  /// A stop's level on the grid: away from the market, so that it is never hit too early.
  package func stopLevel(_ price: Double, _ side: Side) -> Double {
    side == .buy ? tickUp(price) : tickDown(price)
  }

  /// A limit's level on the grid: never worse than the trader asked for.
  package func limitLevel(_ price: Double, _ side: Side) -> Double {
    side == .buy ? tickDown(price) : tickUp(price)
  }
}
