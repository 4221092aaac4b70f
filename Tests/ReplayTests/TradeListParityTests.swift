import Formats
import Market
import Platform
import TestSupport
import Testing
import Trading

@testable import Replay

/// Reproduces the trade lists that a charting platform exported for three public probes.
///
/// The lists are not ours to redistribute: the test runs where `TOURNEY_PARITY_CORPUS` names the
/// folder with the probes, one folder each with `tv_trades.csv`.
@Suite struct TradeListParityTests {
  static let corpus = Environment.variable("TOURNEY_PARITY_CORPUS")
  static let feed = SharedData.path("intraday/ETHUSDT-PERP-15m.csv")
  static let absence: Comment = "TOURNEY_PARITY_CORPUS or shared/data is absent"

  struct Probe: CustomTestStringConvertible {
    var folder: String
    var tradeCount: Int
    var expert: any Expert
    var testDescription: String { folder }
  }

  static let probes = [
    Probe(folder: "ta-sma-dual-cross-01", tradeCount: 2149, expert: DualAverageProbe()),
    Probe(folder: "bracket-exit-tp-sl-fixed-01", tradeCount: 366, expert: FixedBracketProbe()),
    Probe(
      folder: "bracket-trailing-activation-offset-path-01", tradeCount: 671,
      expert: TrailProbe(points: 800, offset: 400)),
  ]

  @Test(
    "trades equal the exported list, trade for trade",
    .enabled(if: corpus != nil && feed != nil, absence), arguments: probes)
  func tradesEqualTheList(probe: Probe) throws {
    let list = try ExportedTrade.list(
      in: FileSystem.join(Self.corpus!, probe.folder + "/tv_trades.csv"))
    let series = try TestSeries.read(
      Self.feed!, tick: 0.01, lot: 0.001, timeframe: .init(15, .minute))
    let record = try Replay.run(
      probe.expert, over: ReplayInput(series: [series]), rules: .tradingview)
    let first = try #require(list.map(\.entryTime).min())
    let last = try #require(list.map(\.entryTime).max())
    // The feed is longer than the list at both ends; in between every trade counts.
    let trades = record.trades.filter { (first...last).contains($0.entryTime.seconds) }
    var exact = 0
    var firstDifference: String?
    for (index, expected) in list.enumerated() {
      let found = index < trades.count ? ExportedTrade(trades[index]) : nil
      if found == expected {
        exact += 1
      } else if firstDifference == nil {
        firstDifference =
          "trade \(index + 1): expected \(expected), found \(String(describing: found))"
      }
    }
    print("\(probe.folder): exact \(exact) of \(list.count) trades")
    #expect(firstDifference == nil)
    #expect(exact == probe.tradeCount && trades.count == list.count)
  }
}

/// A closed trade in the terms of an exported list: times in seconds, prices in whole ticks.
struct ExportedTrade: Equatable {
  var isLong: Bool
  var entryTime: Int64
  var exitTime: Int64
  var entryTicks: Int
  var exitTicks: Int
  var quantity: Double

  init(_ trade: Trade) {
    isLong = trade.direction == .long
    entryTime = trade.entryTime.seconds
    exitTime = trade.exitTime.seconds
    entryTicks = Int((trade.entryPrice * 100).rounded())
    exitTicks = Int((trade.exitPrice * 100).rounded())
    quantity = trade.quantity
  }

  /// Reads an export: two rows a trade, exit first; times are bar opens in UTC+8.
  static func list(in path: String) throws -> [ExportedTrade] {
    var trades: [Int: ExportedTrade] = [:]
    var open: Set<Int> = []
    for row in try TestSeries.rows(path).dropFirst() where row.count > 5 {
      let number = try #require(Int(row[0]))
      let local = try #require(ISODateParser.dateTime(row[2])?.local.localNanoseconds)
      let time = local / 1_000_000_000 - 8 * 3600
      let ticks = Int((try #require(Double(row[4])) * 100).rounded())
      let quantity = try #require(Double(row[5]))
      var trade =
        trades[number] ?? ExportedTrade(quantity: quantity, isLong: row[1].hasSuffix("long"))
      if row[1].hasPrefix("Entry") {
        trade.entryTime = time
        trade.entryTicks = ticks
      } else {
        trade.exitTime = time
        trade.exitTicks = ticks
        if row[3] == "Open" { open.insert(number) }
      }
      trades[number] = trade
    }
    return trades.keys.sorted().filter { !open.contains($0) }.compactMap { trades[$0] }
  }

  private init(quantity: Double, isLong: Bool) {
    self.isLong = isLong
    self.quantity = quantity
    (entryTime, exitTime, entryTicks, exitTicks) = (0, 0, 0, 0)
  }
}

/// Series for tests, built without the layers above.
enum TestSeries {
  static func rows(_ path: String) throws -> [[String]] {
    try FileBytes(path: path).withBytes { bytes in
      String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  static func read(
    _ path: String, tick: Double, lot: Double, timeframe: Timeframe
  ) throws -> BarSeries {
    var times: [Int64] = []
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for row in try rows(path).dropFirst() {
      times.append(try #require(ISODateParser.dateTime(row[0])?.local.localNanoseconds))
      for index in 0..<5 { columns[index].append(try #require(Double(row[index + 1]))) }
    }
    let length = try #require(timeframe.fixedNanoseconds)
    return BarSeries(
      instrument: Instrument(symbol: "TEST", tickSize: tick, lotStep: lot), timeframe: timeframe,
      openTimes: times, closeTimes: times.map { $0 + length },
      days: times.map { Int32($0 / 86_400_000_000_000) }, open: columns[0], high: columns[1],
      low: columns[2], close: columns[3], volume: columns[4])
  }
}
