import Formats
import Replay
import Trading

/// Holds every instrument with a stop and a target at all times, so that orders rest everywhere.
struct RestingBrackets: Expert {
  var requirements: Requirements { Requirements(warmUp: 1) }

  func makeSession() -> any ExpertSession { Session() }

  private struct Session: ExpertSession {
    /// Order names, which have to differ between instruments of one account.
    var names: [String] = []

    mutating func barClosed(
      _ view: borrowing MarketView, _ desk: inout Desk
    ) throws(ExpertFailure) {
      while names.count < view.instrumentCount { names.append("\(names.count)") }
      for index in names.indices where view.position(index) == 0 && view.closedNow(index) {
        let price = view.close(series: index)
        desk.enter(names[index], .long, instrument: index)
        var exit = ExitOrder(names[index], from: names[index], instrument: index)
        exit.stop = price * 0.97
        exit.limit = price * 1.03
        desk.exit(exit)
      }
    }
  }

  /// A unit of each, on credit, so that instruments do not meet in the account.
  private static let rules = TradingRules(
    initialCapital: 1e6, sizing: .units(1), fees: FeeModel(rate: 0.001), margin: .unlimited)

  /// The replay of so many symbols, held to accounts of one symbol each.
  static func work(symbols: Int, days: Int) -> TimedWork {
    let series = (0..<symbols).map { RandomMarket.days(days, symbol: $0) }
    let input = ReplayInput(series: series)
    return TimedWork(
      { () throws(LocatedError) in try Replay.run(RestingBrackets(), over: input, rules: rules) },
      outcome: Outcome.init,
      expected: { () throws(LocatedError) in
        var sum = Outcome(trades: 0, equity: rules.initialCapital)
        for own in series {
          let alone = try Outcome(
            Replay.run(RestingBrackets(), over: ReplayInput(series: [own]), rules: rules))
          sum.trades = (sum.trades ?? 0) + (alone.trades ?? 0)
          sum.equity = (sum.equity ?? 0) + (alone.equity ?? 0) - rules.initialCapital
        }
        return sum
      })
  }
}
