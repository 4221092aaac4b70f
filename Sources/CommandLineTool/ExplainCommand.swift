import Files
import Formats
import Market
import Platform
import Replay
import Reports
import Store
import Terminal
import Trading

/// `tourney explain`: why a trade came about, step by step, or what happened on a day.
enum ExplainCommand {
  static func run(_ arguments: ParsedArguments) throws(LocatedError) {
    let store = try arguments.requiredStore(.read)
    let words = arguments.arguments
    let stored = try store.load(store.run(named: words[0]))
    let cancellation = Cancellation()
    Interrupts.install(cancellation)
    let verification = Verification(
      stored, store: store, workers: try arguments.workers())
    let result = try BacktestResult(
      try verification.request(), cancellation: cancellation, progress: .silent)
    if result.record.isInterrupted {
      throw LocatedError(.interrupted, "interrupted: nothing is explained")
    }
    let output = StandardStream.output
    let explanation = Explanation(result, styling: .suited(to: output))
    if let number = NumberParser.integer(words[1]).map({ Int($0) }) {
      output.write(try explanation.trade(number))
    } else if let date = ISODateParser.date(words[1]) {
      output.write(try explanation.day(Int32(date.daysSinceEpoch)))
    } else {
      throw LocatedError(
        .usage, "this is neither a trade nor a day", found: words[1],
        expected: "the number of a trade such as 12, or a date such as 2020-03-16")
    }
  }
}

/// What a run's record says about a trade or a day.
struct Explanation {
  let result: BacktestResult
  let styling: Styling
  private let series: [BarSeries]
  private var record: RunRecord { result.record }

  init(_ result: BacktestResult, styling: Styling) {
    self.result = result
    self.styling = styling
    series = result.request.data.map(\.series)
  }

  // MARK: - A trade

  func trade(_ number: Int) throws(LocatedError) -> String {
    guard record.trades.indices.contains(number - 1) else {
      throw LocatedError(
        .usage, "the run has no such trade", found: "\(number)",
        expected: record.trades.isEmpty ? "no trade at all" : "1 to \(record.trades.count)")
    }
    let trade = record.trades[number - 1]
    let symbol = record.instruments[trade.instrument].symbol
    let side = trade.direction == .long ? "long" : "short"
    var lines = [
      styling(
        .bold,
        "Trade \(number) of \(record.trades.count): \(side) \(units(trade.quantity)) \(symbol)"),
      "",
    ]
    lines += leg(
      "Entry", order: trade.entryOrder, bar: trade.entryBar, name: trade.entryName, trade)
    lines += leg("Exit", order: trade.exitOrder, bar: trade.exitBar, name: trade.exitName, trade)
    let sign = trade.direction.sign
    let move = sign * (trade.exitPrice - trade.entryPrice)
    lines += [
      styling(.bold, "Result"),
      "  \(price(trade.exitPrice)) − \(price(trade.entryPrice)) = \(price(move * sign)), times "
        + "\(units(trade.quantity)) units: \(moneyText(trade.grossProfit)) before costs",
      "  less fees of \(moneyText(trade.fees)): \(moneyText(trade.netProfit))",
      "  held \(trade.exitBar - trade.entryBar) bars; at best \(price(trade.favourable)) a unit in "
        + "favour, at worst \(price(trade.adverse)) against",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  private func leg(
    _ title: String, order: OrderID, bar: Int32, name: Int32, _ trade: Trade
  ) -> [String] {
    let fills = record.fills.filter {
      $0.order == order && $0.bar == bar && $0.instrument == trade.instrument
    }
    let own = series[trade.instrument]
    let index = Int(bar)
    var lines = [styling(.bold, title)]
    let called = record.names[Int(name)]
    let remark = fills.first.map { record.names[Int($0.comment)] } ?? ""
    let said = remark.isEmpty ? "" : ", remark '\(remark)'"
    lines.append("  order \(order.number)\(called.isEmpty ? "" : " '\(called)'")\(said)")
    if index > 0 {
      lines.append("  known then: bar of \(when(own, index - 1)), \(ohlc(own, index - 1))")
    }
    lines.append("  met the bar of \(when(own, index)), \(ohlc(own, index))")
    for fill in fills { lines += described(fill) }
    return lines + [equityLine(own, index), ""]
  }

  private func described(_ fill: Fill) -> [String] {
    let side = fill.side == .buy ? "bought" : "sold"
    var text = "  \(side) \(units(fill.quantity)) at \(price(fill.price)): \(fill.rule.reason)"
    if fill.slippageCost > 0 { text += ", slippage \(moneyText(fill.slippageCost)) inside it" }
    let costs = fill.fee > 0 ? "; fee \(moneyText(fill.fee))" : "; no fee"
    return [text + costs, "  proof: \(fill.certainty.meaning)"]
  }

  private func equityLine(_ own: BarSeries, _ index: Int) -> String {
    let close = own.closeTimes[index]
    guard let place = record.times.firstIndex(where: { $0 >= close }) else {
      return "  equity is not recorded here"
    }
    let before = place > 0 ? record.equity[place - 1] : record.rules.initialCapital
    return "  equity \(moneyText(before)) at the close before, \(moneyText(record.equity[place])) "
      + "at this one"
  }

  // MARK: - A day

  func day(_ day: Int32) throws(LocatedError) -> String {
    guard let first = record.days.firstIndex(of: day),
      let last = record.days.lastIndex(of: day)
    else {
      throw LocatedError(
        .usage, "the run has no such day", found: dayText(day),
        expected: "a session day from \(record.days.first.map(dayText) ?? "–") to "
          + "\(record.days.last.map(dayText) ?? "–")")
    }
    let before = first > 0 ? record.equity[first - 1] : record.rules.initialCapital
    let after = record.equity[last]
    let change = NumberFormat.percent(after / before - 1, decimals: 2)
    var lines = [
      styling(.bold, dayText(day)),
      "  equity \(moneyText(before)) to \(moneyText(after)) (\(change)), exposure "
        + NumberFormat.percent(record.exposure[last], decimals: 1),
    ]
    let fills = record.fills.filter { series[$0.instrument].days[Int($0.bar)] == day }
    lines.append(fills.isEmpty ? "  nothing was traded" : "")
    for fill in fills {
      let symbol = record.instruments[fill.instrument].symbol
      let name = record.names[Int(fill.name)]
      let bar = when(series[fill.instrument], Int(fill.bar))
      lines.append("\(symbol) order \(fill.order.number) '\(name)', bar of \(bar)")
      lines += described(fill)
    }
    let refused = record.rejections.filter {
      let session = series[$0.instrument].instrument.session
      return session.day(at: $0.time.nanoseconds).day == day
    }
    for rejection in refused {
      let symbol = record.instruments[rejection.instrument].symbol
      lines.append(
        "\(symbol) order \(rejection.order.number) refused or cut by "
          + "\(units(rejection.quantity)): \(rejection.reason)")
    }
    lines += positions(after: day)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Units held after a day, from the fills alone; splits are the account's and not shown.
  private func positions(after day: Int32) -> [String] {
    var held = [Double](repeating: 0, count: record.instruments.count)
    for fill in record.fills where series[fill.instrument].days[Int(fill.bar)] <= day {
      held[fill.instrument] += fill.side.sign * fill.quantity
    }
    let shown = held.enumerated().filter { abs($0.element) > 1e-9 }.map {
      "\(record.instruments[$0.offset].symbol) \(units($0.element))"
    }
    return ["  held after the day: \(shown.isEmpty ? "nothing" : shown.joined(separator: ", "))"]
  }

  // MARK: - Words

  private func units(_ quantity: Double) -> String {
    // Nine decimals hide what sums leave behind.
    NumberFormat.shortest((quantity * 1e9).rounded() / 1e9)
  }

  private func price(_ value: Double) -> String {
    NumberFormat.shortest((value * 1e8).rounded() / 1e8)
  }

  private func when(_ series: BarSeries, _ index: Int) -> String {
    let text = ISODateFormat.instant(nanoseconds: series.openTimes[index])
    return series.timeframe == .day ? String(text.prefix(10)) : text
  }

  private func ohlc(_ series: BarSeries, _ index: Int) -> String {
    let prices = [
      series.open[index], series.high[index], series.low[index], series.close[index],
    ].map(NumberFormat.shortest)
    return "open \(prices[0]) high \(prices[1]) low \(prices[2]) close \(prices[3])"
  }
}

extension FillRule {
  /// The rule in words.
  fileprivate var reason: String {
    switch self {
    case .open: "a market order takes the bar's first price"
    case .gap: "the bar opened beyond the order's level, so it takes the first price"
    case .limit: "a limit at its price"
    case .stop: "a stop at its price"
    case .trail: "a trailing stop at its level"
    case .close: "the bar's last price"
    case .marginCall: "the margin model forced it"
    case .cashInLieu: "the fraction that a split left over, paid in cash"
    }
  }
}

extension Certainty {
  /// What the bar proves, in words.
  fileprivate var meaning: String {
    switch self {
    case .exact: "the bar's four prices prove the fill and its price"
    case .pathAssumed: "it rests on the assumed path inside the bar"
    case .ambiguous: "the bar allows another outcome; the worse one was taken"
    }
  }
}

extension CommandTree {
  /// The description of `tourney explain`.
  static let explain = CommandDescription(
    "explain", "say why a trade came about, or what happened on a day",
    discussion: "Replays a run that is kept: the order, the bar before it and the bar it met, the "
      + "rule that priced the fill, what it cost and what it did to equity.",
    arguments: [
      ArgumentDescription("RUN", "a run's number, the beginning of its hash, or 'last'"),
      ArgumentDescription("WHAT", "the number of a trade, or a date"),
    ],
    examples: [
      .init("tourney explain last 12", "the twelfth trade of the latest run"),
      .init("tourney explain 3 2020-03-16", "a day"),
    ])
}
