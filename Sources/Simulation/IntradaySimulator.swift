import Kernels
import Market

/// Walks pairs through hours, with volatility that clusters and follows the time of day.
enum IntradaySimulator {
  /// A currency pair in hourly bars of the currency week.
  static func currencyPair(seed: UInt64) -> SimulatedMarket {
    let hours = openHours(from: 1_577_912_400, session: .fxWeek)
    return walk(
      Instrument(
        symbol: "EURUSD", assetClass: .fx, tickSize: 0.00001, lotStep: 1_000, session: .fxWeek),
      hours: hours, price: 1.12, volatility: 0.0009, decimals: 100_000, stream: 200, seed: seed)
  }

  /// A crypto pair in hourly bars, around the clock.
  static func cryptoPair(seed: UInt64) -> SimulatedMarket {
    let hours = openHours(from: 1_577_836_800, session: .continuous)
    return walk(
      Instrument(symbol: "SIMUSD", assetClass: .crypto, tickSize: 0.01, lotStep: 1e-6),
      hours: hours, price: 8_000, volatility: 0.0065, decimals: 100, stream: 201, seed: seed)
  }

  /// Hours at whose start the session is open, in seconds since 1970.
  private static func openHours(from start: Int64, session: Session) -> [Int64] {
    var hours: [Int64] = []
    var hour = start
    while hours.count < SimulationParameters.intradayBarCount {
      if session.isOpen(at: Timestamp(seconds: hour)) { hours.append(hour) }
      hour += 3_600
    }
    return hours
  }

  private static func walk(
    _ instrument: Instrument, hours: [Int64], price start: Double, volatility: Double,
    decimals: Double, stream number: UInt64, seed: UInt64
  ) -> SimulatedMarket {
    var stream = RandomStream(seed: seed, stream: number, purpose: 4)
    var price = start
    var variance = volatility * volatility
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for hour in hours {
      // Busiest in the afternoon of London, when New York is awake too.
      let clock = Double((hour / 3_600) % 24)
      let activity = 0.6 + 0.9 * Elementary.exp(-(clock - 14) * (clock - 14) / 18)
      let change = variance.squareRoot() * activity * SharedMovement.fatTailed(&stream)
      let close = price * Elementary.exp(change)
      let bar = BarShape.prices(
        open: price, close: close, volatility: volatility * activity, decimals: decimals,
        baseVolume: 900 * activity, &stream)
      columns[0].append(bar.open)
      columns[1].append(bar.high)
      columns[2].append(bar.low)
      columns[3].append(bar.close)
      columns[4].append(bar.volume)
      variance =
        0.05 * volatility * volatility + 0.87 * variance + 0.08 * min(change * change, 1e-3)
      price = close
    }
    let times = hours.map { $0 * Timestamp.nanosecondsPerSecond }
    return SimulatedMarket(
      series: BarSeries(
        instrument: instrument, timeframe: .hour, labels: BarLabels(times), open: columns[0],
        high: columns[1], low: columns[2], close: columns[3], volume: columns[4]),
      events: [])
  }
}
