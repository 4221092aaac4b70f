import Kernels

/// The closed trades of a run with what several statistics share, computed once.
///
/// A trade that neither won nor lost after fees counts as a trade, but as neither a win nor a loss.
package struct TradeRecord: Sendable {
  /// The trades.
  package let trades: TradeColumns
  /// Indices of the trades that won.
  private(set) var winners: [Int]
  /// Indices of the trades that lost.
  private(set) var losers: [Int]
  /// The sum of what the winners won.
  let won: Double
  /// The sum of what the losers lost, at least 0.
  let lost: Double
  /// The moments of the net profits.
  let moments: Moments

  /// Prepares trades.
  package init(_ trades: TradeColumns) {
    self.trades = trades
    let profits = trades.netProfit
    (winners, losers) = ([], [])
    winners.reserveCapacity(profits.count)
    losers.reserveCapacity(profits.count)
    for index in profits.indices {
      if profits[index] > 0 { winners.append(index) }
      if profits[index] < 0 { losers.append(index) }
    }
    won = CompensatedSum.of(profits) { max($0, 0) }
    lost = CompensatedSum.of(profits) { max(-$0, 0) }
    moments = Moments(profits)
  }

  /// How many trades there are.
  package var count: Int { trades.count }

  /// The number of trades, for formulas.
  var n: Double { Double(trades.count) }

  /// The share of trades that won.
  var winRate: Double { Double(winners.count) / n }

  /// The mean win.
  /// - Throws: `noWinningTrade`.
  func meanWin() throws(MissingReason) -> Double {
    if winners.isEmpty { throw .noWinningTrade }
    return won / Double(winners.count)
  }

  /// The mean loss, above 0.
  /// - Throws: `noLosingTrade`.
  func meanLoss() throws(MissingReason) -> Double {
    if losers.isEmpty { throw .noLosingTrade }
    return lost / Double(losers.count)
  }

  /// The longest run of trades whose profits satisfy a condition.
  func longestRun(where matches: (Double) -> Bool) -> Int {
    var longest = 0
    var current = 0
    for profit in trades.netProfit {
      current = matches(profit) ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
