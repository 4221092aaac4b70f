import Analysis
import Formats
import Market

/// One thing in which two runs differ.
public struct RunDifference: Sendable, Hashable {
  /// What differs, for example `rules.slippage.basisPoints` or `trade 17`.
  public let subject: String
  /// What the first run has; nil for nothing.
  public let left: String?
  /// What the second run has.
  public let right: String?

  /// Makes a difference.
  public init(subject: String, left: String?, right: String?) {
    self.subject = subject
    self.left = left
    self.right = right
  }
}

extension RunContent {
  /// What differs from another result; nothing if both are the same to the bit.
  ///
  /// Of fills, trades, rejections and days only the first difference of each is named.
  public func differences(from other: RunContent) -> [RunDifference] {
    var found = totals.differences(from: other.totals)
    found += metricDifferences(from: other)
    found += firstDifference("fill", fills, other.fills, \.summary)
    found += firstDifference("trade", trades, other.trades, \.summary)
    found += firstDifference("rejection", rejections, other.rejections) {
      "\($0.symbol) \(ISODateFormat.instant(nanoseconds: $0.time.nanoseconds)) \($0.reason)"
    }
    found += dayDifferences(from: other)
    if found.isEmpty, digest != other.digest {
      found.append(
        RunDifference(
          subject: "a bar within a day, or a last bit", left: String(digest.prefix(12)),
          right: String(other.digest.prefix(12))))
    }
    return found
  }

  /// The first trade in which two results differ; nil if there is none.
  public func firstTradeDifference(from other: RunContent) -> RunDifference? {
    firstDifference("trade", trades, other.trades, \.summary).first
  }

  /// The metrics whose values differ.
  public func metricDifferences(from other: RunContent) -> [RunDifference] {
    func text(_ row: MetricRow?) -> String? {
      row.map { $0.value.map(NumberFormat.shortest) ?? $0.missing ?? "" }
    }
    var found: [RunDifference] = []
    for row in metrics {
      let twin = other.metrics.first { $0.id == row.id }
      if row != twin {
        found.append(
          RunDifference(subject: row.id.rawValue, left: text(row), right: text(twin)))
      }
    }
    for row in other.metrics where !metrics.contains(where: { $0.id == row.id }) {
      found.append(RunDifference(subject: row.id.rawValue, left: nil, right: text(row)))
    }
    return found
  }

  private func dayDifferences(from other: RunContent) -> [RunDifference] {
    let count = max(days.count, other.days.count)
    func text(_ content: RunContent, _ index: Int) -> String? {
      guard index < min(content.days.count, content.equity.count, content.exposure.count) else {
        return nil
      }
      return "\(CivilDate(daysSinceEpoch: Int(content.days[index]))) equity "
        + NumberFormat.shortest(content.equity[index]) + " exposure "
        + NumberFormat.shortest(content.exposure[index])
    }
    for index in 0..<count {
      let (left, right) = (text(self, index), text(other, index))
      if left != right {
        return [RunDifference(subject: "day \(index + 1)", left: left, right: right)]
      }
    }
    return []
  }
}

/// The first place where two lists of rows differ.
private func firstDifference<Row: Hashable>(
  _ name: String, _ left: [Row], _ right: [Row], _ text: (Row) -> String
) -> [RunDifference] {
  let index = zip(left, right).prefix { $0 == $1 }.count
  if index == left.count, index == right.count { return [] }
  return [
    RunDifference(
      subject: "\(name) \(index + 1)", left: index < left.count ? text(left[index]) : nil,
      right: index < right.count ? text(right[index]) : nil)
  ]
}

extension TradeRow {
  /// The trade in a line: `ACM long 12 in 2020-01-03T00:00:00Z at 101.5, out … at …, net 3.2`.
  public var summary: String {
    "\(symbol) \(direction) \(NumberFormat.shortest(quantity)) in "
      + "\(ISODateFormat.instant(nanoseconds: entryTime.nanoseconds)) at "
      + "\(NumberFormat.shortest(entryPrice)), out "
      + "\(ISODateFormat.instant(nanoseconds: exitTime.nanoseconds)) at "
      + "\(NumberFormat.shortest(exitPrice)), net \(NumberFormat.shortest(netProfit))"
  }
}

extension FillRow {
  /// The fill in a line: `ACM buy 12 at 101.5 on 2020-01-03T00:00:00Z, open, exact`.
  public var summary: String {
    "\(symbol) \(side) \(NumberFormat.shortest(quantity)) at \(NumberFormat.shortest(price)) on "
      + "\(ISODateFormat.instant(nanoseconds: time.nanoseconds)), \(rule), \(certainty)"
  }
}

extension RunTotals {
  fileprivate func differences(from other: RunTotals) -> [RunDifference] {
    let numbers: [(String, KeyPath<RunTotals, Double>)] = [
      ("initial capital", \.initialCapital), ("final equity", \.finalEquity), ("fees", \.fees),
      ("slippage", \.slippageCost), ("turnover", \.turnover),
    ]
    let counts: [(String, KeyPath<RunTotals, Int>)] = [
      ("orders", \.orderCount), ("unproved targets", \.unprovedTargets),
      ("trailing stops open to the path", \.trailsOpenToPath),
      ("open positions", \.openPositions),
    ]
    var found: [RunDifference] = []
    func add(_ subject: String, _ left: String, _ right: String) {
      found.append(RunDifference(subject: subject, left: left, right: right))
    }
    for (name, path) in numbers {
      let (left, right) = (self[keyPath: path], other[keyPath: path])
      // The tables have neither −0 nor NaN; the digest sees what they cannot.
      if left == right || (left.isNaN && right.isNaN) { continue }
      add(name, NumberFormat.shortest(left), NumberFormat.shortest(right))
    }
    for (name, path) in counts where self[keyPath: path] != other[keyPath: path] {
      add(name, "\(self[keyPath: path])", "\(other[keyPath: path])")
    }
    if isRuined != other.isRuined { add("ruined", "\(isRuined)", "\(other.isRuined)") }
    if failure != other.failure { add("failure", failure ?? "none", other.failure ?? "none") }
    return found
  }
}
