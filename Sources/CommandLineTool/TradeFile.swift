import Formats
import Market
import Platform
import Replay
import Trading

/// The trades of a run as comma-separated text, one row each.
enum TradeFile {
  static func write(_ result: BacktestResult, to path: String) throws(LocatedError) {
    var text =
      "symbol,direction,quantity,entry_time,entry_price,exit_time,exit_price,"
      + "gross_profit,fees,net_profit,bars,entry,exit,certainty\n"
    let names = result.record.names
    for trade in result.record.trades {
      let fields: [String] = [
        result.record.instruments[trade.instrument].symbol,
        trade.direction == .long ? "long" : "short",
        NumberFormat.shortest(trade.quantity),
        ISODateFormat.instant(nanoseconds: trade.entryTime.nanoseconds),
        NumberFormat.shortest(trade.entryPrice),
        ISODateFormat.instant(nanoseconds: trade.exitTime.nanoseconds),
        NumberFormat.shortest(trade.exitPrice), NumberFormat.shortest(trade.grossProfit),
        NumberFormat.shortest(trade.fees), NumberFormat.shortest(trade.netProfit),
        String(trade.exitBar - trade.entryBar), quoted(names[Int(trade.entryName)]),
        quoted(names[Int(trade.exitName)]), "\(trade.certainty)",
      ]
      text += fields.joined(separator: ",") + "\n"
    }
    do { try FileSystem.writeFile(path, text) } catch { throw LocatedError(error, as: .failed) }
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
