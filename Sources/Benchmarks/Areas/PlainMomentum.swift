import Formats
import Market

/// Monthly momentum as a plain loop over arrays, written without the engine to hold it to account.
///
/// Series share one calendar and are traded in whole units. Targets are set at the first close of a
/// month and filled at the next open: what sells first, then what buys, as far as the cash goes.
struct PlainMomentum {
  let count: Int
  let lookback: Int
  let skip: Int
  let capital: Double
  let fee: Double
  /// Share of the price that a fill is worse than the open.
  let slippage: Double

  /// The trades and the final equity.
  func run(_ series: [BarSeries]) -> Outcome {
    var book = Book(symbols: series.count, cash: capital, fee: fee)
    var orders: [(symbol: Int, units: Double)] = []
    var month = Int.min
    for day in 0..<series[0].count {
      for order in orders where order.units < 0 {
        let price = series[order.symbol].open[day]
        book.sell(order.symbol, -order.units, at: price - price * slippage)
      }
      for order in orders where order.units > 0 {
        let price = series[order.symbol].open[day]
        book.buy(order.symbol, order.units, at: price + price * slippage)
      }
      orders = []
      let date = CivilDate(daysSinceEpoch: Int(series[0].days[day]))
      guard date.year * 12 + date.month != month else { continue }
      let isFirst = month == .min
      month = date.year * 12 + date.month
      if !isFirst { orders = targets(series, day, book) }
    }
    let last = series[0].count - 1
    return Outcome(trades: book.trades, equity: equity(series, last, book))
  }

  private func equity(_ series: [BarSeries], _ day: Int, _ book: Book) -> Double {
    var value = book.cash
    for symbol in series.indices where book.units[symbol] > 0 {
      value += book.units[symbol] * series[symbol].close[day]
    }
    return value
  }

  private func targets(
    _ series: [BarSeries], _ day: Int, _ book: Book
  ) -> [(symbol: Int, units: Double)] {
    guard day >= lookback else { return [] }
    let strengths = series.map { $0.close[day - skip] / $0.close[day - lookback] }
    let ordered = series.indices.sorted {
      (-strengths[$0], $0) < (-strengths[$1], $1)
    }
    let chosen = ordered.prefix(count).sorted()
    let isChosen = series.indices.map { chosen.contains($0) }
    let part = equity(series, day, book) / Double(count)
    var orders: [(symbol: Int, units: Double)] = []
    for symbol in series.indices where !isChosen[symbol] && book.units[symbol] > 0 {
      orders.append((symbol, -book.units[symbol]))
    }
    for symbol in chosen {
      let units = (part / (series[symbol].close[day] * (1 + fee)) + 1e-9).rounded(.down)
      let difference = units - book.units[symbol]
      if difference != 0 { orders.append((symbol, difference)) }
    }
    return orders
  }

  /// Cash, and the lots of each symbol, oldest first.
  private struct Book {
    var units: [Double]
    var lots: [[Double]]
    var cash: Double
    let fee: Double
    var trades = 0

    init(symbols: Int, cash: Double, fee: Double) {
      units = Array(repeating: 0, count: symbols)
      lots = Array(repeating: [], count: symbols)
      self.cash = cash
      self.fee = fee
    }

    mutating func sell(_ symbol: Int, _ quantity: Double, at price: Double) {
      cash += quantity * price * (1 - fee)
      units[symbol] -= quantity
      var left = quantity
      while left > 0 {
        let closed = min(left, lots[symbol][0])
        lots[symbol][0] -= closed
        left -= closed
        trades += 1
        if lots[symbol][0] == 0 { lots[symbol].removeFirst() }
      }
    }

    mutating func buy(_ symbol: Int, _ quantity: Double, at price: Double) {
      let affordable = cash / (price * (1 + fee))
      let bought =
        affordable >= quantity * (1 - 1e-12) ? quantity : (affordable + 1e-9).rounded(.down)
      guard bought > 0 else { return }
      cash -= bought * price * (1 + fee)
      units[symbol] += bought
      lots[symbol].append(bought)
    }
  }
}
