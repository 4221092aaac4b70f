import Kernels

/// The returns of a run with what several statistics share, computed once.
///
/// It ends with the day on which the account was ruined, if there was one.
package struct ReturnRecord: Sendable {
  /// What it was made from.
  package let input: PerformanceInput
  /// The return of each session day.
  package let returns: [Double]
  /// The risk-free rate of a period.
  let riskFree: Double
  /// The returns less the risk-free rate.
  let excess: [Double]
  /// The moments of the excess returns.
  let moments: Moments
  /// The returns in ascending order.
  let sorted: [Double]
  /// How far equity lay below its peak at the end of each day.
  let underwater: [Double]
  /// The falls of equity, in order of time.
  let drawdowns: [Drawdown]
  /// The compounded returns of the calendar months.
  let months: [PeriodReturn]
  /// The sum of the gains.
  let gains: Double
  /// The sum of the losses, at least 0.
  let losses: Double
  /// Tells whether equity fell to 0 or below.
  package let isRuined: Bool
  /// Session days in a year.
  let periodsPerYear: Double

  /// Prepares an input.
  package init(_ input: PerformanceInput) {
    self.input = input
    returns = input.returns
    periodsPerYear = Double(input.periodsPerYear)
    let riskFree = Self.perPeriod(input.riskFree, periodsPerYear)
    self.riskFree = riskFree
    excess = riskFree == 0 ? returns : returns.map { $0 - riskFree }
    moments = Moments(excess)
    sorted = returns.sorted()
    // A debt is no deeper fall than the loss of everything; it has a metric of its own.
    let equity = input.dailyEquity.prefix(returns.count).map { max($0, 0) }
    underwater = Drawdown.underwater(start: input.startEquity, equity: equity)
    drawdowns = Drawdown.all(start: input.startEquity, equity: equity, days: input.days)
    months = PeriodReturn.compounded(returns, days: input.days, by: .month)
    gains = CompensatedSum.of(returns) { max($0, 0) }
    losses = CompensatedSum.of(returns) { max(-$0, 0) }
    isRuined = equity.last == 0
  }

  /// How many returns there are.
  package var count: Int { returns.count }

  /// The number of returns, for formulas.
  var n: Double { Double(returns.count) }

  /// The largest fall, 0 or negative.
  var maximumDrawdown: Double { underwater.min() ?? 0 }

  /// Equity at the end over equity at the start.
  var growth: Double { max(input.dailyEquity[count - 1], 0) / input.startEquity }

  /// Calendar years from the first day to the last.
  var calendarYears: Double {
    guard count > 0 else { return 0 }
    return Double(Int(input.days[count - 1]) - Int(input.days[0])) / 365.25
  }

  /// The required return of a period.
  var requiredReturn: Double { Self.perPeriod(input.requiredReturn, periodsPerYear) }

  /// Growth to a yearly return, by count of periods.
  func annualised(_ growth: Double) -> Double {
    Elementary.pow(growth, periodsPerYear / n) - 1
  }

  /// The Sharpe ratio of a period.
  /// - Throws: Why there is none.
  func sharpePerPeriod() throws(MissingReason) -> Double {
    try moments.mean / moments.deviation()
  }

  private static func perPeriod(_ yearly: Double, _ periodsPerYear: Double) -> Double {
    yearly == 0 ? 0 : Elementary.pow(1 + yearly, 1 / periodsPerYear) - 1
  }
}
