import Analysis
import Market
import TestSupport
import Trading

@testable import Contests

/// Markets and experts that the tests of contests share.
enum Fixture {
  /// A seeded random walk of daily bars, one for each day of a range.
  static func series(
    _ symbol: String, days: Range<Int32> = 18_000..<18_400, seed: UInt64, drift: Double = 0.0004
  ) -> BarSeries {
    var generator = SeededGenerator(seed: seed)
    var price = 100.0
    var columns: [[Double]] = Array(repeating: [], count: 4)
    for _ in days {
      let open = price
      price *= 1 + drift + 0.03 * (generator.unit() + generator.unit() - 1)
      price = max(0.05, (price * 100).rounded() / 100)
      for (index, value) in [open, max(open, price), min(open, price), price].enumerated() {
        columns[index].append(value)
      }
    }
    let times = days.map { Int64($0) * Timestamp.nanosecondsPerDay }
    return BarSeries(
      instrument: Instrument(symbol: symbol, lotStep: 0.001), timeframe: .day, openTimes: times,
      closeTimes: times.map { $0 + Timestamp.nanosecondsPerDay }, days: Array(days),
      open: columns[0], high: columns[1], low: columns[2], close: columns[3],
      volume: [])
  }

  static let three = [series("AAA", seed: 1), series("BBB", seed: 2), series("CCC", seed: 3)]

  static func contest(
    _ agents: [Agent], series: [BarSeries] = three, rulebook: Rulebook = quick,
    from: Int32? = nil, to: Int32? = nil, seed: UInt64 = 1
  ) throws -> Contest {
    try Contest(
      agents: agents, series: series, rulebook: rulebook, benchmark: Rhythm(on: 100_000, off: 0),
      from: from, to: to, seed: seed)
  }

  static let quick = Rulebook(
    resampling: Resampling(draws: 200), prediction: PredictionPlan(lookback: 20, horizon: 10))

  static let mixed = [
    Agent("slow", .sleeves(Rhythm(on: 20, off: 10))),
    Agent("fast", .sleeves(Rhythm(on: 2, off: 2))),
    Agent("pair", .account(Rhythm(on: 5, off: 5)), symbols: ["BBB", "AAA"]),
    Agent("short", .sleeves(Rhythm(on: 7, off: 3, weight: -0.5))),
  ]
}

/// Holds an instrument for some bars and leaves it for some; the simplest expert that trades.
struct Rhythm: Expert {
  var on: Int
  var off: Int
  var weight = 1.0

  var requirements: Requirements { Requirements(warmUp: 1) }
  func makeSession() -> any ExpertSession { Session(rhythm: self) }

  private struct Session: ExpertSession {
    let rhythm: Rhythm
    var bar = 0

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      let phase = bar % (rhythm.on + rhythm.off)
      let share = rhythm.weight / Double(view.instrumentCount)
      for instrument in 0..<view.instrumentCount {
        if phase == 0 { desk.target(weight: share, instrument: instrument) }
        if phase == rhythm.on { desk.target(weight: 0, instrument: instrument) }
      }
      bar += 1
    }
  }
}

/// Does what a closure says, with capabilities of choice.
struct Trouble: Expert {
  var capabilities: Requirements.Capabilities = []
  var startFailure: String?
  var failsAtBar = Int.max
  var weight = 0.0

  var requirements: Requirements { Requirements(warmUp: 1, capabilities: capabilities) }

  func makeSession() throws(ExpertFailure) -> any ExpertSession {
    if let startFailure { throw ExpertFailure(startFailure) }
    return Session(trouble: self)
  }

  private struct Session: ExpertSession {
    let trouble: Trouble
    var bar = 0

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      if bar == trouble.failsAtBar { throw ExpertFailure("ran out of ideas") }
      if bar == 0, trouble.weight != 0 { desk.target(weight: trouble.weight) }
      bar += 1
    }
  }
}
