import Kernels

/// What all shares feel: the market's and the sectors' returns, day by day.
///
/// The market switches between a calm and an anxious regime, its volatility clusters, its shocks
/// have fat tails, and scenes replace both on chosen days.
struct SharedMovement {
  let market: [Double]
  let sectors: [[Double]]

  init(seed: UInt64, dayCount: Int, sectorCount: Int) {
    var stream = RandomStream(seed: seed, stream: 1, purpose: 1)
    var isCalm = true
    var variance = 0.008 * 0.008
    var market: [Double] = []
    for day in 0..<dayCount {
      if stream.nextUniform() < (isCalm ? 0.006 : 0.02) { isCalm.toggle() }
      var drift = isCalm ? 0.0009 : -0.0005
      let usual = isCalm ? 0.007 : 0.013
      var shock = Self.fatTailed(&stream)
      if stream.nextUniform() < 0.003 { shock *= 2.5 }
      var volatility = variance.squareRoot()
      if let scene = Self.scenes.first(where: { $0.days.contains(day) }) {
        drift = scene.drift
        volatility = scene.volatility
      }
      let change = volatility * shock
      market.append(drift + change)
      variance = 0.06 * usual * usual + 0.86 * variance + 0.08 * min(change * change, 0.002)
    }
    self.market = market
    sectors = (0..<sectorCount).map { sector in
      Self.sector(sector, seed: seed, dayCount: dayCount)
    }
  }

  private static let scenes = [
    SimulationParameters.crash, SimulationParameters.rebound, SimulationParameters.sideways,
  ]

  private static func sector(_ sector: Int, seed: UInt64, dayCount: Int) -> [Double] {
    var stream = RandomStream(seed: seed, stream: UInt64(10 + sector), purpose: 2)
    return (0..<dayCount).map { day in
      let shock = fatTailed(&stream)
      if sector == SimulationParameters.bubbleSector {
        for scene in [SimulationParameters.bubble, SimulationParameters.burst]
        where scene.days.contains(day) {
          return scene.drift + scene.volatility * shock
        }
      }
      return 0.005 * shock
    }
  }

  /// A Student t draw with five degrees of freedom, scaled to a standard deviation of 1.
  static func fatTailed(_ stream: inout RandomStream) -> Double {
    let draw = stream.nextStudentT(degreesOfFreedom: 5) * (3.0 / 5).squareRoot()
    return min(max(draw, -6), 6)
  }
}
