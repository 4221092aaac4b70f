import Kernels
import Market

/// Walks one share through its days, with splits when it gets dear and quarterly dividends.
struct ShareSimulator {
  private let share: SimulationParameters.Share
  private let index: Int
  private var stream: RandomStream
  private var price: Double
  private var events: [CashFlowEvent] = []
  private var times: [Int64] = []
  private var columns: [[Double]] = Array(repeating: [], count: 5)

  init(_ share: SimulationParameters.Share, index: Int, seed: UInt64) {
    self.share = share
    self.index = index
    stream = RandomStream(seed: seed, stream: UInt64(100 + index), purpose: 3)
    price = share.price
  }

  mutating func run(days: [Int32], shared: SharedMovement) -> SimulatedMarket {
    for (day, date) in days.enumerated() {
      let own = SharedMovement.fatTailed(&stream) * share.volatility
      let change =
        share.beta * shared.market[day] + shared.sectors[share.sector][day] + own + share.drift
      let isHalted =
        share.symbol == SimulationParameters.haltedSymbol
        && SimulationParameters.halt.contains(day)
      if isHalted { continue }
      let endsHalt =
        share.symbol == SimulationParameters.haltedSymbol
        && day == SimulationParameters.halt.upperBound
      corporateActions(day: day, date: date)
      trade(date, change: endsHalt ? change + SimulationParameters.haltGap : change, endsHalt)
    }
    let instrument = Instrument(symbol: share.symbol, session: .usEquities)
    return SimulatedMarket(
      series: BarSeries(
        instrument: instrument, timeframe: .day, labels: BarLabels(times, areDates: true),
        open: columns[0], high: columns[1], low: columns[2], close: columns[3],
        volume: columns[4]),
      events: events)
  }

  private mutating func trade(_ date: Int32, change: Double, _ gapsWhole: Bool) {
    let overnight = gapsWhole ? 0.9 : 0.3
    let open = price * Elementary.exp(change * overnight)
    let close = open * Elementary.exp(change * (1 - overnight))
    let bar = BarShape.prices(
      open: open, close: close, volatility: share.volatility, decimals: 100,
      baseVolume: 40_000_000 / share.price, &stream)
    times.append(Int64(date) * Timestamp.nanosecondsPerDay)
    columns[0].append(bar.open)
    columns[1].append(bar.high)
    columns[2].append(bar.low)
    columns[3].append(bar.close)
    columns[4].append(bar.volume)
    price = close
  }

  /// A split two for one above 120, a reverse split one for five below 3, dividends by quarter.
  private mutating func corporateActions(day: Int, date: Int32) {
    if price > 120 { split(2, date) }
    if price < 3 { split(0.2, date) }
    guard share.yearlyYield > 0, day % 63 == 20 + index % 20 else { return }
    let amount = (price * share.yearlyYield / 4 * 100).rounded() / 100
    guard amount > 0 else { return }
    add(.dividend, amount, date)
    price -= amount
  }

  private mutating func split(_ ratio: Double, _ date: Int32) {
    add(.split, ratio, date)
    price /= ratio
  }

  private mutating func add(_ kind: CashFlowEvent.Kind, _ value: Double, _ date: Int32) {
    events.append(
      CashFlowEvent(
        symbol: share.symbol,
        time: Timestamp(nanoseconds: Int64(date) * Timestamp.nanosecondsPerDay), kind: kind,
        value: value))
  }
}
