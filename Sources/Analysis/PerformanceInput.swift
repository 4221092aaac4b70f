public import Formats

/// What is known of the other attempts from which a run was chosen.
public struct TrialEvidence: Sendable, Hashable {
  /// The Sharpe ratio per period of every trial, this one included.
  public var sharpeRatios: [Double]
  /// How many independent trials they amount to; fewer than there are when they are correlated.
  public var effectiveCount: Double

  /// Makes evidence; without `effectiveCount` the trials count as independent.
  public init(sharpeRatios: [Double], effectiveCount: Double? = nil) {
    self.sharpeRatios = sharpeRatios
    self.effectiveCount = effectiveCount ?? Double(sharpeRatios.count)
  }
}

/// The equity of an account at the end of each session day, and what to compare it with.
///
/// ```swift
/// let input = try PerformanceInput(
///   startEquity: 10_000, dailyEquity: [10_100, 10_050], days: [19_724, 19_725])
/// let sharpe = PerformanceAnalysis(input)[.sharpe]
/// ```
public struct PerformanceInput: Sendable {
  /// Equity before the first day, above 0, in account currency.
  public let startEquity: Double
  /// Equity at the end of each session day.
  public let dailyEquity: [Double]
  /// The return of each session day: equity over the equity before, less 1.
  public let returns: [Double]
  /// The session days, as days since 1970-01-01, ascending.
  public let days: [Int32]
  /// Session days in a year: 252, or 365 for what trades every day.
  public let periodsPerYear: Int
  /// Risk-free rate a year, as a fraction.
  public let riskFree: Double
  /// The return a year that counts as enough for Sortino and Omega, as a fraction.
  public let requiredReturn: Double
  /// Returns of the benchmark on the same days.
  public let benchmarkReturns: [Double]?
  /// Gross exposure as a share of equity, for each day.
  public let dailyExposure: [Double]?
  /// The attempts from which this one was chosen.
  public let trials: TrialEvidence?

  /// Makes an input from equity.
  /// - Parameters:
  ///   - periodsPerYear: Taken from the days if nil; see `SessionDays`.
  ///   - requiredReturn: The risk-free rate if nil.
  /// - Throws: An error of class `data` for numbers that are not finite, days that do not ascend,
  ///   columns of other lengths than `dailyEquity`, or a start of 0 or below.
  public init(
    startEquity: Double, dailyEquity: [Double], days: [Int32], periodsPerYear: Int? = nil,
    riskFree: Double = 0, requiredReturn: Double? = nil, benchmarkReturns: [Double]? = nil,
    dailyExposure: [Double]? = nil, trials: TrialEvidence? = nil
  ) throws(LocatedError) {
    self.startEquity = startEquity
    self.dailyEquity = dailyEquity
    self.days = days
    self.periodsPerYear = periodsPerYear ?? SessionDays.periodsPerYear(days)
    self.riskFree = riskFree
    self.requiredReturn = requiredReturn ?? riskFree
    self.benchmarkReturns = benchmarkReturns
    self.dailyExposure = dailyExposure
    self.trials = trials
    returns = Self.returns(of: dailyEquity, from: startEquity)
    try validate()
  }

  /// Returns of an equity column, up to the day on which nothing is left.
  private static func returns(of equity: [Double], from start: Double) -> [Double] {
    var previous = start
    var returns: [Double] = []
    returns.reserveCapacity(equity.count)
    for value in equity {
      if value <= 0 { return returns + [-1] }
      returns.append(value / previous - 1)
      previous = value
    }
    return returns
  }

  private func validate() throws(LocatedError) {
    if !(startEquity > 0 && startEquity.isFinite) {
      throw LocatedError(
        .data, "equity before the first day must be above 0", found: "\(startEquity)")
    }
    try Self.require(dailyEquity, "equity", count: days.count)
    if let benchmarkReturns {
      try Self.require(benchmarkReturns, "benchmark return", count: days.count)
      if let index = benchmarkReturns.firstIndex(where: { $0 < -1 }) {
        throw LocatedError(
          .data, "benchmark return \(index + 1) loses more than everything",
          found: "\(benchmarkReturns[index])", expected: "-1 or more")
      }
    }
    if let dailyExposure { try Self.require(dailyExposure, "exposure", count: days.count) }
    if let trials { try Self.require(trials.sharpeRatios, "Sharpe ratio of trial") }
    try validateRates()
    for index in days.indices.dropFirst() where days[index] <= days[index - 1] {
      throw LocatedError(
        .data, "session day \(index + 1) does not come after the day before it",
        found: "\(CivilDate(daysSinceEpoch: Int(days[index])))",
        expected: "a day after \(CivilDate(daysSinceEpoch: Int(days[index - 1])))")
    }
  }

  private func validateRates() throws(LocatedError) {
    for (name, rate) in [("risk-free rate", riskFree), ("required return", requiredReturn)]
    where !(rate > -1 && rate.isFinite) {
      throw LocatedError(.data, "\(name) must be above -1", found: "\(rate)")
    }
    if periodsPerYear < 1 {
      throw LocatedError(
        .data, "a year needs at least one period", found: "\(periodsPerYear)",
        expected: "252 or 365")
    }
  }

  private static func require(
    _ column: [Double], _ name: String, count: Int? = nil
  ) throws(LocatedError) {
    if let count, column.count != count {
      throw LocatedError(
        .data, "\(name) has another number of values than there are days",
        found: "\(column.count)", expected: "\(count)")
    }
    if let index = column.firstIndex(where: { !$0.isFinite }) {
      throw LocatedError(
        .data, "\(name) \(index + 1) is not a number", found: "\(column[index])",
        hint: "leave days without a value out: gaps must be explicit")
    }
  }
}
