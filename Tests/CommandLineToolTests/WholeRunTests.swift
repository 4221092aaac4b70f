import Analysis
import Experts
import Files
import Formats
import Platform
import Replay
import TestSupport
import Testing
import Trading

/// Whole runs, from the file to the measures, against a calculation that shares nothing with ours.
///
/// The expected values come from pandas 2.2: rolling means of 10 and 30 closes, long from the open
/// after the fast mean crosses above the slow one until the open after it crosses below; a fixed
/// number of units, no costs. Sharpe: daily returns, sample deviation, 252 days.
@Suite struct WholeRunTests {
  struct Expected: Sendable {
    let file: String
    let units: Double
    let trades: Int
    let wins: Int
    let finalEquity: Double
    var sharpe: Double?
    var maximumDrawdown: Double?
  }

  static let simulated: [Expected] = [
    Expected(
      file: "data/daily/TRN-1d.csv", units: 100, trades: 56, wins: 17, finalEquity: 93602,
      sharpe: -0.27370507316451115, maximumDrawdown: -0.09451213491577637),
    Expected(
      file: "data/daily/KLN-1d.csv", units: 100, trades: 61, wins: 16, finalEquity: 98414,
      sharpe: -0.15823879196259114, maximumDrawdown: -0.03580635359386797),
    Expected(
      file: "data/intraday/EURUSD-1h.csv", units: 10_000, trades: 194, wins: 69,
      finalEquity: 100_019.5),
    Expected(
      file: "data/intraday/SIMUSD-1h.csv", units: 2, trades: 198, wins: 59,
      finalEquity: 91_345.7),
  ]

  static let real: [Expected] = [
    Expected(
      file: "daily/SPY-1d.csv", units: 100, trades: 98, wins: 42, finalEquity: 115_433.739,
      sharpe: 0.3684456061400716, maximumDrawdown: -0.04714869618306461),
    Expected(
      file: "daily/AAPL-1d.csv", units: 100, trades: 104, wins: 54, finalEquity: 108_161.159,
      sharpe: 0.45091993011952486, maximumDrawdown: -0.041138845316631034),
    Expected(
      file: "intraday/EURUSD-1h.csv", units: 10_000, trades: 107, wins: 49,
      finalEquity: 100_886.7),
    Expected(
      file: "intraday/ETHUSDT-PERP-15m.csv", units: 2, trades: 1071, wins: 387,
      finalEquity: 104_581.42),
  ]

  @Test("runs on the simulated markets equal an independent calculation", arguments: simulated)
  func simulatedMarkets(expected: Expected) throws {
    let found = try Self.mismatches(expected, at: Repository.path(expected.file))
    #expect(found.isEmpty, "\(found)")
  }

  @Test(
    "runs on real markets equal an independent calculation",
    .enabled(if: SharedData.isPresent, "\(SharedData.absence)"), arguments: real)
  func realMarkets(expected: Expected) throws {
    let path = try #require(SharedData.path(expected.file))
    let found = try Self.mismatches(expected, at: path)
    #expect(found.isEmpty, "\(found)")
  }

  static func mismatches(_ expected: Expected, at path: String) throws -> Mismatches {
    let loaded = try DataFile.load(path)
    var rules = TradingRules.frictionless
    rules.sizing = .units(expected.units)
    rules.margin = .unlimited
    let record = try Replay.run(
      MovingAverageCross(), over: ReplayInput(series: [loaded.series]), rules: rules)
    var found = Mismatches()
    found.check("trades", record.trades.count, equals: expected.trades)
    found.check("wins", record.trades.count { $0.netProfit > 0 }, equals: expected.wins)
    found.require(
      abs(record.finalEquity - expected.finalEquity) < 1e-6,
      "final equity \(record.finalEquity), expected \(expected.finalEquity)")
    let (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    let analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: rules.initialCapital, dailyEquity: equity, days: days, periodsPerYear: 252))
    for (id, value) in [
      (MetricID.sharpe, expected.sharpe), (MetricID.maxDrawdown, expected.maximumDrawdown),
    ] {
      guard let value else { continue }
      let actual = analysis[id]?.value ?? .nan
      found.require(
        abs(actual - value) < 1e-11, "\(id.rawValue) \(actual), expected \(value)")
    }
    return found
  }
}
