import Formats
import Market
import Replay
import Trading

/// What came of a benchmark, so that it cannot measure nothing and two ways can be held together.
struct Outcome: Sendable, Equatable {
  var trades: Int?
  var equity: Double?
  /// Changes with any bit of the result.
  var hash: UInt64?
  /// What else is worth a word; it is not compared.
  var remark = ""

  /// Why two outcomes are not the same; nil when they are, as far as both tell.
  ///
  /// Without a hash on either side, money may differ by the rounding of another order of sums.
  func difference(from expected: Outcome) -> String? {
    if let trades, let other = expected.trades, trades != other {
      return "\(trades) trades, expected \(other)"
    }
    if let hash, let other = expected.hash {
      return hash == other ? nil : "hash \(Self.text(hash)), expected \(Self.text(other))"
    }
    if let equity, let other = expected.equity, !(abs(equity - other) <= 1e-9 * abs(other)) {
      return "equity \(equity), expected \(other)"
    }
    return nil
  }

  /// The outcome as a table shows it.
  var text: String {
    var parts: [String] = []
    if let trades { parts.append("\(trades) trades") }
    if let equity { parts.append("equity \(NumberFormat.fixed(equity, decimals: 4))") }
    if !remark.isEmpty { parts.append(remark) }
    if let hash { parts.append("hash \(Self.text(hash))") }
    return parts.joined(separator: ", ")
  }

  /// A hash in hexadecimal digits.
  static func text(_ hash: UInt64) -> String { String(hash, radix: 16) }
}

extension Outcome {
  /// What came of a replay: every bit of its marks, fills and trades is in the hash.
  init(_ record: RunRecord) throws(LocatedError) {
    if let failure = record.failure { throw LocatedError(.failed, failure) }
    trades = record.trades.count
    equity = record.finalEquity
    var hash = BitHash()
    hash.combine(record.equity)
    hash.combine(record.exposure)
    for fill in record.fills {
      hash.combine(fill.price.bitPattern)
      hash.combine(fill.quantity.bitPattern)
      hash.combine(fill.fee.bitPattern)
      hash.combine(UInt64(bitPattern: fill.time.nanoseconds))
    }
    for trade in record.trades { hash.combine(trade.netProfit.bitPattern) }
    self.hash = hash.value
  }
}

/// A number that changes with any bit and any order of what is put in (Fowler, Noll, Vo).
struct BitHash {
  private(set) var value: UInt64 = 14_695_981_039_346_656_037

  mutating func combine(_ bits: UInt64) { value = (value ^ bits) &* 1_099_511_628_211 }

  mutating func combine(_ column: [Double]) {
    for number in column { combine(number.bitPattern) }
  }

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(UInt64(byte)) }
  }
}
