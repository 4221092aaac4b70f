public import Market

/// One simulated instrument: its bars as traded, and its dated events.
public struct SimulatedMarket: Sendable {
  /// The bars, unadjusted.
  public let series: BarSeries
  /// Dividends and splits.
  public let events: [CashFlowEvent]
}

/// The sample markets: invented prices that look and behave like real ones.
///
/// Nothing in them is real. The same seed gives the same bytes on every machine, because all
/// randomness is counter-based and all functions are the project's own.
public enum SampleMarkets {
  /// The seed of the files in `data/`.
  public static let standardSeed: UInt64 = 20_120_103

  /// Twenty shares, a currency pair and a crypto pair.
  public static func all(seed: UInt64 = standardSeed) -> [SimulatedMarket] {
    shares(seed: seed) + [
      IntradaySimulator.currencyPair(seed: seed), IntradaySimulator.cryptoPair(seed: seed),
    ]
  }

  /// Twenty correlated shares over twelve years of session days.
  public static func shares(seed: UInt64 = standardSeed) -> [SimulatedMarket] {
    let sectorCount = 1 + (SimulationParameters.shares.map(\.sector).max() ?? 0)
    let shared = SharedMovement(
      seed: seed, dayCount: SimulationParameters.shareDayCount, sectorCount: sectorCount)
    let days = sessionDays()
    return SimulationParameters.shares.enumerated().map { index, share in
      var simulator = ShareSimulator(share, index: index, seed: seed)
      return simulator.run(days: days, shared: shared)
    }
  }

  private static func sessionDays() -> [Int32] {
    var days: [Int32] = []
    var day = SimulationParameters.firstDay
    while days.count < SimulationParameters.shareDayCount {
      if Session.usEquities.day(named: day).isTradingDay { days.append(day) }
      day += 1
    }
    return days
  }
}
