import Tourney

/// Buys after three falling closes in a row and leaves after five bars or at a 5 % stop.
struct ThreeDown: Expert {
  var requirements: Requirements { Requirements(warmUp: 4) }
  func makeSession() -> any ExpertSession { Session() }

  struct Session: ExpertSession {
    var bars = 0

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      if view.position() > 0 {
        bars += 1
        if bars >= 5 { desk.close("dip") }
      } else if (0..<3).allSatisfy({ view.close($0) < view.close($0 + 1) }) {
        bars = 0
        desk.enter("dip", .long)
        var exit = ExitOrder("stop", from: "dip")
        exit.stop = view.close() * 0.95
        desk.exit(exit)
      }
    }
  }
}

@main
struct Program {
  static func main() throws {
    let path = CommandLine.arguments.dropFirst().first ?? "data/daily/ACM-1d.csv"
    let data = try DataFile.load(path)
    let record = try Replay.run(
      ThreeDown(), over: ReplayInput(series: [data.series]), rules: TradingRules())
    let (equity, days) = SessionDays.fold(equity: record.equity, days: record.days)
    let analysis = PerformanceAnalysis(
      try PerformanceInput(
        startEquity: record.rules.initialCapital, dailyEquity: equity, days: days),
      trades: TradeColumns(record.trades))
    let sharpe = analysis[.sharpe]?.value.map { NumberFormat.fixed($0, decimals: 2) } ?? "none"
    print("\(record.trades.count) trades, equity \(record.finalEquity), Sharpe ratio \(sharpe)")
  }
}
