import Analysis
import Formats
import Indicators
import Market
import Platform
import Replay
import Trading

/// What one account of an agent left behind, on the days of the window.
struct SleeveCurve: Sendable {
  let capital: Double
  var equity: [Double] = []
  /// Net value of positions, in account currency.
  var netValue: [Double] = []
  /// Notional traded, in account currency.
  var notional: [Double] = []
  /// Trades with instruments counted as in the contest.
  var trades: [Trade] = []
  var fillCount = 0
  var rejectionCount = 0
  var fees = 0.0
  var slippageCost = 0.0
  /// The code path that it took; nil if it could not start.
  var path: RunRecord.Path?
  var isRuined = false
  var isInterrupted = false
  var failure: String?
  var run: RunRecord?

  /// Replays an account; whatever goes wrong is part of the result.
  static func replayed(
    _ sleeve: Sleeve, days: [Int32], cache: ColumnCache, cancellation: Cancellation?,
    keepsRun: Bool
  ) -> SleeveCurve {
    do throws(LocatedError) {
      if sleeve.expert.requirements.capabilities.contains(.standings) {
        throw LocatedError(.failed, "the expert reads the standings, which are not shown to it")
      }
      let record = try Replay.run(
        sleeve.expert, over: sleeve.input, rules: sleeve.rules, cache: cache,
        cancellation: cancellation)
      return SleeveCurve(record, sleeve, days: days, keepsRun: keepsRun)
    } catch {
      return SleeveCurve(capital: sleeve.rules.initialCapital, failure: error.sentence)
    }
  }

  private init(capital: Double, failure: String) {
    self.capital = capital
    self.failure = failure
  }

  private init(_ record: RunRecord, _ sleeve: Sleeve, days: [Int32], keepsRun: Bool) {
    capital = sleeve.rules.initialCapital
    failure = record.failure
    path = record.path
    isInterrupted = record.isInterrupted
    isRuined = record.isRuined
    fillCount = record.fills.count
    rejectionCount = record.rejections.count
    fees = record.ledger.balance(.fees)
    slippageCost = record.slippageCost
    align(record, to: days)
    notional = Self.notional(record, sleeve, days: days)
    trades = record.trades.map { trade in
      var trade = trade
      trade.instrument = sleeve.instruments[trade.instrument]
      return trade
    }
    if keepsRun { run = record }
  }

  /// Takes the last value of each day; days without a bar keep what was there before.
  private mutating func align(_ record: RunRecord, to days: [Int32]) {
    equity.reserveCapacity(days.count)
    netValue.reserveCapacity(days.count)
    var lastEquity = capital
    var lastNet = 0.0
    var index = 0
    for day in days {
      while index < record.days.count, record.days[index] <= day {
        lastEquity = record.equity[index]
        lastNet = record.exposure[index] * lastEquity
        index += 1
      }
      equity.append(lastEquity)
      netValue.append(lastNet)
    }
  }

  private static func notional(_ record: RunRecord, _ sleeve: Sleeve, days: [Int32]) -> [Double] {
    var notional = [Double](repeating: 0, count: days.count)
    for fill in record.fills {
      let series = sleeve.input.series[fill.instrument]
      let day = series.days[Int(fill.bar)]
      let place = days.partitioningIndex { $0 >= day }
      guard place < days.count else { continue }
      notional[place] += fill.quantity * abs(fill.price) * series.instrument.pointValue
    }
    return notional
  }
}

extension [Int32] {
  /// The first index at which an ascending column fulfils a condition; its count if none does.
  func partitioningIndex(where fulfils: (Int32) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if fulfils(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
