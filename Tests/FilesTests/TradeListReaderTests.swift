import Formats
import Market
import TestSupport
import Testing

@testable import Files

@Suite struct TradeListReaderTests {
  private func read(_ text: String, zone: TimeZoneRules = .utc) throws -> [ListedTrade] {
    try Array(text.utf8).withUnsafeBufferPointer {
      try TradeListReader.read($0, file: "trades.csv", zone: zone)
    }
  }

  private func words(_ trade: ListedTrade) -> String {
    let entry = ISODateFormat.short(nanoseconds: trade.entryTime.nanoseconds)
    let exit = ISODateFormat.short(nanoseconds: trade.exitTime.nanoseconds)
    let quantity = trade.quantity.map { NumberFormat.shortest($0) } ?? "-"
    let profit = trade.netProfit.map { NumberFormat.shortest($0) } ?? "-"
    return "\(trade.number) \(trade.isLong ? "long" : "short") \(quantity) \(entry) "
      + "\(trade.entryPrice) '\(trade.entrySignal)' \(exit) \(trade.exitPrice) "
      + "'\(trade.exitSignal)' \(profit)\(trade.isOpen ? " open" : "")"
  }

  @Test func `rows of a trade are joined, in either order and under either heading`() throws {
    let first = """
      \u{FEFF}Trade #,Type,Date and time,Signal,Price USDT,Size (qty),Size (value),Net P&L USD,Net %
      1,Exit long,2025-01-02 10:15,"out, now",101.5,2,200,3,1.5
      1,Entry long,2025-01-02 08:00,in,100,2,200,3,1.5
      2,Exit short,2025-01-03 09:00,Open,99,1,100,1,1
      2,Entry short,2025-01-03 08:15,again,100,1,100,1,1
      """
    let second = """
      Trade number;Type;Date and time;Signal;Price;Position size (value);Position size (qty)
      7;Entry short;2025-07-01 00:30;a;10;20;2

      7;Exit short;2025-07-01 00:45;b;9;20;2
      """
    let zone = try TimeZoneRules.named("+08:00")
    #expect(
      try read(first, zone: zone).map(words) + read(second).map(words) == [
        "1 long 2 2025-01-02 100.0 'in' 2025-01-02 02:15 101.5 'out, now' 3",
        "2 short 1 2025-01-03 00:15 100.0 'again' 2025-01-03 01:00 99.0 'Open' 1 open",
        "7 short 2 2025-07-01 00:30 10.0 'a' 2025-07-01 00:45 9.0 'b' -",
      ])
  }

  @Test func `bad lists are refused in their own words`() {
    let header = "Trade #,Type,Date and time,Price\n"
    let cases: [(text: String, message: String)] = [
      ("", "trades.csv: error: the file is empty, expected a header and rows"),
      ("a,b\n", "trades.csv:1: error: no column has the trade"),
      (header + "x,Entry long,2025-01-01,1", "trades.csv:2: error: this is no trade number"),
      (header + "1,Buy,2025-01-01,1", "trades.csv:2: error: this is no type"),
      (header + "1,Entry long,01/02/2025,1", "trades.csv:2: error: this is no date and time"),
      (header + "1,Entry long,2025-01-01,x", "trades.csv:2: error: this is no price"),
      (header + "1,Entry long,2025-01-01", "trades.csv:2: error: the row has too few columns"),
      (header + "1,Exit long,2025-01-01,1", "trades.csv: error: trade 1 has no entry"),
    ]
    var wrong: [String] = []
    for (text, message) in cases {
      do {
        _ = try read(text)
        wrong.append("accepted: \(text)")
      } catch {
        if !"\(error)".hasPrefix(message) { wrong.append("\(error)") }
      }
    }
    #expect(wrong.isEmpty)
  }
}
