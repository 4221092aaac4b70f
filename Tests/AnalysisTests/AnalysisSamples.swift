import Analysis
import Formats
import TestSupport
import Trading

/// Inputs that several tests share.
enum Sample {
  /// The returns of the golden vector, FILLS-AND-METRICS (d2).
  static let goldenReturns = [
    0.01, -0.02, 0.015, 0, 0.005, -0.01, 0.03, -0.025, 0.02, 0.004, -0.003, 0.007, -0.012, 0.018,
    -0.006, 0.011, 0, -0.004, 0.009, -0.001,
  ]
  /// The benchmark of the golden vector.
  static let goldenBenchmark = [
    0.008, -0.015, 0.01, 0.002, 0.004, -0.012, 0.02, -0.02, 0.015, 0.003, -0.001, 0.005, -0.01,
    0.012, -0.004, 0.01, 0.001, -0.003, 0.006, 0,
  ]

  /// Weekdays from 2020-01-01, a Wednesday.
  static func weekdays(_ count: Int) -> [Int32] {
    var days: [Int32] = []
    var day = CivilDate(year: 2020, month: 1, day: 1)!.daysSinceEpoch
    while days.count < count {
      if CivilDate.Weekday(daysSinceEpoch: day).rawValue <= 5 { days.append(Int32(day)) }
      day += 1
    }
    return days
  }

  /// Equity that starts at 1 and grows by the returns.
  static func equity(_ returns: [Double]) -> [Double] {
    var equity = 1.0
    return returns.map {
      equity *= 1 + $0
      return equity
    }
  }

  /// An input with these returns on weekdays.
  static func input(
    _ returns: [Double], benchmark: [Double]? = nil, riskFree: Double = 0,
    trials: TrialEvidence? = nil
  ) -> PerformanceInput {
    try! PerformanceInput(
      startEquity: 1, dailyEquity: equity(returns), days: weekdays(returns.count),
      riskFree: riskFree, benchmarkReturns: benchmark, trials: trials)
  }

  /// Seeded returns of about one percent a day.
  static func randomReturns(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in (generator.unit() + generator.unit() - 0.98) * 0.02 }
  }
}

/// Trades of which only the columns given here matter; the rest is filled with ones.
func tradeColumns(
  profits: [Double], bars: [Int32]? = nil, shortIndices: Set<Int> = [], fee: Double = 0
) -> TradeColumns {
  let count = profits.count
  var trades = TradeColumns()
  trades.direction = (0..<count).map { shortIndices.contains($0) ? .short : .long }
  trades.quantity = Array(repeating: 1, count: count)
  trades.entryPrice = Array(repeating: 50, count: count)
  trades.exitPrice = profits.map { 50 + $0 + fee }
  trades.entryTime = (0..<count).map { Int64($0) }
  trades.exitTime = (0..<count).map { Int64($0) + 1 }
  trades.netProfit = profits
  trades.grossProfit = profits.map { $0 + fee }
  trades.fees = Array(repeating: fee, count: count)
  trades.barsHeld = bars ?? Array(repeating: 1, count: count)
  trades.maxFavourable = profits.map { max($0, 0) + 1 }
  trades.maxAdverse = profits.map { max(-$0, 0) + 2 }
  return trades
}

extension Mismatches {
  /// Records a failure unless a metric has a value near `expected`.
  mutating func check(
    _ analysis: PerformanceAnalysis, _ id: MetricID, equals expected: Double, relative: Double,
    absolute: Double = 0
  ) {
    guard let value = analysis[id]?.value else {
      return add("\(id) is missing: \(analysis[id]?.missing.map { "\($0)" } ?? "no such metric")")
    }
    check("\(id)", value, equals: expected, relative: relative, absolute: absolute)
  }

  /// Records a failure unless a metric is missing for that reason.
  mutating func check(
    _ label: String, _ analysis: PerformanceAnalysis, _ id: MetricID, lacks reason: MissingReason
  ) {
    check("\(label) \(id)", analysis[id]?.missing, equals: reason)
    if let value = analysis[id]?.value { add("\(label) \(id) has the value \(value)") }
  }
}
