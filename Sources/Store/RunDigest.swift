import Formats
import Market
import Replay
import Trading

/// The hash of a run's result, bit for bit.
enum RunDigest {
  /// Returns SHA-256 over the columns at every bar, all fills, trades and rejections.
  ///
  /// - Complexity: O(bars + fills); a million bars take about 10 ms.
  static func hex(_ record: RunRecord, workers: Int) -> String {
    var root = SHA256()
    root.update("result 1\n\(record.times.count)\n\(record.names.joined(separator: "\n"))\n")
    root.update("\(record.failure ?? "")\n\(record.isRuined)\n\(record.orderCount)\n")
    root.update(record.times.withUnsafeBytes { SHA256.tree($0, workers: workers) }.bytes)
    root.update(record.days.withUnsafeBytes { SHA256.tree($0, workers: workers) }.bytes)
    root.update(record.equity.withUnsafeBytes { SHA256.tree($0, workers: workers) }.bytes)
    root.update(record.exposure.withUnsafeBytes { SHA256.tree($0, workers: workers) }.bytes)
    var rows = RowBytes()
    for fill in record.fills { rows.append(fill) }
    for trade in record.trades { rows.append(trade) }
    for rejection in record.rejections { rows.append(rejection) }
    root.update(rows.bytes)
    return root.finalize().hex
  }
}

/// Rows as little-endian bytes, every field eight of them.
private struct RowBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ fill: Fill) {
    append(1, fill.order.number, fill.bar, fill.name, fill.comment)
    append(fill.instrument, Int(fill.side.rawValue), Int(fill.rule.rawValue))
    append(Int(fill.certainty.rawValue), Int(fill.time.nanoseconds))
    append(fill.quantity, fill.price, fill.fee, fill.slippageCost)
  }

  mutating func append(_ trade: Trade) {
    append(2, trade.entryBar, trade.exitBar, trade.entryName, trade.exitName, trade.exitComment)
    append(trade.entryOrder.number, trade.exitOrder.number)
    append(trade.instrument, Int(trade.direction.rawValue), Int(trade.certainty.rawValue))
    append(Int(trade.entryTime.nanoseconds), Int(trade.exitTime.nanoseconds))
    append(trade.quantity, trade.entryPrice, trade.exitPrice, trade.grossProfit)
    append(trade.fees, trade.favourable, trade.adverse)
  }

  mutating func append(_ rejection: Rejection) {
    append(3, rejection.order.number, rejection.name)
    append(
      rejection.instrument, Int(rejection.reason.rawValue), Int(rejection.time.nanoseconds))
    append(rejection.quantity)
  }

  private mutating func append(_ numbers: Int32...) {
    for number in numbers { append(word: UInt64(bitPattern: Int64(number))) }
  }

  private mutating func append(_ numbers: Int...) {
    for number in numbers { append(word: UInt64(bitPattern: Int64(number))) }
  }

  private mutating func append(_ numbers: Double...) {
    for number in numbers { append(word: number.bitPattern) }
  }

  private mutating func append(word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
