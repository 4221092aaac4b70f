import Market
import TestSupport
import Testing

@testable import Trading

/// Rounding to lots and ticks against the library's roundings.
@Suite struct GridTests {
  @Test(arguments: [(0.01, 1.0), (0.25, 0.001), (0.03, 0.07)])
  func `roundings are those of the library`(tick: Double, lot: Double) {
    let grid = Grid(Instrument(symbol: "A", tickSize: tick, lotStep: lot))
    /// A step times a whole number, as the grid makes it.
    func multiple(_ whole: Double, _ step: Double) -> Double {
      let inverse = (1 / step).rounded()
      return abs(inverse * step - 1) < 1e-9 ? whole / inverse : whole * step
    }
    var random = SeededGenerator(seed: 9)
    for _ in 0..<20_000 {
      let scale = Double.random(in: -12...20, using: &random)
      let sign: Double = Bool.random(using: &random) ? 1 : -1
      var number = sign * Elementary10.power(scale)
      // A half and a whole step are where roundings part.
      if Bool.random(using: &random) { number = (number / tick).rounded() * tick / 2 }
      let ticks = number / tick
      #expect(grid.tickUp(number) == multiple((ticks - 1e-4).rounded(.up), tick))
      #expect(grid.tickDown(number) == multiple((ticks + 1e-4).rounded(.down), tick))
      #expect(grid.nearestTick(number) == multiple((ticks + 0.5).rounded(.down), tick))
      let lots = number / lot
      let nearest = lots.rounded()
      #expect(
        grid.snapToLot(number)
          == (abs(lots - nearest) < 1e-6 ? multiple(nearest, lot) : number))
    }
    #expect(grid.snapToLot(.infinity) == .infinity && grid.nearestTick(.nan).isNaN)
  }
}

/// Powers of ten for numbers of every size.
private enum Elementary10 {
  static func power(_ exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(abs(exponent)) { result *= exponent < 0 ? 0.1 : 10 }
    return result * (1 + abs(exponent - exponent.rounded(.towardZero)))
  }
}
