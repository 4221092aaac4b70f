import Formats
import Market
import Replay
import Trading

/// Tables that are read off a run's record.
enum RunTables {
  /// The trades: all of them, or the first and the last where there are too many.
  static func trades(_ record: RunRecord, limit: Int) -> [ReportSection] {
    let count = record.trades.count
    if count == 0 { return [] }
    var table = ReportTable([
      .number("#"), .text("instrument"), .text("side"), .number("quantity"), .text("entry"),
      .number("price"), .text("exit"), .number("price"), .number("net profit"),
      .number("fees"), .number("bars"), .text("by"), .text("proof"),
    ])
    let head = count <= limit ? count : limit / 2
    let tail = count <= limit ? count : count - (limit - head)
    for index in Array(0..<head) + Array(tail..<count) {
      table.append(row(index, record))
    }
    let note =
      count <= limit
      ? "" : "The first \(head) and the last \(limit - head) of \(count); all are in the CSV."
    return [ReportSection("Trades (\(count))", note: note, isFolded: true, .table(table))]
  }

  private static func row(_ index: Int, _ record: RunRecord) -> [ReportTable.Cell] {
    let trade = record.trades[index]
    let names = record.names
    let entry = names[Int(trade.entryName)]
    let exit = names[Int(trade.exitName)]
    return [
      .init("\(index + 1)", .quiet), .init(record.instruments[trade.instrument].symbol),
      .init(trade.direction == .long ? "long" : "short"),
      .init(NumberFormat.shortest(trade.quantity)), .init(instantText(trade.entryTime)),
      .init(NumberFormat.shortest(trade.entryPrice)), .init(instantText(trade.exitTime)),
      .init(NumberFormat.shortest(trade.exitPrice)),
      .init(moneyText(trade.netProfit), .of(trade.netProfit)), .init(moneyText(trade.fees)),
      .init("\(trade.exitBar - trade.entryBar)"),
      .init(entry == exit || exit.isEmpty ? entry : "\(entry) → \(exit)"),
      .init("\(trade.certainty)", trade.certainty == .exact ? .quiet : .plain),
    ]
  }

  /// Where the money came from and went.
  static func costs(_ record: RunRecord) -> ReportSection {
    var table = ReportTable([.text("account"), .number("amount")])
    func add(_ label: String, _ amount: Double) {
      if amount != 0 { table.append([.init(label), .init(moneyText(amount), .of(amount))]) }
    }
    let gross = record.trades.reduce(0) { $0 + $1.grossProfit }
    let net = record.finalEquity - record.rules.initialCapital
    let ledger = record.ledger
    add("profit of closed trades before costs", gross)
    add("fees", -ledger.balance(.fees))
    add("dividends", -ledger.balance(.dividends))
    add("interest", -ledger.balance(.interest))
    add("borrowing", -ledger.balance(.borrow))
    add("funding", -ledger.balance(.funding))
    let income = [Ledger.Side.fees, .dividends, .interest, .borrow, .funding]
      .reduce(0) { $0 - ledger.balance($1) }
    add("open positions at the last close", net - gross - income)
    table.append([.init("profit of the account"), .init(moneyText(net), .of(net))])
    return ReportSection(
      "Where the money came from",
      note: "Slippage of \(moneyText(record.slippageCost)) is inside the prices.",
      .table(table))
  }

  /// An instant as date and time, without the time where it is midnight.
  static func instantText(_ time: Timestamp) -> String {
    let text = ISODateFormat.instant(nanoseconds: time.nanoseconds)
    if text.hasSuffix("T00:00:00Z") { return String(text.prefix(10)) }
    return text.replacing("T", with: " ").replacing("Z", with: "")
  }
}
