import Analysis
import Formats
import Market
import Trading

extension AgentRecord {
  /// Sums the accounts of an agent in the order of its instruments.
  static func assembled(
    _ agent: Agent, _ curves: [SleeveCurve?], in contest: Contest
  ) -> AgentRecord {
    var record = AgentRecord(agent, capital: contest.rulebook.rules.initialCapital)
    if case .returns(let returns) = agent.performer {
      record.take(returns, days: contest.window.days)
      return record
    }
    let finished = curves.compactMap(\.self)
    if let failure = finished.lazy.compactMap(\.failure).first {
      record.outcome = .disqualified(failure)
    } else if finished.count < curves.count || finished.contains(where: \.isInterrupted) {
      record.outcome = .unfinished
    }
    guard record.isRanked else { return record }
    record.sum(finished, count: contest.window.count)
    record.collectTrades(finished)
    if record.equity.contains(where: { $0 <= 0 }) { record.outcome = .ruined }
    record.warn(finished, symbols: contest.series.map(\.instrument.symbol))
    return record
  }

  private mutating func sum(_ curves: [SleeveCurve], count: Int) {
    equity = [Double](repeating: 0, count: count)
    exposure = equity
    grossExposure = equity
    turnover = equity
    // Capital that does not divide evenly among the accounts stays what it was.
    startEquity = curves.reduce(0) { $0 + $1.capital }
    for curve in curves {
      for day in 0..<count {
        equity[day] += curve.equity[day]
        exposure[day] += curve.netValue[day]
        grossExposure[day] += abs(curve.netValue[day])
        turnover[day] += curve.notional[day]
      }
      fillCount += curve.fillCount
      rejectionCount += curve.rejectionCount
      fees += curve.fees
      slippageCost += curve.slippageCost
      if let path = curve.path { paths.append(path) }
      if let run = curve.run { runs.append(run) }
    }
    for day in 0..<count {
      let divisor = equity[day]
      exposure[day] = divisor > 0 ? exposure[day] / divisor : 0
      grossExposure[day] = divisor > 0 ? grossExposure[day] / divisor : 0
      turnover[day] = divisor > 0 ? turnover[day] / divisor : 0
    }
  }

  private mutating func collectTrades(_ curves: [SleeveCurve]) {
    let all = curves.flatMap(\.trades)
    let order = all.indices.sorted {
      let (left, right) = (all[$0], all[$1])
      return (left.exitTime, left.entryTime.nanoseconds, $0)
        < (right.exitTime, right.entryTime.nanoseconds, $1)
    }
    let sorted = order.map { all[$0] }
    trades = TradeColumns(sorted)
    tradeInstruments = sorted.map { Int32($0.instrument) }
  }

  private mutating func warn(_ curves: [SleeveCurve], symbols: [String]) {
    if fillCount == 0, agent.kind != .reference {
      let refused = rejectionCount == 0 ? "" : ", \(rejectionCount) orders were refused"
      warnings.append("never traded" + refused)
    }
    if agent.expert?.requirements.capabilities.contains(.futureAccess) == true {
      warnings.append("reads the future, as its convention allows: no one could have traded so")
    }
    let ruined = curves.count { $0.isRuined }
    if ruined > 0, curves.count > 1 {
      warnings.append("\(ruined) of \(curves.count) accounts lost everything")
    }
  }

  /// Compounds returns to equity; returns between two days of the window count on the later one.
  private mutating func take(_ series: ReturnSeries, days: [Int32]) {
    var value = startEquity
    var index = series.days.partitioningIndex { $0 >= days[0] }
    var covered = 0
    equity.reserveCapacity(days.count)
    for day in days {
      while index < series.days.count, series.days[index] <= day {
        value *= 1 + series.returns[index]
        index += 1
        covered += 1
      }
      equity.append(value)
    }
    if value <= 0 { outcome = .ruined }
    if covered < days.count {
      warnings.append("has returns on \(covered) of \(days.count) days; the others count as 0")
    }
  }

  /// Measures the record; agents that are not ranked have no metrics.
  mutating func measure(in contest: Contest, benchmark: [Double]?) {
    guard isRanked else { return }
    do throws(LocatedError) {
      let input = try PerformanceInput(
        startEquity: startEquity, dailyEquity: equity, days: contest.window.days,
        periodsPerYear: contest.window.periodsPerYear,
        riskFree: contest.rulebook.rules.financing.creditRate, benchmarkReturns: benchmark,
        dailyExposure: grossExposure.isEmpty ? nil : grossExposure)
      metrics = PerformanceAnalysis(input, trades: trades).metrics
    } catch {
      outcome = .disqualified("its record cannot be measured: \(error.sentence)")
    }
  }
}
