import Files
import Formats
import Market
import Platform
import Replay
import Script
import TestSupport
import Testing
import Trading

/// The trades of the strategies that come with the project, held to lists that were read once.
///
/// A line has what a person can check (counts, profit, the first and the last trade) and a hash of
/// all trades to the bit. `TOURNEY_UPDATE_GOLDENS=1` writes the lists anew.
@Suite struct GoldenTradeTests {
  static let conventions: [(name: String, rules: TradingRules)] = [
    ("tradingview", .tradingview), ("strict", TradingRules()),
  ]

  @Test func `our strategies trade on the sample data as they always did`() throws {
    let files = ["daily/BRV-1d", "intraday/SIMUSD-1h"]
    let text = try Self.text(files.map { Repository.path("data/\($0).csv") }, bars: 1_500)
    #expect(Golden.difference(text, from: "Tests/Goldens/Strategies/sample.txt") == nil)
    // A list without trades would hold nothing: each strategy trades on one of the files at least.
    let trading = text.split(separator: "\n").filter { !$0.contains(": 0 trades") }
    let names = Set(trading.map { $0.prefix { $0 != " " } })
    #expect(names.count >= 18, "\(names.sorted())")
  }

  static let sharedFiles = ["daily/SPY-1d", "intraday/ETHUSDT-1h"]

  @Test(.enabled(if: SharedData.isPresent, "shared/data is absent"))
  func `our strategies trade on market data as they always did`() throws {
    let files = try Self.sharedFiles.map { try #require(SharedData.path("\($0).csv")) }
    let text = try Self.text(files, bars: 1_500)
    #expect(Golden.difference(text, from: "Tests/Goldens/Strategies/market.txt") == nil)
  }

  /// A line for each strategy, file and convention.
  ///
  /// - Parameter bars: How many bars of each file count at most, its newest.
  static func text(_ files: [String], bars: Int) throws -> String {
    let series = try files.map { path in
      let whole = try DataFile.load(path).series
      return whole.slice(max(0, whole.count - bars)..<whole.count)
    }
    let names = try FileSystem.names(in: Repository.path("strategies")).sorted()
    let cases = names.flatMap { name in
      series.indices.flatMap { file in conventions.indices.map { (name, file, $0) } }
    }
    let lines = try parallelMap(count: cases.count, workers: Process.availableProcessors) {
      index throws(LocatedError) in
      let (name, file, convention) = cases[index]
      let fileName = FileSystem.fileName(of: files[file]).prefix { $0 != "." }
      let record = try run(name, series[file], conventions[convention].rules)
      return "\(name.prefix { $0 != "." }) \(fileName) \(conventions[convention].name): "
        + line(record)
    }
    return lines.compactMap { $0 }.joined(separator: "\n") + "\n"
  }

  private static func run(
    _ name: String, _ series: BarSeries, _ rules: TradingRules
  ) throws(LocatedError) -> RunRecord {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes(path: Repository.path("strategies/" + name)).withBytes { Array($0) }
    } catch { throw LocatedError(error, as: .data) }
    let source = SourceText(name: name, bytes: bytes)
    let script = try Script.compile(source).requireScript(source)
    return try Replay.run(
      try script.expert(), over: ReplayInput(series: [series]), rules: script.rules(over: rules))
  }

  private static func line(_ record: RunRecord) -> String {
    let all = record.trades.map { text($0) + " " + NumberFormat.shortest($0.netProfit) }
    let net = record.trades.reduce(0) { $0 + $1.netProfit }
    var line = "\(all.count) trades, net \(NumberFormat.fixed(net, decimals: 2)), "
    line += "equity \(NumberFormat.fixed(record.finalEquity, decimals: 2)), "
    line += SHA256.digest(all.joined(separator: "\n")).hex.prefix(16)
    if let first = record.trades.first, let last = record.trades.last {
      line += "; \(text(first)); \(text(last))"
    }
    if let failure = record.failure { line += "; \(failure)" }
    return line
  }

  private static func text(_ trade: Trade) -> String {
    func end(_ time: Timestamp, _ price: Double) -> String {
      "\(ISODateFormat.short(nanoseconds: time.nanoseconds)) \(NumberFormat.shortest(price))"
    }
    return "\(trade.direction) \(NumberFormat.shortest(trade.quantity)) "
      + end(trade.entryTime, trade.entryPrice) + " to " + end(trade.exitTime, trade.exitPrice)
  }
}
