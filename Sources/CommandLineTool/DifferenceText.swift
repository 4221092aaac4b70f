import Files
import Formats
import Market

/// Differences between two lists of trades in words, with the bars around them.
struct DifferenceText {
  let feed: BarSeries

  /// How many of the listed entries lie within their bar, or close to it.
  ///
  /// - Parameter shift: Nanoseconds added to the listed times.
  func countInside(_ listed: [ListedTrade], shift: Int64 = 0) -> Int {
    let slack = 100 * feed.instrument.tickSize
    return listed.count { trade in
      let time = Timestamp(nanoseconds: trade.entryTime.nanoseconds + shift)
      guard let index = index(of: time) else { return false }
      return trade.entryPrice >= feed.low[index] - slack
        && trade.entryPrice <= feed.high[index] + slack
    }
  }

  private func index(of time: Timestamp) -> Int? {
    var (low, high) = (0, feed.count)
    while low < high {
      let middle = (low + high) / 2
      if feed.openTimes[middle] < time.nanoseconds { low = middle + 1 } else { high = middle }
    }
    return low < feed.count && feed.openTimes[low] == time.nanoseconds ? low : nil
  }

  /// Both trades, what differs, and the bars of their entries and exits.
  func describe(_ difference: TradeListComparison.Difference) -> [String] {
    var lines: [String] = []
    if let listed = difference.listed {
      lines.append("listed  #\(listed.number) " + words(listed))
    } else {
      lines.append("listed  nothing")
    }
    if let found = difference.found {
      lines.append("found   " + words(found) + "  '\(found.entryName)' '\(found.exitName)'")
    } else {
      lines.append("found   nothing")
    }
    if let property = difference.property { lines.append("differs in the \(property)") }
    let times = [
      difference.time, difference.listed?.exitTime, difference.found?.exitTime,
    ].compactMap(\.self).compactMap(index)
    var shown = -1
    for center in Set(times).sorted() {
      for index in max(0, center - 2)..<min(feed.count, center + 2) where index > shown {
        if shown >= 0, index > shown + 1 { lines.append("  ...") }
        lines.append("  " + words(bar: index))
        shown = index
      }
    }
    return lines
  }

  private func words(_ trade: ListedTrade) -> String {
    let quantity = trade.quantity.map { NumberFormat.shortest($0) } ?? "?"
    let profit = trade.netProfit.map { NumberFormat.shortest($0) } ?? "?"
    return "\(trade.isLong ? "long " : "short") \(quantity)  \(clock(trade.entryTime)) "
      + "\(NumberFormat.shortest(trade.entryPrice)) → \(clock(trade.exitTime)) "
      + "\(NumberFormat.shortest(trade.exitPrice))  \(profit)  "
      + "'\(trade.entrySignal)' '\(trade.exitSignal)'"
  }

  private func words(_ trade: FoundTrade) -> String {
    "\(trade.isLong ? "long " : "short") \(NumberFormat.shortest(trade.quantity))  "
      + "\(clock(trade.entryTime)) \(NumberFormat.shortest(trade.entryPrice)) → "
      + "\(clock(trade.exitTime)) \(NumberFormat.shortest(trade.exitPrice))  "
      + NumberFormat.fixed(trade.netProfit, decimals: 2)
  }

  private func words(bar index: Int) -> String {
    "\(clock(Timestamp(nanoseconds: feed.openTimes[index])))  O \(feed.open[index])  "
      + "H \(feed.high[index])  L \(feed.low[index])  C \(feed.close[index])"
  }

  private func clock(_ time: Timestamp) -> String {
    ISODateFormat.short(nanoseconds: time.nanoseconds)
  }
}
